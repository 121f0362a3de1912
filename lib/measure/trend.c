#include "vmi/trend.h"

#include <math.h>
#include <stdlib.h>

#include "vmi/kpi.h"
#include "vmi/map.h"
#include "vmi/memory.h"
#include "vmi/statistic.h"

enum direction { UNKNOWN, BETTER, WORSE, SAME, UP, DOWN };

static const char *const words[] = {
    [BETTER] = "better", [WORSE] = "worse", [SAME] = "same", [UP] = "up", [DOWN] = "down"};

struct earlier {
    double value;
    enum direction direction;
    int32_t since;
};

struct vmi_trend {
    struct vmi_map keys;
    struct earlier *list; /* by number of the key */
    size_t capacity;
};

struct vmi_trend *vmi_trend_new(void)
{
    return vmi_alloc_zeroed(1, sizeof(struct vmi_trend));
}

void vmi_trend_free(struct vmi_trend *trend)
{
    if (!trend)
        return;
    vmi_map_free(&trend->keys);
    free(trend->list);
    free(trend);
}

static void find_key(struct vmi_buffer *key, const struct vmi_metric *m)
{
    const struct vmi_slice texts[] = {m->metric, m->scope, m->location,         m->sku,
                                      m->class,  m->part,  vmi_kpi_others_of(m)};
    vmi_buffer_clear(key);
    for (size_t i = 0; i < VMI_COUNT(texts); i++) {
        vmi_buffer_add_slice(key, texts[i]);
        vmi_buffer_add(key, "", 1);
    }
}

static enum direction direction_of(struct vmi_slice word)
{
    for (int i = BETTER; i <= DOWN; i++)
        if (vmi_slice_is(word, words[i]))
            return (enum direction)i;
    return UNKNOWN;
}

void vmi_trend_add(struct vmi_trend *trend, const struct vmi_metric *earlier)
{
    struct vmi_buffer key = {0};
    find_key(&key, earlier);
    uint32_t number = vmi_map_intern(&trend->keys, vmi_buffer_slice(&key));
    trend->list = vmi_grow(trend->list, &trend->capacity, trend->keys.count, sizeof *trend->list);
    trend->list[number] =
        (struct earlier){earlier->value, direction_of(earlier->trend), earlier->trend_since};
    vmi_buffer_free(&key);
}

static double as_written(double value)
{
    char text[VMI_STATISTIC_TEXT_SIZE];
    double read = NAN;
    vmi_statistic_format(value, text);
    return vmi_statistic_parse(vmi_slice_of(text), &read) ? read : NAN;
}

static enum direction compare(const struct vmi_metric *m, double before)
{
    const struct vmi_kpi_row *row = vmi_kpi_find(m->metric);
    double now = as_written(m->value);
    if (isnan(now) || isnan(before))
        return UNKNOWN;
    if (now == before)
        return SAME;
    if (!row || !*row->better)
        return now > before ? UP : DOWN;
    return (now > before) == (strcmp(row->better, "higher") == 0) ? BETTER : WORSE;
}

void vmi_trend_tell(const struct vmi_trend *trend, struct vmi_metric *m, int32_t through)
{
    struct vmi_buffer key = {0};
    find_key(&key, m);
    uint32_t number = vmi_map_find(&trend->keys, vmi_buffer_slice(&key));
    vmi_buffer_free(&key);
    if (number == VMI_MAP_NONE)
        return;
    const struct earlier *before = &trend->list[number];
    enum direction direction = compare(m, before->value);
    m->previous = before->value;
    if (direction == UNKNOWN)
        return;
    bool goes_on = direction == before->direction && before->since != VMI_DAY_NONE;
    m->trend = vmi_slice_of(words[direction]);
    m->trend_since = goes_on ? before->since : through;
}
