#include "vmi/sink.h"

/* What cannot stand in a cell without quotes. */
static const bool SPECIAL[256] = {[','] = true, ['"'] = true, ['\n'] = true, ['\r'] = true};

static bool needs_quotes(struct vmi_slice cell, bool first)
{
    if (!cell.length)
        return false;
    char front = cell.text[0], back = cell.text[cell.length - 1];
    /* Blanks at the ends would be trimmed by readers, a # in front would make a control record. */
    if (front == ' ' || front == '\t' || back == ' ' || back == '\t' || (first && front == '#'))
        return true;
    for (size_t i = 0; i < cell.length; i++)
        if (SPECIAL[(unsigned char)cell.text[i]])
            return true;
    return false;
}

void vmi_encode_csv(struct vmi_buffer *out, struct vmi_slice cell, bool first)
{
    if (!needs_quotes(cell, first)) {
        vmi_buffer_add_slice(out, cell);
        return;
    }
    vmi_buffer_add(out, "\"", 1);
    while (cell.text) {
        bool more = memchr(cell.text, '"', cell.length) != NULL;
        vmi_buffer_add_slice(out, vmi_slice_cut(&cell, '"'));
        if (more)
            vmi_buffer_add(out, "\"\"", 2);
    }
    vmi_buffer_add(out, "\"", 1);
}

void vmi_encode_json(struct vmi_buffer *out, struct vmi_slice text)
{
    static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
    size_t start = 0;
    vmi_buffer_add(out, "\"", 1);
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.text[i];
        const char *short_form = c ? strchr(from, c) : NULL;
        if (c >= 0x20 && !short_form)
            continue;
        vmi_buffer_add(out, text.text + start, i - start);
        start = i + 1;
        if (short_form) {
            char pair[2] = {'\\', to[short_form - from]};
            vmi_buffer_add(out, pair, 2);
        } else {
            vmi_buffer_print(out, "\\u%04x", c);
        }
    }
    vmi_buffer_add(out, text.text ? text.text + start : "", text.length - start);
    vmi_buffer_add(out, "\"", 1);
}

bool vmi_encode_is_formula(struct vmi_slice text)
{
    return text.length && strchr("=+-@\t\r", text.text[0]) && text.text[0];
}
