/*
 * weekdays.h: sets of weekdays, as "MO,WE,FR" or "MO-FR" (the names of RFC 5545).
 *
 * Bit 0 is Monday. An empty set is never read and stands for "not given".
 */
#ifndef VMI_WEEKDAYS_H
#define VMI_WEEKDAYS_H

#include "vmi/text.h"

typedef uint8_t vmi_weekdays;

/* Reads the whole of S; names in either case, blanks around them allowed, a range may run over Sunday ("SA-MO"). */
bool vmi_weekdays_parse(struct vmi_slice s, vmi_weekdays *days) VMI_MUST_USE;

#define VMI_WEEKDAYS_TEXT_SIZE 24

/* "MO,WE,FR", with a NUL behind it; returns the length. */
size_t vmi_weekdays_format(vmi_weekdays days, char buffer[VMI_WEEKDAYS_TEXT_SIZE]);

/* The first day on or after DAY whose weekday is in the set, which is not empty. */
int32_t vmi_weekdays_next(vmi_weekdays days, int32_t day);

/* The most days between one day of the set and the next: 7 for one weekday, 3 for MO,WE,FR. */
int vmi_weekdays_longest_gap(vmi_weekdays days);

#endif
