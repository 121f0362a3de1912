/*
 * measure.h: the registry of what an activity record can measure.
 */
#ifndef VMI_MEASURE_H
#define VMI_MEASURE_H

#include "vmi/text.h"

enum vmi_measure {
    VMI_MEASURE_NONE = -1,
    VMI_ON_HAND,
    VMI_ON_HOLD,
    VMI_ALLOCATED,
    VMI_BACKORDERED,
    VMI_IN_TRANSIT,
    VMI_ON_ORDER,
    VMI_SOLD,
    VMI_RETURNED,
    VMI_UNFILLED,
    VMI_RECEIVED,
    VMI_TRANSFERRED_IN,
    VMI_TRANSFERRED_OUT,
    VMI_ADJUSTED,
    VMI_SCRAPPED,
    VMI_STOCKOUT_DAYS,
    VMI_ORDERED,
    VMI_CONFIRMED,
    VMI_SHIPPED,
    VMI_CANCELLED,
    VMI_FORECAST,
    VMI_COUNTED,
    VMI_MIN,
    VMI_MAX,
    VMI_SAFETY_STOCK,
    VMI_FUNCTIONAL_ACK,
    VMI_MEASURES, /* how many there are */
};

enum vmi_measure_kind {
    VMI_LEVEL,       /* true at a moment */
    VMI_FLOW,        /* happened on a day or over days */
    VMI_DOCUMENT,    /* about the order that `ref` names */
    VMI_EXPECTATION, /* about days to come */
    VMI_TALLY,       /* physically counted */
};

struct vmi_measure_row {
    const char *name;
    enum vmi_measure_kind kind;
    int stock;      /* +1 or -1: what a unit of it does to stock on hand */
    int demand;     /* +1 or -1: what a unit of it does to demand */
    bool is_signed; /* may be below 0 */
    bool partners;  /* a level that the customer wishes for, not one that was observed */
    const char *meaning;
};

extern const struct vmi_measure_row vmi_measures[VMI_MEASURES];

/* VMI_MEASURE_NONE when there is none of that name. */
enum vmi_measure vmi_measure_find(struct vmi_slice name);
const char *vmi_measure_nearest(struct vmi_slice name);

const char *vmi_measure_kind_name(enum vmi_measure_kind kind);

/* True for what was observed or done on its day: all but expectations and the levels that the customer wishes for. */
static inline bool vmi_measure_is_event(enum vmi_measure measure)
{
    return vmi_measures[measure].kind != VMI_EXPECTATION && !vmi_measures[measure].partners;
}

/* True for what the location itself reports (not for documents, which may be ours). */
static inline bool vmi_measure_is_feed(enum vmi_measure measure)
{
    return vmi_measure_is_event(measure) && vmi_measures[measure].kind != VMI_DOCUMENT;
}

#endif
