#include "kpi_windows.h"

#include <stdlib.h>

#include "vmi/memory.h"

void sums_add(struct vmi_kpi_sums *to, const struct vmi_kpi_sums *from)
{
    double *sum = (double *)to;
    const double *term = (const double *)from;
    for (size_t i = 0; i < sizeof *to / sizeof *sum; i++)
        sum[i] += term[i];
}

struct vmi_days window_days(struct vmi_days part, int32_t rolling, int32_t through)
{
    int32_t last = part.last < through ? part.last : through;
    return rolling ? (struct vmi_days){last - rolling + 1, last} : part;
}

/* The place of DAY in the period, which it may be before or behind. */
static size_t place_of(const struct measuring *m, int32_t day)
{
    if (day <= m->period.first)
        return 0;
    return day < m->period.last ? (size_t)(day - m->period.first) : m->count - 1;
}

/* Marks the days on which an interval begins; the day behind the last has room. */
static bool *mark_cuts(const struct measuring *m, const struct window *windows, size_t count)
{
    bool *cuts = vmi_alloc_zeroed(m->count + 1, sizeof *cuts);
    for (size_t i = 0; i < count; i++) {
        cuts[place_of(m, windows[i].days.first)] = true;
        cuts[place_of(m, windows[i].days.last) + 1] = true;
    }
    return cuts;
}

static void number_days(struct measuring *m, const bool *cuts)
{
    m->parts = vmi_alloc(m->count * sizeof *m->parts);
    m->part_count = 1;
    for (size_t i = 0; i < m->count; i++) {
        m->part_count += i > 0 && cuts[i];
        m->parts[i] = (uint32_t)m->part_count - 1;
    }
    m->sums = vmi_alloc_zeroed(m->part_count, sizeof *m->sums);
}

struct window *windows_cut(struct measuring *m, enum vmi_kpi_period period, int32_t rolling, int32_t from,
                           size_t *count)
{
    struct window *windows = NULL;
    size_t capacity = 0;
    struct vmi_days part;
    *count = 0;
    int32_t first = from > m->period.first ? from : m->period.first;
    for (int32_t day = first; day <= m->period.last; day = part.last + 1) {
        part = vmi_kpi_period_of(period, day);
        windows = vmi_grow(windows, &capacity, *count + 1, sizeof *windows);
        windows[(*count)++] = (struct window){.day = day, .days = window_days(part, rolling, m->period.last)};
        if (part.last >= m->period.last)
            break;
    }
    bool *cuts = mark_cuts(m, windows, *count);
    number_days(m, cuts);
    free(cuts);
    for (size_t i = 0; i < *count; i++) {
        windows[i].first = m->parts[place_of(m, windows[i].days.first)];
        windows[i].end = m->parts[place_of(m, windows[i].days.last)] + 1;
    }
    return windows;
}

const struct vmi_kpi_sums *window_sums(const struct measuring *m, const struct window *window,
                                       struct vmi_kpi_sums *room)
{
    if (window->end - window->first == 1)
        return &m->sums[window->first];
    *room = (struct vmi_kpi_sums){0};
    for (size_t i = window->first; i < window->end; i++)
        sums_add(room, &m->sums[i]);
    return room;
}
