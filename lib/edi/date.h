/*
 * date.h: dates as both standards write them.
 */
#ifndef VMI_EDI_DATE_H
#define VMI_EDI_DATE_H

#include "walk.h"

/* YYMMDD or CCYYMMDD; years of two digits from CENTURY on are of 1900. No date where it is none. */
struct vmi_date edi_day(struct vmi_slice text, int century);

/*
 * A value of C507 under the FORMAT of element 2379, by the length of the value where it is unknown. A month, a quarter, a
 * week is the period of its days; of a moment the day counts. False when it is none.
 */
bool edi_period(struct vmi_slice value, struct vmi_slice format, const struct vmi_edi_profile *profile,
                struct edi_period *period);

/* Element 680: how long a bucket of X12 is that begins on FIRST; LAST is that of a flexible one. */
struct edi_period edi_bucket(struct vmi_slice timing, struct vmi_date first, struct vmi_date last);

#endif
