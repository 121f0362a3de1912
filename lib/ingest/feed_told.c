/*
 * What is told about a feed: its further columns, what was set aside, what was settled, and counts.
 */
#include <stdio.h>

#include "feed_internal.h"
#include "vmi/measure.h"
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

/* Every measure of which the row has a cell; a row that has none, or was not cut into cells, is one record. */
static size_t records_in_row(struct vmi_feed *f)
{
    size_t records = 0;
    for (size_t i = 0; i < f->shape.measure_count && !f->shape.is_long && !f->malformed; i++) {
        const struct measure_binding *m = &f->shape.measures[i];
        records += m->measure != INGEST_OPENING &&
                   shape_cell(&m->fields[VMI_MAPPED_QUANTITY], &f->row, &f->arena).text.length > 0;
    }
    return records ? records : 1;
}

static void keep_columns(struct vmi_feed *f, const struct measure_binding *m)
{
    const struct binding *binding = &m->fields[VMI_MAPPED_QUANTITY];
    for (size_t i = 0; i < binding->count; i++)
        if (binding->parts[i].column >= 0)
            f->left_out[binding->parts[i].column] = false;
}

/* Of a wide row that was good but for one measure, the cells of the others are left out, but for what it is reckoned with. */
static void leave_out(struct vmi_feed *f)
{
    const struct measure_binding *bad = f->rejected < 0 ? NULL : &f->shape.measures[f->rejected], *beside;
    f->left_out = vmi_grow(f->left_out, &f->left_out_capacity, f->row.count, sizeof *f->left_out);
    for (size_t i = 0; i < f->row.count; i++)
        f->left_out[i] = bad && f->shape.uses[i] == USE_QUANTITY;
    if (!bad)
        return;
    keep_columns(f, bad);
    if (!is_partial(bad->measure))
        return;
    beside = shape_measure(&f->shape, bad->measure == INGEST_GROSS ? VMI_ON_HOLD : VMI_ALLOCATED);
    if (beside)
        keep_columns(f, beside);
}

void vmi_feed_reject(struct vmi_feed *f, struct vmi_reject *reject)
{
    *reject = (struct vmi_reject){.raw = f->row.raw, .records = 1};
    reject->names = vmi_rows_columns(f->rows, &reject->count);
    if (f->malformed)
        return;
    leave_out(f);
    reject->form = feed_forms(f);
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

bool vmi_feed_has_lots(const struct vmi_feed *f)
{
    bool has = f->shape.fields[VMI_MAPPED_LOT].parts && !f->is_activity;
    for (size_t i = 0; i < f->shape.measure_count && !has; i++)
        has = f->shape.measures[i].fields[VMI_MAPPED_LOT].parts != NULL;
    return has;
}

struct vmi_slice vmi_feed_column(const struct vmi_feed *f, enum vmi_mapped field)
{
    const struct binding *binding = &f->shape.fields[field], *own;
    if (!f->shape.is_long && f->rejected >= 0) {
        own = &f->shape.measures[f->rejected].fields[field];
        binding = own->parts ? own : binding;
    }
    return binding->parts ? shape_column_name(binding) : VMI_SLICE_NONE;
}

const char *vmi_feed_name(const struct vmi_feed *f)
{
    return f->name;
}

void feed_why_unused(const struct vmi_feed *f, size_t column, struct vmi_slice name,
                     char why[VMI_FEED_WHY_SIZE])
{
    struct vmi_slice told = name_within(name);
    enum role role = role_named(told);
    int measure = measure_named(told);
    const char *trap = name_trap(told);
    why[0] = '\0';
    if (f->shape.uses[column] != USE_NONE || f->options.mapping)
        return;
    if (trap)
        snprintf(why, VMI_FEED_WHY_SIZE, "%s", trap);
    else if (role == ROLE_QUANTITY && !f->shape.is_long)
        snprintf(why, VMI_FEED_WHY_SIZE, "a quantity, and nothing says of what (--measure)");
    else if (role == ROLE_MEASURE && !f->shape.is_long && !f->shape.is_matrix)
        snprintf(why, VMI_FEED_WHY_SIZE, "the measures are columns of their own");
    else if (role != ROLE_NONE || measure != VMI_MEASURE_NONE)
        snprintf(why, VMI_FEED_WHY_SIZE, "another column is %s",
                 role != ROLE_NONE ? role_name(role) : measure_called(measure));
}

bool vmi_feed_unused(const struct vmi_feed *f, size_t *at, struct vmi_slice *name,
                     char why[VMI_FEED_WHY_SIZE])
{
    size_t count;
    const struct vmi_slice *names = vmi_rows_columns(f->rows, &count);
    while (*at < f->shape.column_count && *at < count) {
        size_t column = (*at)++;
        if (f->shape.uses[column] != USE_NONE)
            continue;
        *name = names[column];
        feed_why_unused(f, column, *name, why);
        return true;
    }
    return false;
}

bool vmi_feed_knows_measure(struct vmi_slice name)
{
    int measure = measure_named(name);
    return measure != VMI_MEASURE_NONE && measure != INGEST_OPENING;
}

bool vmi_feed_problem(const struct vmi_feed *f, struct vmi_error *error)
{
    if (f->problem.status == VMI_DONE)
        return false;
    *error = f->problem;
    return true;
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
