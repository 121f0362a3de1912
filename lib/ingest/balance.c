#include "feed_internal.h"
#include "vmi/measure.h"

/* The quantity of a measure in the row at hand, 0 where there is none. False when it cannot be read. */
static bool quantity_of(struct vmi_feed *f, const struct measure_binding *m, int *measure,
                        vmi_decimal *quantity, struct vmi_error *error)
{
    const struct binding *binding = &m->fields[VMI_MAPPED_QUANTITY];
    struct vmi_cell cell = shape_cell(binding, &f->row, &f->arena);
    *measure = m->measure;
    *quantity = 0;
    if (!cell.text.length)
        return true;
    if (!feed_read_quantity(f, binding, &cell, quantity, error))
        return false;
    feed_apply_sign(f, measure, quantity);
    return true;
}

static bool is_there(struct vmi_feed *f, const struct measure_binding *m)
{
    return m && shape_cell(&m->fields[VMI_MAPPED_QUANTITY], &f->row, &f->arena).text.length;
}

/* Adds what a flow does to stock, and a word for it. */
static bool add_flow(vmi_decimal *sum, int measure, vmi_decimal quantity, struct vmi_buffer *words)
{
    char text[VMI_DECIMAL_TEXT_SIZE];
    int effect =
        measure < VMI_MEASURES && vmi_measures[measure].kind == VMI_FLOW ? vmi_measures[measure].stock : 0;
    if (!effect || !quantity)
        return true;
    vmi_decimal_format(quantity < 0 ? -quantity : quantity, text);
    vmi_buffer_print(words, " %c %s %s", (effect > 0) == (quantity > 0) ? '+' : '-',
                     vmi_measures[measure].name, text);
    return effect > 0 ? vmi_decimal_add(*sum, quantity, sum) : vmi_decimal_subtract(*sum, quantity, sum);
}

static void warn(struct vmi_feed *f, const struct measure_binding *on_hand, const struct vmi_buffer *words,
                 vmi_decimal closing, vmi_decimal missing)
{
    char stands[VMI_DECIMAL_TEXT_SIZE], open[VMI_DECIMAL_TEXT_SIZE];
    vmi_decimal_format(closing, stands);
    vmi_decimal_format(missing, open);
    f->warned = true;
    f->warning = (struct vmi_error){.file = f->name, .line = f->row.line};
    vmi_error_field(&f->warning, shape_column_name(&on_hand->fields[VMI_MAPPED_QUANTITY]));
    vmi_error_set(&f->warning, VMI_INPUT, "balance", "%.*s is not the %s that is stated: %s is not explained",
                  (int)words->length, words->text, stands, open);
}

/* The opening figure, however the row goes on. */
static bool read_opening(struct vmi_feed *f, vmi_decimal *sum)
{
    const struct measure_binding *opening = shape_measure(&f->shape, INGEST_OPENING);
    struct vmi_error error = {.file = f->name, .line = f->row.line};
    int measure;
    if (!is_there(f, opening))
        return false;
    f->has_opening = quantity_of(f, opening, &measure, sum, &error);
    f->opening = *sum;
    if (f->has_opening)
        return true;
    f->warned = true;
    f->warning = error;
    return false;
}

static void add_up(struct vmi_feed *f)
{
    const struct measure_binding *on_hand = shape_measure(&f->shape, VMI_ON_HAND);
    struct vmi_error error = {0}; /* of a record it is told when that is read */
    vmi_decimal sum, closing, quantity, missing;
    int measure;
    if (!read_opening(f, &sum) || !is_there(f, on_hand))
        return;
    char text[VMI_DECIMAL_TEXT_SIZE];
    struct vmi_buffer words = {0};
    vmi_decimal_format(sum, text);
    vmi_buffer_print(&words, "opening %s", text);
    bool good = quantity_of(f, on_hand, &measure, &closing, &error);
    for (size_t i = 0; good && i < f->shape.measure_count; i++)
        good = quantity_of(f, &f->shape.measures[i], &measure, &quantity, &error) &&
               (measure == INGEST_OPENING || add_flow(&sum, measure, quantity, &words));
    if (good && sum != closing && vmi_decimal_subtract(closing, sum, &missing))
        warn(f, on_hand, &words, closing, missing);
    vmi_buffer_free(&words);
}

void feed_balance(struct vmi_feed *f)
{
    f->warned = f->has_opening = false;
    if (shape_measure(&f->shape, INGEST_OPENING))
        add_up(f);
}

bool vmi_feed_opening(struct vmi_feed *f, struct vmi_activity *figure)
{
    if (!f->has_opening)
        return false;
    f->has_opening = false;
    *figure = (struct vmi_activity){
        .location = f->key.location,
        .sku = f->key.sku,
        .measure = VMI_ON_HAND,
        .quantity = f->opening,
        .unit = f->key.unit,
        .expires = VMI_DAY_NONE,
        .date = f->key.period.first,
        .until = VMI_DATE_NONE,
    };
    return true;
}
