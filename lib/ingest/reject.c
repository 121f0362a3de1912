#include "vmi/reject.h"

#include <stdio.h>
#include <stdlib.h>

#include "alias.h"
#include "vmi/memory.h"

struct vmi_rejects {
    struct vmi_sink *sink;
    struct vmi_buffer header, line;
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
    vmi_buffer_free(&r->header);
    vmi_buffer_free(&r->line);
    free(r);
}

static void add(struct vmi_rejects *r, struct vmi_slice cell)
{
    vmi_buffer_add(&r->line, ",", 1);
    vmi_encode_csv(&r->line, cell, false);
}

static void end_line(struct vmi_rejects *r)
{
    vmi_buffer_add(&r->line, "\n", 1);
    vmi_sink_write(r->sink, vmi_buffer_slice(&r->line));
}

/* A file of rejects that is fed again has our columns already: they are not repeated. */
static bool is_ours(struct vmi_slice name)
{
    return is_reject_column(name);
}

static void write_header(struct vmi_rejects *r, const struct vmi_reject *reject)
{
    vmi_buffer_clear(&r->line);
    vmi_buffer_print(&r->line, "reject_code,reject_file,reject_line,reject_column,reject_reason,reject_text");
    for (size_t i = 0; i < reject->count; i++)
        if (!is_ours(reject->names[i]))
            add(r, reject->names[i]);
    if (vmi_slice_equal(vmi_buffer_slice(&r->line), vmi_buffer_slice(&r->header)))
        return;
    vmi_buffer_clear(&r->header);
    vmi_buffer_add_slice(&r->header, vmi_buffer_slice(&r->line));
    end_line(r);
}

/* The text of a line that is not UTF-8 would make the whole file unreadable: such bytes become question marks. */
static struct vmi_slice printable(struct vmi_slice raw, struct vmi_buffer *copy)
{
    if (vmi_text_is_utf8(raw.text, raw.length) && !(raw.length && memchr(raw.text, '\0', raw.length)))
        return raw;
    for (size_t i = 0; i < raw.length; i++) {
        unsigned char c = (unsigned char)raw.text[i];
        vmi_buffer_add(copy, c >= 0x80 || c == '\0' ? "?" : raw.text + i, 1);
    }
    return vmi_buffer_slice(copy);
}

void vmi_rejects_add(struct vmi_rejects *r, const struct vmi_reject *reject, const struct vmi_error *error)
{
    char line[24];
    struct vmi_buffer copy = {0};
    snprintf(line, sizeof line, "%llu", (unsigned long long)error->line);
    write_header(r, reject);
    vmi_buffer_clear(&r->line);
    vmi_encode_csv(&r->line, vmi_slice_of(error->code), true);
    add(r, vmi_slice_of(error->file));
    add(r, vmi_slice_of(line));
    add(r, vmi_slice_of(error->field));
    add(r, vmi_slice_of(error->text));
    add(r, reject->cells ? VMI_SLICE_NONE : printable(reject->raw, &copy));
    for (size_t i = 0; i < reject->count; i++)
        if (!is_ours(reject->names[i]))
            add(r, reject->cells && !reject->left_out[i] ? reject->cells[i].text : VMI_SLICE_NONE);
    end_line(r);
    vmi_buffer_free(&copy);
}
