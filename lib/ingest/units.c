/*
 * Units: what a customer counts in cases becomes base units by the factor that the parties agreed on, and by no other.
 */
#include "screen_internal.h"
#include "vmi/pairs.h"

static bool no_factor(struct vmi_screen *s, const struct arrival *arrival, const struct screen_item *item,
                      const struct vmi_activity *record)
{
    char theirs[VMI_QUOTED_SIZE], ours[VMI_QUOTED_SIZE];
    vmi_text_quote(record->unit, theirs);
    vmi_text_quote(item->units.length ? item->units : item->unit, ours);
    return screen_judge(s, VMI_CHECK_UNIT, arrival_column(arrival, VMI_MAPPED_UNIT), arrival->error,
                        "%s has no factor for %.*s at %.*s, where %s %s; one in the term units was expected",
                        theirs, VMI_SLICE_PRINT(record->sku), VMI_SLICE_PRINT(record->location),
                        item->units.length ? "units are" : "the base unit is", ours);
}

/* The factor is looked up again only where the item changes its unit. */
static vmi_decimal factor_of(struct vmi_screen *s, struct screen_item *item, struct vmi_slice unit)
{
    if (!vmi_slice_equal(item->last_unit, unit)) {
        uint32_t number = vmi_map_intern(&s->units, unit);
        item->last_unit = s->units.keys[number];
        item->factor = vmi_pairs_find(item->units, unit);
    }
    return item->factor;
}

static bool multiply(const struct arrival *arrival, vmi_decimal factor, struct vmi_activity *record)
{
    char quantity[VMI_DECIMAL_TEXT_SIZE], by[VMI_DECIMAL_TEXT_SIZE];
    enum vmi_decimal_result result =
        vmi_decimal_multiply_exactly(record->quantity, factor, &record->quantity);
    if (result == VMI_DECIMAL_OK)
        return true;
    vmi_decimal_format(record->quantity, quantity);
    vmi_decimal_format(factor, by);
    vmi_error_field(arrival->error, arrival_column(arrival, VMI_MAPPED_QUANTITY));
    return vmi_error_set(arrival->error, VMI_INPUT, "range", "%s %.*s of %s base units %s", quantity,
                         VMI_SLICE_PRINT(record->unit), by, vmi_decimal_problem(result));
}

bool units_convert(struct vmi_screen *s, const struct arrival *arrival, struct vmi_activity *record)
{
    struct screen_item *item = &s->items[arrival->item];
    if (!record->unit.length || (!item->unit.length && !item->units.length))
        return true;
    if (record->measure == VMI_STOCKOUT_DAYS) { /* days are days, whatever the goods are counted in */
        record->unit = VMI_SLICE_NONE;
        return true;
    }
    if (!vmi_slice_equal(item->unit, record->unit)) {
        vmi_decimal factor = factor_of(s, item, record->unit);
        if (factor == VMI_DECIMAL_UNKNOWN)
            return !screen_checks(s, VMI_CHECK_UNIT) || no_factor(s, arrival, item, record);
        if (!multiply(arrival, factor, record))
            return false;
        s->counts.converted++;
    }
    record->unit = VMI_SLICE_NONE;
    return true;
}
