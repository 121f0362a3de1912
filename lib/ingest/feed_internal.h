/*
 * feed_internal.h: what netting asks of a feed.
 */
#ifndef VMI_FEED_INTERNAL_H
#define VMI_FEED_INTERNAL_H

#include "vmi/feed.h"

/* INGEST_AVAILABLE or INGEST_GROSS when the record just handed out by a long file is one, -1 otherwise. */
int vmi_feed_partial(const struct vmi_feed *feed);

#endif
