/*
 * Restated levels: for each level of an item a bit a day on which it was stated, so that memory grows with items and
 * days, however often they are stated. What bits cannot say (times of day, days far apart) is kept as a digest.
 */
#include <stdlib.h>

#include "screen_internal.h"
#include "vmi/memory.h"

enum { WORD = 64, MOST_WORDS = 256 }; /* 44 years */

static uint32_t new_series(struct vmi_screen *s, enum vmi_measure measure)
{
    s->series = vmi_grow(s->series, &s->series_capacity, s->series_count + 1, sizeof *s->series);
    s->series[s->series_count] = (struct series){.measure = (uint8_t)measure};
    return (uint32_t)s->series_count++;
}

/* Of a lot or a document. */
static uint32_t series_of_lot(struct vmi_screen *s, uint32_t item, const struct vmi_activity *record)
{
    key_begin(s, item, record->measure);
    key_add(s, record->lot);
    key_add(s, record->ref);
    size_t before = s->lot_series.count;
    uint32_t number = vmi_map_intern(&s->lot_series, vmi_buffer_slice(&s->key));
    if (s->lot_series.count == before)
        return s->lot_numbers[number];
    s->lot_numbers =
        vmi_grow(s->lot_numbers, &s->lot_numbers_capacity, s->lot_series.count, sizeof *s->lot_numbers);
    return s->lot_numbers[number] = new_series(s, record->measure);
}

static uint32_t series_of(struct vmi_screen *s, uint32_t item, const struct vmi_activity *record)
{
    if (record->lot.length || record->ref.length)
        return series_of_lot(s, item, record);
    for (uint32_t i = s->items[item].series; i; i = s->series[i - 1].next)
        if (s->series[i - 1].measure == record->measure)
            return i - 1;
    uint32_t number = new_series(s, record->measure);
    s->series[number].next = s->items[item].series;
    s->items[item].series = number + 1;
    return number;
}

static void resize(struct series *series, uint32_t before, uint32_t words)
{
    uint64_t *bits = vmi_alloc_zeroed(words, sizeof *bits);
    if (series->words)
        memcpy(bits + before, series->bits, series->words * sizeof *bits);
    free(series->bits);
    series->bits = bits;
    series->words = words;
    series->first -= (int32_t)(before * WORD);
}

/* Makes room for a bit of DAY; false where it would be too much. */
static bool reach(struct series *series, int32_t day)
{
    if (!series->words) {
        series->first = day - day % WORD - (day % WORD < 0 ? WORD : 0);
        resize(series, 0, 1);
    }
    int64_t offset = (int64_t)day - series->first;
    int64_t before = offset < 0 ? (-offset + WORD - 1) / WORD : 0, needed = offset / WORD + 1;
    int64_t words = before ? series->words + before : needed;
    if (words <= series->words)
        return true;
    if (words > MOST_WORDS)
        return false;
    if (words < 2 * (int64_t)series->words && 2 * series->words <= MOST_WORDS) {
        before = before ? before + 2 * (int64_t)series->words - words : 0;
        words = 2 * (int64_t)series->words;
    }
    resize(series, (uint32_t)before, (uint32_t)words);
    return true;
}

static bool mark(uint64_t *word, uint32_t day)
{
    uint64_t bit = UINT64_C(1) << day;
    bool marked = *word & bit;
    *word |= bit;
    return marked;
}

/* Puts the word that the item holds back into its series, and takes out the one of DAY. False: there is none. */
static bool change_word(struct screen_item *item, struct series *series, int32_t day)
{
    if (item->word_first != VMI_DAY_NONE)
        series->bits[(item->word_first - series->first) / WORD] = item->word;
    item->word_first = VMI_DAY_NONE;
    if (!reach(series, day))
        return false;
    int32_t place = (day - series->first) / WORD;
    item->word = series->bits[place];
    item->word_first = series->first + place * WORD;
    return true;
}

static bool holds_day(const struct screen_item *item, int32_t day)
{
    return item->word_first != VMI_DAY_NONE && (uint32_t)(day - item->word_first) < WORD;
}

/* True for a level whose days the item itself holds. */
static bool is_own(const struct vmi_activity *record)
{
    return record->measure == VMI_ON_HAND && !record->lot.length && !record->ref.length;
}

/* What bits do not tell. */
static bool seen_moment(struct vmi_screen *s, uint32_t number, struct vmi_date date)
{
    struct {
        int64_t instant;
        uint32_t series;
        int32_t day;
    } moment = {vmi_date_instant(date), number, date.day};
    return vmi_seen_add(&s->moments, (struct vmi_slice){(const char *)&moment, sizeof moment});
}

bool series_restates(struct vmi_screen *s, uint32_t item, const struct vmi_activity *record)
{
    struct screen_item *own = is_own(record) ? &s->items[item] : NULL;
    int32_t day = record->date.day;
    bool bare = record->date.clock == VMI_CLOCK_BARE && day != VMI_DAY_NONE;
    if (own && bare && holds_day(own, day))
        return mark(&own->word, (uint32_t)(day - own->word_first));
    uint32_t number = series_of(s, item, record);
    struct series *series = &s->series[number];
    if (day == VMI_DAY_NONE) {
        bool before = series->undated;
        series->undated = true;
        return before;
    }
    if (own && bare && change_word(own, series, day))
        return mark(&own->word, (uint32_t)(day - own->word_first));
    if (own || !bare || !reach(series, day))
        return seen_moment(s, number, record->date);
    return mark(&series->bits[(day - series->first) / WORD], (uint32_t)(day - series->first) % WORD);
}

void series_free(struct vmi_screen *s)
{
    for (size_t i = 0; i < s->series_count; i++)
        free(s->series[i].bits);
    free(s->series);
    free(s->lot_numbers);
    vmi_map_free(&s->lot_series);
    vmi_seen_free(&s->moments);
}
