/*
 * What is told about a feed: its further columns, what was set aside, what was settled, and counts.
 */
#include "feed_internal.h"
#include "vmi/memory.h"

const struct vmi_slice *vmi_feed_extras(const struct vmi_feed *f, size_t *count)
{
    *count = f->extra_count;
    return f->extras;
}

struct vmi_slice vmi_feed_extra(const struct vmi_feed *f, struct vmi_slice name)
{
    for (size_t i = 0; i < f->extra_count; i++)
        if (vmi_slice_equal(f->extras[i], name) && f->extra_columns[i] < f->row.count)
            return f->row.cells[f->extra_columns[i]].text;
    return VMI_SLICE_NONE;
}

static size_t records_in_row(const struct vmi_feed *f)
{
    size_t records = 0;
    for (size_t i = 0; i < f->row.count && !f->shape.is_long && !f->malformed; i++)
        records += f->shape.uses[i] == USE_QUANTITY && f->row.cells[i].text.length;
    return records ? records : 1;
}

/* Of a wide row that was good but for one measure, the cells of the others are left out. */
static void leave_out(struct vmi_feed *f)
{
    const struct measure_binding *bad = f->rejected < 0 ? NULL : &f->shape.measures[f->rejected];
    bool netted = bad && bad->measure >= INGEST_AVAILABLE;
    f->left_out = vmi_grow(f->left_out, &f->left_out_capacity, f->row.count, sizeof *f->left_out);
    for (size_t i = 0; i < f->row.count; i++)
        f->left_out[i] = bad && !netted && f->shape.uses[i] == USE_QUANTITY;
    for (size_t i = 0; bad && i < bad->fields[VMI_MAPPED_QUANTITY].count; i++)
        if (bad->fields[VMI_MAPPED_QUANTITY].parts[i].column >= 0)
            f->left_out[bad->fields[VMI_MAPPED_QUANTITY].parts[i].column] = false;
}

void vmi_feed_reject(struct vmi_feed *f, struct vmi_reject *reject)
{
    *reject = (struct vmi_reject){.raw = f->row.raw, .records = 1};
    reject->names = vmi_rows_columns(f->rows, &reject->count);
    if (f->malformed)
        return;
    leave_out(f);
    reject->cells = f->row.cells;
    reject->left_out = f->left_out;
    reject->count = f->row.count;
    reject->raw = VMI_SLICE_NONE;
    if (f->rejected < 0)
        reject->records = records_in_row(f);
}

struct vmi_feed_counts vmi_feed_counts(const struct vmi_feed *f)
{
    return f->counts;
}

bool vmi_feed_is_long(const struct vmi_feed *f)
{
    return f->shape.is_long;
}

const char *vmi_feed_name(const struct vmi_feed *f)
{
    return f->name;
}

size_t vmi_feed_unused(const struct vmi_feed *f, struct vmi_buffer *out)
{
    size_t count, unused = 0;
    const struct vmi_slice *names = vmi_rows_columns(f->rows, &count);
    for (size_t i = 0; i < f->shape.column_count && i < count; i++) {
        if (f->shape.uses[i] != USE_NONE)
            continue;
        if (unused++)
            vmi_buffer_add(out, ", ", 2);
        vmi_buffer_add_slice(out, names[i].length ? names[i] : VMI_SLICE("(no name)"));
    }
    return unused;
}

bool vmi_feed_knows_measure(struct vmi_slice name)
{
    int measure = measure_named(name);
    return measure != VMI_MEASURE_NONE && measure != INGEST_OPENING;
}

bool vmi_feed_warning(struct vmi_feed *f, struct vmi_error *warning)
{
    bool warned = f->warned;
    if (warned)
        *warning = f->warning;
    f->warned = false;
    return warned;
}

const struct vmi_slice *vmi_feed_settled(const struct vmi_feed *f, size_t *count)
{
    *count = f->settled_count;
    return f->settled;
}

int vmi_feed_partial(const struct vmi_feed *f)
{
    return f->partial ? f->partial_measure : -1;
}
