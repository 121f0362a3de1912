/*
 * kpi_words.h: what one says on the command line of metrics: by what they are told apart, and which they are.
 */
#ifndef VMI_KPI_WORDS_H
#define VMI_KPI_WORDS_H

#include "vmi/kpi.h"

/*
 * Adds to SPLIT what TEXT names, with commas between: location, sku, a period of the calendar, terms. NULL names nothing.
 * False, and reported, where a name is none of these.
 */
bool vmi_kpi_words_by(const char *text, struct vmi_kpi_split *split);

/* Chooses the metrics that TEXT names, with commas between; NULL names none. False, and reported, for what is no metric. */
bool vmi_kpi_words_metrics(const char *text, struct vmi_kpi *kpi);

/* Adds, as CSV, the registry of metrics. */
void vmi_list_metrics(struct vmi_buffer *out);

#endif
