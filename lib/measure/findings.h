/*
 * findings.h: an item while it is looked at.
 */
#ifndef VMI_MEASURE_FINDINGS_H
#define VMI_MEASURE_FINDINGS_H

#include "vmi/kpi_findings.h"

struct seeking {
    const struct vmi_findings_input *in;
    const struct vmi_history *history;
    const struct vmi_facts *item;
    const struct vmi_terms *terms;
    const struct vmi_position *position;
    const struct vmi_threshold_basis *basis;
    int32_t as_of;
    struct vmi_findings *out;
    struct vmi_arena scratch;
    struct vmi_buffer text; /* the message, until it is found */
};

/* Adds a finding with what stands in the text as its message, and clears that. An empty REF is none. */
void finding_add(struct seeking *s, enum vmi_finding_code code, struct vmi_slice ref, int32_t date,
                 vmi_decimal quantity);

/* Adds to the message. */
void finding_say_day(struct seeking *s, int32_t day);
void finding_say_quantity(struct seeking *s, vmi_decimal quantity);

/* An estimate as a quantity: whole quanta, at least 0; unknown where there is none. */
vmi_decimal finding_quantity(const struct seeking *s, double estimate);

/* Whole days of a term, a part of a day counting as one. */
static inline int64_t finding_days(vmi_decimal days)
{
    return (days + VMI_DECIMAL_ONE - 1) / VMI_DECIMAL_ONE;
}

/* Each finds what it knows of. Those that give something are false when quantities leave the range. */
void findings_of_stock(struct seeking *s);
bool findings_of_orders(struct seeking *s) VMI_MUST_USE;
void findings_of_demand(struct seeking *s);
bool findings_of_shelf(struct seeking *s) VMI_MUST_USE;

#endif
