#include "writer.h"

#include <stdarg.h>
#include <stdio.h>

void writer_begin(struct edi_writer *w, const char *tag)
{
    w->elements_owed = w->components_owed = 0;
    w->segments++;
    vmi_buffer_add(w->out, tag, strlen(tag));
}

static bool is_mark(const struct vmi_edi_delimiters *m, char c)
{
    return c == m->element || c == m->terminator[0] || (m->component && c == m->component) ||
           (m->repetition && c == m->repetition) || (m->release && c == m->release);
}

static void put(struct edi_writer *w, struct vmi_slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.text[i];
        bool mark = is_mark(w->marks, c);
        if ((unsigned char)c < ' ' || c == 0x7F || (mark && !w->marks->release)) {
            c = ' ';
            w->replaced++;
        } else if (mark)
            vmi_buffer_add(w->out, &w->marks->release, 1);
        vmi_buffer_add(w->out, &c, 1);
    }
}

bool writer_can(const struct vmi_edi_delimiters *marks, struct vmi_slice text)
{
    if (text.length && (text.text[0] == ' ' || text.text[text.length - 1] == ' '))
        return false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.text[i];
        if ((unsigned char)c < ' ' || c == 0x7F || (is_mark(marks, c) && !marks->release))
            return false;
    }
    return true;
}

/* Writes the separators that stand before something. */
static void pay(struct edi_writer *w)
{
    for (; w->elements_owed; w->elements_owed--)
        vmi_buffer_add(w->out, &w->marks->element, 1);
    for (; w->components_owed; w->components_owed--)
        vmi_buffer_add(w->out, &w->marks->component, 1);
}

void writer_element(struct edi_writer *w, struct vmi_slice text)
{
    w->components_owed = 0;
    w->elements_owed++;
    if (text.length)
        pay(w);
    put(w, text);
}

void writer_component(struct edi_writer *w, struct vmi_slice text)
{
    w->components_owed++;
    if (text.length)
        pay(w);
    put(w, text);
}

void writer_print(struct edi_writer *w, const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    writer_element(w, vmi_slice_of(text));
}

void writer_end(struct edi_writer *w)
{
    vmi_buffer_add(w->out, w->marks->terminator, w->marks->terminator_length);
    if (!w->one_line)
        vmi_buffer_add(w->out, "\n", 1);
}

void writer_segment(struct edi_writer *w, const char *tag, const char *const *elements)
{
    writer_begin(w, tag);
    for (; *elements; elements++)
        writer_element(w, vmi_slice_of(*elements));
    writer_end(w);
}
