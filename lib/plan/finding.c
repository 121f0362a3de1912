/*
 * What is found while planning, as findings.
 */
#include "vmi/projection.h"

/* "CODE:LOCATION:SKU:DATE": the same finding on another day has the same. */
static struct vmi_slice identity(const struct vmi_finding *finding, int32_t day, struct vmi_arena *arena)
{
    struct vmi_buffer text = {0};
    char date[VMI_DATE_TEXT_SIZE] = "";
    if (day != VMI_DAY_NONE)
        vmi_day_format(day, date);
    vmi_buffer_print(&text, "%.*s:%.*s:%.*s%s%s", VMI_SLICE_PRINT(finding->code),
                     VMI_SLICE_PRINT(finding->location), VMI_SLICE_PRINT(finding->sku), *date ? ":" : "",
                     date);
    struct vmi_slice id = vmi_arena_dup(arena, vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
    return id;
}

static void begin(struct vmi_finding *finding, const char *code, const char *severity,
                  struct vmi_slice location, struct vmi_slice sku)
{
    vmi_record_clear(&vmi_finding_type, finding);
    finding->code = vmi_slice_of(code);
    finding->severity = vmi_slice_of(severity);
    finding->location = location;
    finding->sku = sku;
}

void vmi_plan_why_not(struct vmi_slice location, struct vmi_slice sku, enum vmi_reason reason, int32_t as_of,
                      struct vmi_arena *arena, struct vmi_finding *finding)
{
    begin(finding, vmi_reasons[reason].code, "note", location, sku);
    finding->date = as_of;
    finding->message = vmi_slice_of(vmi_reasons[reason].meaning);
    finding->id = identity(finding, VMI_DAY_NONE, arena);
}

void vmi_plan_find(enum vmi_finding_code code, struct vmi_slice location, struct vmi_slice sku, int32_t date,
                   vmi_decimal quantity, struct vmi_slice message, struct vmi_arena *arena,
                   struct vmi_finding *finding)
{
    begin(finding, vmi_finding_codes[code].code, vmi_finding_codes[code].severity, location, sku);
    finding->date = date;
    finding->quantity = quantity;
    finding->message = vmi_arena_dup(arena, message);
    finding->id = identity(finding, date, arena);
}
