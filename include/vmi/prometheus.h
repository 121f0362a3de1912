/*
 * prometheus.h: metrics for monitoring, in Prometheus' text format (version 0.0.4).
 *
 * Each metric is a gauge vmi_METRIC of its value, with scope, location, sku, class and what `part` names as labels where
 * they are told; what is not known is left out. Beside it stand vmi_METRIC_missing, the share that could not be seen, and, where there is a
 * target, vmi_METRIC_met: 1 or 0. Of several periods the last stands.
 */
#ifndef VMI_PROMETHEUS_H
#define VMI_PROMETHEUS_H

#include "vmi/metric.h"

/* Adds the text of COUNT metrics to OUT; those of one name stand together, in the order of their first. */
void vmi_prometheus_add(struct vmi_buffer *out, const struct vmi_metric *metrics, size_t count);

#endif
