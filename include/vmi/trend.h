/*
 * trend.h: whether metrics are better than those of an earlier run, and since when.
 *
 * Two figures are of each other when metric, scope, location, sku, class and part are the same; of a match also what it
 * asks for besides. They are compared as they are written, so that the same figure is the same.
 */
#ifndef VMI_TREND_H
#define VMI_TREND_H

#include "vmi/metric.h"

struct vmi_trend;

struct vmi_trend *vmi_trend_new(void);
void vmi_trend_free(struct vmi_trend *trend);

/* Adds a figure of the earlier run. Of two of the same the later stands. */
void vmi_trend_add(struct vmi_trend *trend, const struct vmi_metric *earlier);

/*
 * Sets previous, trend and trend_since of METRIC, one of the registry, of a run through THROUGH: that day, or the one
 * that the earlier run gave where it went the same way already.
 */
void vmi_trend_tell(const struct vmi_trend *trend, struct vmi_metric *metric, int32_t through);

#endif
