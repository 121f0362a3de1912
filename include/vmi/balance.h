/*
 * balance.h: whether stock adds up: each level of stock on hand is the one before it and what flowed between.
 *
 * Levels and flows are taken in any order and kept by item and day (history.h); the rules by which a flow is before or
 * after a level are those of the roll-forward. An opening figure is the stock before the business of a day; it is no
 * level of activity, and is held against the level before it as well as the one after it.
 */
#ifndef VMI_BALANCE_H
#define VMI_BALANCE_H

#include "vmi/history.h"

struct vmi_balance;

struct vmi_balance *vmi_balance_new(void);
void vmi_balance_free(struct vmi_balance *balance);

/* False when an item's records are in several units: it is not checked then. Texts are copied. */
bool vmi_balance_add(struct vmi_balance *balance, const struct vmi_activity *record, struct vmi_error *error);

/* The stock of an item at the beginning of DAY; stated again, the later stands. */
void vmi_balance_open(struct vmi_balance *balance, struct vmi_slice location, struct vmi_slice sku,
                      int32_t day, vmi_decimal quantity);

/* A level that does not follow from the one before it. */
struct vmi_gap {
    struct vmi_slice location, sku;
    int32_t since, day;
    bool since_opening, opening; /* the figure of that day is one of its beginning */
    vmi_decimal before, flows, level;
    vmi_decimal quantity; /* that nothing explains: level - (before + flows) */
};

/*
 * Gives EACH every gap, in byte order of location and sku, then by day. False when sums leave the range.
 */
bool vmi_balance_check(struct vmi_balance *balance, void (*each)(void *context, const struct vmi_gap *gap),
                       void *context, struct vmi_error *error) VMI_MUST_USE;

/* The same of an opened item of any history, which has no openings. False when sums leave the range. */
bool vmi_balance_of(const struct vmi_facts *item, void (*each)(void *context, const struct vmi_gap *gap),
                    void *context) VMI_MUST_USE;

#endif
