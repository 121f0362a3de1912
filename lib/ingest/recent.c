/*
 * Jumps: a level is held against the last levels of the same item.
 *
 * The Hampel identifier: a value is far when it differs from the median of its neighbours by more than so many times
 * their median absolute deviation, which 1.4826 brings to the scale of a standard deviation (Hampel, JASA 69, 1974;
 * Iglewicz and Hoaglin, How to Detect and Handle Outliers, ASQC 1993). They take 3.5 for what is normally distributed.
 * Stock is a saw-tooth, and the alarm is to be about a wrong unit or a slipped digit alone, not about a large delivery:
 * so 8, and nothing within twice the median or 8 quanta is ever far.
 */
#include <stdlib.h>

#include "screen_internal.h"
#include "vmi/memory.h"

__extension__ typedef __int128 wide;

enum { MOST = 32, FEWEST = 8, FIRST = 4 };

static vmi_decimal capped(wide value)
{
    return value < VMI_DECIMAL_MAXIMUM ? (vmi_decimal)value : VMI_DECIMAL_MAXIMUM;
}

static int compare(const void *left, const void *right)
{
    vmi_decimal a = *(const vmi_decimal *)left, b = *(const vmi_decimal *)right;
    return a < b ? -1 : a > b;
}

static wide distance(vmi_decimal a, vmi_decimal b)
{
    return a > b ? (wide)a - b : (wide)b - a;
}

/* The middle one of values in order, or what lies half-way between the two in the middle. */
static vmi_decimal middle_of(vmi_decimal *values, size_t count)
{
    qsort(values, count, sizeof *values, compare);
    return (vmi_decimal)(((wide)values[(count - 1) / 2] + values[count / 2]) / 2);
}

/*
 * True when it shows without sorting that LEVEL is near, as it does for nearly all: more than half of the levels are at
 * least a third of it, and so is their median. How many more than half is remembered: only levels below that third can
 * use it up, so that the levels need not be looked at each time.
 */
static bool is_plainly_near(struct recent *r, vmi_decimal level, wide quanta)
{
    vmi_decimal third = level <= quanta ? 0 : (level + 2) / 3;
    int found = 0;
    if (level < 0)
        return false;
    if (r->surplus && third <= r->least)
        return true;
    for (int i = 0; i < r->count; i++)
        found += r->levels[i] >= third;
    if (found <= r->count / 2)
        return false;
    r->least = third;
    r->surplus = (uint8_t)(found - r->count / 2);
    return true;
}

bool recent_holds(struct recent *r, vmi_decimal level, vmi_decimal quantum, vmi_decimal *middle,
                  vmi_decimal *most)
{
    vmi_decimal values[MOST];
    wide quanta = 8 * (wide)quantum;
    if (r->count < FEWEST || is_plainly_near(r, level, quanta))
        return true;
    memcpy(values, r->levels, r->count * sizeof *values);
    *middle = middle_of(values, r->count);
    for (size_t i = 0; i < r->count; i++)
        values[i] = capped(distance(r->levels[i], *middle));
    wide scale = (wide)middle_of(values, r->count) * 8 * 14826 / 10000, twice = 2 * distance(*middle, 0);
    scale = scale > twice ? scale : twice;
    *most = capped(scale > quanta ? scale : quanta);
    return distance(level, *middle) <= *most;
}

void recent_add(struct recent *r, vmi_decimal level)
{
    if (r->next == r->capacity && r->capacity < MOST) {
        size_t capacity = r->capacity ? r->capacity * 2U : FIRST;
        vmi_decimal *levels = vmi_alloc(capacity * sizeof *levels);
        if (r->count)
            memcpy(levels, r->levels, r->count * sizeof *levels);
        free(r->levels);
        r->levels = levels;
        r->capacity = (uint8_t)capacity;
    }
    if (r->surplus && level < r->least)
        r->surplus--;
    r->levels[r->next] = level;
    r->next = (uint8_t)((r->next + 1) % MOST);
    r->count = r->count < MOST ? (uint8_t)(r->count + 1) : MOST;
}

void recent_free(struct recent *r)
{
    free(r->levels);
}
