#include "vmi/projection.h"

#include <stdlib.h>

/* ---- receipts ------------------------------------------------------------------------------------------- */

static int compare_receipts(const void *left, const void *right)
{
    const struct vmi_receipt *a = left, *b = right;
    int order = vmi_day_compare(a->counted, b->counted);
    return order ? order : vmi_day_compare(a->due, b->due);
}

static size_t count_of(struct vmi_slice text, char separator)
{
    size_t count = text.length > 0;
    for (size_t i = 0; i < text.length; i++)
        count += text.text[i] == separator;
    return count;
}

static bool read_receipt(struct vmi_slice text, struct vmi_receipt *receipt)
{
    struct vmi_date date;
    struct vmi_slice day = vmi_slice_cut(&text, '=');
    if (!text.text || !vmi_date_parse(day, &date) ||
        vmi_decimal_parse(text, VMI_DECIMAL_PLAIN, &receipt->quantity) != VMI_DECIMAL_OK)
        return false;
    receipt->due = date.day;
    return true;
}

bool vmi_receipts_of(struct vmi_slice inbound, int32_t as_of, const struct vmi_calendar *calendar,
                     struct vmi_arena *arena, struct vmi_receipt **receipts, size_t *count)
{
    struct vmi_receipt *list = vmi_arena_alloc(arena, count_of(inbound, ';') * sizeof *list);
    *receipts = list;
    *count = 0;
    while (inbound.length) {
        struct vmi_receipt receipt = {0};
        if (!read_receipt(vmi_slice_cut(&inbound, ';'), &receipt)) {
            *count = 0;
            return false;
        }
        receipt.overdue = receipt.due <= as_of;
        receipt.counted =
            vmi_calendar_on_or_after(calendar, receipt.overdue ? vmi_day_after(as_of, 1) : receipt.due);
        list[(*count)++] = receipt;
    }
    if (*count > 1)
        qsort(list, *count, sizeof *list, compare_receipts);
    return true;
}

/* ---- day by day ----------------------------------------------------------------------------------------- */

static double proposed_on(const struct vmi_projection_source *s, int32_t day)
{
    double sum = 0;
    for (size_t i = 0; i < s->line_count; i++)
        if (s->lines[i].due_date == day || (s->lines[i].due_date <= s->as_of && day == s->as_of + 1))
            sum += vmi_decimal_to_double(s->lines[i].quantity);
    return sum;
}

double vmi_projected_demand(const struct vmi_projection_source *s, size_t index)
{
    return index < s->demand_count && s->demand[index] == s->demand[index] ? s->demand[index] : s->mean;
}

void vmi_project(const struct vmi_projection_source *s, struct vmi_projection_day *days, size_t count)
{
    double stock = s->stock;
    size_t next = 0;
    for (size_t i = 0; i < count; i++) {
        struct vmi_projection_day day = {.date = s->as_of + 1 + (int32_t)i, .opening = stock};
        for (; next < s->receipt_count && s->receipts[next].counted <= day.date; next++)
            day.receipts += vmi_decimal_to_double(s->receipts[next].quantity);
        day.proposed = proposed_on(s, day.date);
        day.demand = vmi_projected_demand(s, i);
        stock += day.receipts + day.proposed - day.demand;
        day.closing = stock;
        days[i] = day;
    }
}

const struct vmi_receipt *vmi_late_receipt(const struct vmi_projection_source *s,
                                           const struct vmi_projection_day *days, size_t count, double least,
                                           int32_t due)
{
    size_t short_by = 0;
    while (short_by < count && days[short_by].closing > least + 1e-9)
        short_by++;
    if (short_by == count || due == VMI_DAY_NONE)
        return NULL;
    for (size_t i = 0; i < s->receipt_count; i++)
        if (s->receipts[i].counted > days[short_by].date && due < s->receipts[i].counted)
            return &s->receipts[i];
    return NULL;
}
