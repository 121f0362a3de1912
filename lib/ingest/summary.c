#include "vmi/summary.h"

void vmi_summary_add_feed(struct vmi_summary *s, const struct vmi_feed *feed)
{
    struct vmi_feed_counts counts = vmi_feed_counts(feed);
    s->files++;
    s->rows += counts.rows;
    s->empty += counts.empty;
    s->records += counts.records;
    s->superseded += counts.superseded;
    s->ignored += counts.ignored;
}

void vmi_summary_reject(struct vmi_summary *s, const struct vmi_error *error, size_t records)
{
    size_t i = 0;
    s->rejected += records;
    while (i < VMI_SUMMARY_MOST_CODES - 1 && s->codes[i].code && strcmp(s->codes[i].code, error->code) != 0)
        i++;
    s->codes[i].code = error->code;
    s->codes[i].count += records;
}

static void count(struct vmi_buffer *out, uint64_t number, const char *one, const char *many)
{
    vmi_buffer_print(out, "%llu %s", (unsigned long long)number, number == 1 ? one : many);
}

void vmi_summary_text(const struct vmi_summary *s, struct vmi_buffer *out)
{
    count(out, s->files, "file, ", "files, ");
    count(out, s->rows, "row: ", "rows: ");
    count(out, s->records, "record written, ", "records written, ");
    vmi_buffer_print(out, "%llu set aside", (unsigned long long)s->rejected);
    for (size_t i = 0; i < VMI_SUMMARY_MOST_CODES && s->codes[i].code; i++)
        vmi_buffer_print(out, "%s%llu %s", i ? ", " : " (", (unsigned long long)s->codes[i].count,
                         s->codes[i].code);
    if (s->rejected)
        vmi_buffer_add(out, ")", 1);
    if (s->empty) {
        vmi_buffer_add(out, "; ", 2);
        count(out, s->empty, "row without a quantity", "rows without a quantity");
    }
    if (s->ignored)
        vmi_buffer_print(out, "; %llu passed over by the mapping", (unsigned long long)s->ignored);
    if (s->superseded)
        vmi_buffer_print(out, "; %llu available or gross beside on_hand not used",
                         (unsigned long long)s->superseded);
}
