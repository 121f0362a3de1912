/*
 * prometheus.h: metrics for monitoring, in Prometheus' text format (version 0.0.4).
 *
 * Each metric is a gauge vmi_METRIC of its value, with scope, location, sku, class and what `part` names as labels where
 * they are told, and as items what else a match asks for; what is not known is left out. Beside it stand
 * vmi_METRIC_missing, the share that could not be seen, and, where there is a target, vmi_METRIC_met: 1 or 0. Of several
 * periods the last stands.
 */
#ifndef VMI_PROMETHEUS_H
#define VMI_PROMETHEUS_H

#include "vmi/finding.h"
#include "vmi/metric.h"

/* Adds the text of COUNT metrics to OUT; those of one name stand together, in the order of their first. */
void vmi_prometheus_add(struct vmi_buffer *out, const struct vmi_metric *metrics, size_t count);

/*
 * Adds how many findings there are of each code of TOOL, none included, and what they are worth, as far as that is known;
 * then how many there are at each location. The findings stand in order of code and location.
 */
void vmi_prometheus_add_findings(struct vmi_buffer *out, const struct vmi_finding *findings, size_t count,
                                 const char *tool);

#endif
