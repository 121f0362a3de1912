#include "vmi/summary.h"

#include <stdlib.h>

#include "vmi/memory.h"

void vmi_summary_free(struct vmi_summary *s)
{
    vmi_arena_free(&s->arena);
    free(s->settled);
}

void vmi_summary_settled(struct vmi_summary *s, const char *file, const char *text)
{
    s->settled = vmi_grow(s->settled, &s->settled_capacity, s->settled_count + 1, sizeof *s->settled);
    s->settled[s->settled_count++] = (struct vmi_settled){
        vmi_arena_dup(&s->arena, vmi_slice_of(file)),
        vmi_arena_dup(&s->arena, vmi_slice_of(text)),
    };
}

void vmi_summary_add_feed(struct vmi_summary *s, const struct vmi_feed *feed)
{
    struct vmi_feed_counts counts = vmi_feed_counts(feed);
    s->files++;
    s->rows += counts.rows;
    s->empty += counts.empty;
    s->ignored += counts.ignored;
    s->duplicates[VMI_DUPLICATE_SUPERSEDED] += counts.superseded;
}

void vmi_summary_add_screen(struct vmi_summary *s, const struct vmi_screen *screen)
{
    const struct vmi_screen_counts *counts = vmi_screen_counts(screen);
    for (int i = 0; i < VMI_DUPLICATES; i++)
        s->duplicates[i] += counts->duplicates[i];
    for (int i = 0; i < VMI_CHECKS; i++)
        s->checks[i] += counts->checks[i];
    s->converted += counts->converted;
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

/* "; 5 duplicates left out (3 duplicate_line, 2 restated_flow)". */
static void put_duplicates(const struct vmi_summary *s, struct vmi_buffer *out)
{
    uint64_t all = 0;
    for (int i = VMI_DUPLICATE_SUPERSEDED + 1; i < VMI_DUPLICATES; i++)
        all += s->duplicates[i];
    if (s->duplicates[VMI_DUPLICATE_SUPERSEDED])
        vmi_buffer_print(out, "; %llu available or gross beside on_hand not used",
                         (unsigned long long)s->duplicates[VMI_DUPLICATE_SUPERSEDED]);
    if (!all)
        return;
    vmi_buffer_add(out, "; ", 2);
    count(out, all, "duplicate left out (", "duplicates left out (");
    const char *between = "";
    for (int i = VMI_DUPLICATE_SUPERSEDED + 1; i < VMI_DUPLICATES; i++) {
        if (!s->duplicates[i])
            continue;
        vmi_buffer_print(out, "%s%llu %s", between, (unsigned long long)s->duplicates[i],
                         vmi_duplicate_name((enum vmi_duplicate)i));
        between = ", ";
    }
    vmi_buffer_add(out, ")", 1);
}

/* "; found: 3 old, 1 jump". */
static void put_checks(const struct vmi_summary *s, struct vmi_buffer *out)
{
    const char *between = "; found: ";
    for (int i = 0; i < VMI_CHECKS; i++) {
        if (!s->checks[i])
            continue;
        vmi_buffer_print(out, "%s%llu %s", between, (unsigned long long)s->checks[i], vmi_checks[i].code);
        between = ", ";
    }
}

void vmi_summary_text(const struct vmi_summary *s, struct vmi_buffer *out)
{
    count(out, s->files, "file, ", "files, ");
    if (s->rows || !s->segments)
        count(out, s->rows, s->segments ? "row and " : "row: ", s->segments ? "rows and " : "rows: ");
    if (s->segments)
        count(out, s->segments, "segment: ", "segments: ");
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
    if (s->passed) {
        vmi_buffer_add(out, "; ", 2);
        count(out, s->passed, "quantity is no activity", "quantities are no activity");
    }
    put_duplicates(s, out);
    put_checks(s, out);
    if (s->converted) {
        vmi_buffer_add(out, "; ", 2);
        count(out, s->converted, "quantity brought into base units", "quantities brought into base units");
    }
}
