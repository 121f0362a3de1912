#include "vmi/reject.h"

#include <stdio.h>
#include <stdlib.h>

#include "alias.h"
#include "vmi/memory.h"

struct vmi_rejects {
    struct vmi_sink *sink;
    bool begun;
    struct vmi_buffer names, cells, line;
};

struct vmi_rejects *vmi_rejects_new(struct vmi_sink *sink)
{
    struct vmi_rejects *r = vmi_alloc_zeroed(1, sizeof *r);
    r->sink = sink;
    return r;
}

void vmi_rejects_free(struct vmi_rejects *r)
{
    if (!r)
        return;
    vmi_buffer_free(&r->names);
    vmi_buffer_free(&r->cells);
    vmi_buffer_free(&r->line);
    free(r);
}

static void add(struct vmi_buffer *out, struct vmi_slice cell)
{
    vmi_buffer_add(out, ",", 1);
    vmi_encode_csv(out, cell, false);
}

/* A file of rejects that is fed again has our columns already: they are not repeated. */
static bool is_ours(struct vmi_slice name)
{
    return is_reject_column(name);
}

static void put_names(const struct vmi_reject *reject, struct vmi_buffer *out)
{
    add(out, VMI_SLICE("reject_form"));
    for (size_t i = 0; i < reject->count; i++)
        if (!is_ours(reject->names[i]))
            add(out, reject->names[i]);
}

static void put_cells(const struct vmi_reject *reject, struct vmi_buffer *out)
{
    add(out, reject->form);
    for (size_t i = 0; i < reject->count; i++)
        if (!is_ours(reject->names[i]))
            add(out, reject->cells && !reject->left_out[i] ? reject->cells[i].text : VMI_SLICE_NONE);
}

/* NAMES are the partner's columns, each with a comma before it. */
static void write_header(struct vmi_rejects *r, struct vmi_slice names)
{
    if (r->begun && vmi_slice_equal(names, vmi_buffer_slice(&r->names)))
        return;
    r->begun = true;
    vmi_buffer_clear(&r->names);
    vmi_buffer_add_slice(&r->names, names);
    vmi_sink_write(r->sink, VMI_SLICE("reject_code,reject_file,reject_line,reject_column,reject_reason,"
                                      "reject_text"));
    vmi_sink_write(r->sink, names);
    vmi_sink_write(r->sink, VMI_SLICE("\n"));
}

/* How many bytes the character has with which TEXT begins, 0 where they are none. */
static size_t character(struct vmi_slice text)
{
    for (size_t n = 1; n <= 4 && n <= text.length; n++)
        if (vmi_text_is_utf8(text.text, n))
            return text.text[0] ? n : 0;
    return 0;
}

/* The text of a line that is not UTF-8 would make the whole file unreadable: such bytes become question marks. */
static struct vmi_slice printable(struct vmi_slice raw, struct vmi_buffer *copy)
{
    if (vmi_text_is_utf8(raw.text, raw.length) && !(raw.length && memchr(raw.text, '\0', raw.length)))
        return raw;
    while (raw.length) {
        size_t n = character(raw), step = n ? n : 1;
        vmi_buffer_add(copy, n ? raw.text : "?", step);
        raw.text += step, raw.length -= step;
    }
    return vmi_buffer_slice(copy);
}

static void write_line(struct vmi_rejects *r, const struct vmi_error *error, struct vmi_slice raw,
                       struct vmi_slice cells)
{
    char line[24];
    struct vmi_buffer *out = &r->line;
    snprintf(line, sizeof line, "%llu", (unsigned long long)error->line);
    vmi_buffer_clear(out);
    vmi_encode_csv(out, vmi_slice_of(error->code), true);
    add(out, vmi_slice_of(error->file));
    add(out, vmi_slice_of(line));
    add(out, vmi_slice_of(error->field));
    add(out, vmi_slice_of(error->text));
    add(out, raw);
    vmi_buffer_add_slice(out, cells);
    vmi_buffer_add(out, "\n", 1);
    vmi_sink_write(r->sink, vmi_buffer_slice(out));
}

void vmi_rejects_add(struct vmi_rejects *r, const struct vmi_reject *reject, const struct vmi_error *error)
{
    struct vmi_buffer copy = {0};
    vmi_buffer_clear(&r->cells);
    put_names(reject, &r->cells);
    write_header(r, vmi_buffer_slice(&r->cells));
    vmi_buffer_clear(&r->cells);
    put_cells(reject, &r->cells);
    write_line(r, error, reject->cells ? VMI_SLICE_NONE : printable(reject->raw, &copy),
               vmi_buffer_slice(&r->cells));
    vmi_buffer_free(&copy);
}

void vmi_reject_keep(struct vmi_reject_line *line, const struct vmi_reject *reject, struct vmi_arena *arena)
{
    struct vmi_buffer text = {0};
    put_names(reject, &text);
    if (!vmi_slice_equal(line->header, vmi_buffer_slice(&text)))
        line->header = vmi_arena_dup(arena, vmi_buffer_slice(&text));
    vmi_buffer_clear(&text);
    put_cells(reject, &text);
    line->cells = vmi_arena_dup(arena, vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
}

void vmi_rejects_add_kept(struct vmi_rejects *r, const struct vmi_reject_line *line,
                          const struct vmi_error *error)
{
    write_header(r, line->header);
    write_line(r, error, VMI_SLICE_NONE, line->cells);
}
