/*
 * zone.h: time zones, as the system's database of them (tzdata) has them, or as a fixed offset.
 *
 * The machine's own zone is never asked: a zone is named by who says a time. A name is one of the database
 * ("Europe/Berlin", "UTC"), or an offset "+01:00".
 */
#ifndef VMI_ZONE_H
#define VMI_ZONE_H

#include "vmi/date.h"

bool vmi_zone_exists(struct vmi_slice name);

/* The instant DATE, which has a time, as it is written by the clocks of a zone that exists. */
struct vmi_date vmi_zone_move(struct vmi_slice name, struct vmi_date date);

/*
 * DATE, whose time was written by the clocks of the zone without an offset, with that offset: the first of two where
 * clocks are put back. A time that clocks skip counts from before the skip.
 */
struct vmi_date vmi_zone_settle(struct vmi_slice name, struct vmi_date date);

#endif
