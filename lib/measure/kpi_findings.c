#include "vmi/kpi_findings.h"

#include <stdlib.h>

#include "findings.h"
#include "vmi/memory.h"

void vmi_findings_free(struct vmi_findings *findings)
{
    free(findings->list);
    vmi_arena_free(&findings->arena);
    *findings = (struct vmi_findings){.list = NULL};
}

/* ---- a finding -------------------------------------------------------------------------------------------- */

void finding_say_day(struct seeking *s, int32_t day)
{
    char text[VMI_DATE_TEXT_SIZE] = "";
    vmi_day_format(day, text);
    vmi_buffer_print(&s->text, "%s", text);
}

void finding_say_quantity(struct seeking *s, vmi_decimal quantity)
{
    char text[VMI_DECIMAL_TEXT_SIZE] = "more than can be held";
    if (quantity != VMI_DECIMAL_UNKNOWN)
        vmi_decimal_format(quantity, text);
    vmi_buffer_print(&s->text, "%s", text);
}

vmi_decimal finding_quantity(const struct seeking *s, double estimate)
{
    vmi_decimal quantity;
    if (!vmi_decimal_ceil_double(estimate, s->terms->quantum, &quantity))
        return VMI_DECIMAL_UNKNOWN;
    return quantity > 0 ? quantity : 0;
}

/* A colon parts the id, so that within a name it would make two things one. */
static void add_name(struct vmi_buffer *id, struct vmi_slice name)
{
    vmi_buffer_add(id, ":", 1);
    for (size_t i = 0; i < name.length; i++) {
        char c = name.text[i];
        vmi_buffer_add(id, c == ':' ? "%3A" : c == '%' ? "%25" : &name.text[i], c == ':' || c == '%' ? 3 : 1);
    }
}

/* "CODE:LOCATION:SKU" or "CODE:LOCATION:SKU:REF": nothing of it changes from one day to the next. */
static struct vmi_slice identity(const struct vmi_finding *f, struct vmi_arena *arena)
{
    struct vmi_buffer id = {0};
    vmi_buffer_add_slice(&id, f->code);
    add_name(&id, f->location);
    add_name(&id, f->sku);
    if (f->ref.length)
        add_name(&id, f->ref);
    struct vmi_slice copy = vmi_arena_dup(arena, vmi_buffer_slice(&id));
    vmi_buffer_free(&id);
    return copy;
}

/* What is found by an old figure may be over by now, and who reads it has to know. */
static void say_stale(struct seeking *s)
{
    const struct vmi_place *place = vmi_history_place(s->history, s->item->item);
    if (!vmi_slice_is(s->position->status, "stale"))
        return;
    vmi_buffer_print(&s->text, "; the location has been silent since ");
    finding_say_day(s, place->last_fed);
    vmi_buffer_print(&s->text, ", so that it may be otherwise by now");
}

void finding_add(struct seeking *s, enum vmi_finding_code code, struct vmi_slice ref, int32_t date,
                 vmi_decimal quantity)
{
    struct vmi_findings *out = s->out;
    out->list = vmi_grow(out->list, &out->capacity, out->count + 1, sizeof *out->list);
    struct vmi_finding *f = &out->list[out->count++];
    say_stale(s);
    *f = (struct vmi_finding){
        .code = vmi_slice_of(vmi_finding_codes[code].code),
        .severity = vmi_slice_of(vmi_finding_codes[code].severity),
        .location = s->position->location,
        .sku = s->position->sku,
        .ref = ref,
        .date = date,
        .quantity = quantity,
        .message = vmi_arena_dup(&out->arena, vmi_buffer_slice(&s->text)),
        .value = VMI_DECIMAL_UNKNOWN,
        .first_date = s->as_of,
    };
    f->id = identity(f, &out->arena);
    if (quantity == VMI_DECIMAL_UNKNOWN || s->terms->unit_cost == VMI_DECIMAL_UNKNOWN ||
        !vmi_decimal_multiply(quantity, s->terms->unit_cost, &f->value))
        f->value = VMI_DECIMAL_UNKNOWN;
    vmi_buffer_clear(&s->text);
}

/* ---- all findings ----------------------------------------------------------------------------------------- */

bool vmi_findings_add(struct vmi_findings *findings, const struct vmi_findings_input *input)
{
    struct seeking s = {
        .in = input,
        .history = input->history,
        .item = input->basis->facts,
        .terms = input->terms,
        .position = input->position,
        .basis = input->basis,
        .as_of = vmi_history_as_of(input->history),
        .out = findings,
    };
    findings_of_stock(&s);
    findings_of_demand(&s);
    bool good = findings_of_shelf(&s) && findings_of_orders(&s);
    vmi_arena_free(&s.scratch);
    vmi_buffer_free(&s.text);
    return good;
}

void vmi_findings_take(struct vmi_findings *findings, struct vmi_findings *from)
{
    size_t count = findings->count;
    findings->count += from->count;
    findings->list = vmi_grow(findings->list, &findings->capacity, findings->count, sizeof *findings->list);
    for (size_t i = 0; i < from->count; i++) {
        struct vmi_finding *f = &findings->list[count + i];
        *f = from->list[i];
        f->message = vmi_arena_dup(&findings->arena, f->message);
        f->id = vmi_arena_dup(&findings->arena, f->id);
    }
    from->count = 0;
    vmi_arena_clear(&from->arena);
}

static int compare_findings(const void *left, const void *right)
{
    const struct vmi_finding *a = left, *b = right;
    int order = vmi_slice_compare(a->code, b->code);
    order = order ? order : vmi_slice_compare(a->location, b->location);
    order = order ? order : vmi_slice_compare(a->sku, b->sku);
    return order ? order : vmi_slice_compare(a->ref, b->ref);
}

void vmi_findings_sort(struct vmi_findings *findings)
{
    if (findings->count > 1)
        qsort(findings->list, findings->count, sizeof *findings->list, compare_findings);
}
