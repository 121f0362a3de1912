#include <stdlib.h>

#include "internal.h"
#include "vmi/glob.h"
#include "vmi/memory.h"

const char *vmi_match_key_name(enum vmi_match_key key)
{
    static const char *const names[VMI_MATCH_KEYS] = {"location", "sku",  "class",
                                                      "source",   "life", "ownership"};
    return names[key];
}

enum vmi_term agreement_match_term(enum vmi_match_key key)
{
    static const enum vmi_term terms[VMI_MATCH_KEYS] = {VMI_TERMS,       VMI_TERMS,     VMI_TERM_CLASS,
                                                        VMI_TERM_SOURCE, VMI_TERM_LIFE, VMI_TERM_OWNERSHIP};
    return terms[key];
}

void agreement_item_of(const struct vmi_terms *terms, struct vmi_slice location, struct vmi_slice sku,
                       struct agreement_item *item)
{
    *item = (struct agreement_item){{location, sku, terms->class, terms->source,
                                     vmi_term_word(VMI_TERM_LIFE, terms->life),
                                     vmi_term_word(VMI_TERM_OWNERSHIP, terms->ownership)}};
}

static bool is_glob(int key)
{
    return key == VMI_MATCH_LOCATION || key == VMI_MATCH_SKU;
}

bool vmi_match_is_all(const struct vmi_match *match)
{
    for (int i = 0; i < VMI_MATCH_KEYS; i++)
        if (match->counts[i])
            return false;
    return true;
}

static bool is_name(int key, struct vmi_slice text)
{
    return !is_glob(key) || vmi_glob_shape(text).kind == VMI_GLOB_LITERAL;
}

static int compare_texts(const void *left, const void *right)
{
    return vmi_slice_compare(*(const struct vmi_slice *)left, *(const struct vmi_slice *)right);
}

void agreement_match_sort(struct vmi_match *match, enum vmi_match_key key, struct vmi_arena *arena)
{
    uint32_t names = 0, globs = 0;
    for (uint32_t i = 0; i < match->counts[key]; i++)
        names += is_name((int)key, match->texts[key][i]);
    match->names[key] = vmi_arena_alloc(arena, (match->counts[key] + 1) * sizeof *match->names[key]);
    match->globs[key] = match->names[key] + names;
    match->name_counts[key] = names;
    match->glob_counts[key] = match->counts[key] - names;
    names = 0;
    for (uint32_t i = 0; i < match->counts[key]; i++) {
        bool name = is_name((int)key, match->texts[key][i]);
        *(name ? &match->names[key][names++] : &match->globs[key][globs++]) = match->texts[key][i];
    }
    if (names > 1)
        qsort(match->names[key], names, sizeof *match->names[key], compare_texts);
}

bool agreement_match_has(const struct vmi_match *match, enum vmi_match_key key, struct vmi_slice value)
{
    if (match->name_counts[key] &&
        bsearch(&value, match->names[key], match->name_counts[key], sizeof *match->names[key], compare_texts))
        return true;
    for (uint32_t i = 0; i < match->glob_counts[key]; i++)
        if (vmi_glob_match(match->globs[key][i], value))
            return true;
    return false;
}

bool agreement_match_holds(const struct vmi_match *match, const struct agreement_item *item)
{
    for (int i = 0; i < VMI_MATCH_KEYS; i++)
        if (match->counts[i] && !agreement_match_has(match, (enum vmi_match_key)i, item->by[i]))
            return false;
    return true;
}

bool vmi_match_holds(const struct vmi_match *match, struct vmi_slice location, struct vmi_slice sku,
                     const struct vmi_terms *terms)
{
    struct agreement_item item;
    agreement_item_of(terms, location, sku, &item);
    return agreement_match_holds(match, &item);
}

/* ---- looking rules up --------------------------------------------------------------------------------- */

/* A key of the index begins with what it is: a value of a match key, or the beginning of one. */
static struct vmi_slice tag_of(int key, bool prefix)
{
    static const char tags[] = "0123456789ABCDEF";
    return (struct vmi_slice){&tags[key * 2 + prefix], 1};
}

static bool is_indexed(int key, struct vmi_slice text)
{
    return is_name(key, text) || vmi_glob_shape(text).prefix.length > 0;
}

/*
 * The key by which fewest items will come upon the rule: a sku by name, a location by name, the beginning of either,
 * else a class or the like. VMI_MATCH_KEYS: the rule is tried on every item.
 */
static int best_key(const struct vmi_match *match)
{
    static const int order[] = {VMI_MATCH_SKU, VMI_MATCH_LOCATION};
    int best = VMI_MATCH_KEYS;
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < VMI_COUNT(order); i++) {
            int key = order[i];
            bool fits = match->counts[key] > 0;
            for (uint32_t j = 0; j < match->counts[key] && fits; j++)
                fits = pass == 0 ? is_name(key, match->texts[key][j]) : is_indexed(key, match->texts[key][j]);
            if (fits)
                return key;
        }
    }
    for (int key = VMI_MATCH_KEYS - 1; key > VMI_MATCH_SKU; key--)
        if (match->counts[key])
            best = key;
    return best;
}

static void add_to(struct agreement_bucket *bucket, uint32_t rule)
{
    if (bucket->count && bucket->rules[bucket->count - 1] == rule)
        return;
    bucket->rules = vmi_grow(bucket->rules, &bucket->capacity, bucket->count + 1, sizeof *bucket->rules);
    bucket->rules[bucket->count++] = rule;
}

static void add_length(struct agreement_lengths *lengths, size_t length)
{
    for (size_t i = 0; i < lengths->count; i++)
        if (lengths->list[i] == length)
            return;
    lengths->list = vmi_grow(lengths->list, &lengths->capacity, lengths->count + 1, sizeof *lengths->list);
    lengths->list[lengths->count++] = (uint32_t)length;
}

void agreement_index_add(struct agreement_index *index, const struct vmi_match *match, uint32_t rule)
{
    int key = best_key(match);
    if (key == VMI_MATCH_KEYS) {
        add_to(&index->rest, rule);
        return;
    }
    for (uint32_t i = 0; i < match->counts[key]; i++) {
        struct vmi_slice text = match->texts[key][i];
        bool prefix = !is_name(key, text);
        if (prefix) {
            text = vmi_glob_shape(text).prefix;
            add_length(&index->lengths[key], text.length);
        } else {
            index->used[key] = true;
        }
        uint32_t number = vmi_map_intern_two(&index->keys, tag_of(key, prefix), text);
        size_t before = index->bucket_capacity;
        index->buckets =
            vmi_grow(index->buckets, &index->bucket_capacity, index->keys.count, sizeof *index->buckets);
        for (size_t j = before; j < index->bucket_capacity; j++)
            index->buckets[j] = (struct agreement_bucket){0};
        add_to(&index->buckets[number], rule);
    }
}

void agreement_index_free(struct agreement_index *index)
{
    for (size_t i = 0; i < index->bucket_capacity; i++)
        free(index->buckets[i].rules);
    free(index->buckets);
    free(index->rest.rules);
    free(index->lengths[0].list);
    free(index->lengths[1].list);
    vmi_map_free(&index->keys);
}

void agreement_keep_rule(struct agreement_found *found, uint32_t rule)
{
    if (found->count == VMI_COUNT(found->few) && !found->heap) {
        found->heap = vmi_grow(NULL, &found->capacity, found->count + 1, sizeof *found->heap);
        memcpy(found->heap, found->few, sizeof found->few);
    } else if (found->heap) {
        found->heap = vmi_grow(found->heap, &found->capacity, found->count + 1, sizeof *found->heap);
    }
    (found->heap ? found->heap : found->few)[found->count++] = rule;
}

static void keep_matching(const struct vmi_agreement *a, const struct agreement_bucket *bucket,
                          const struct agreement_item *item, struct agreement_found *found)
{
    for (size_t i = 0; i < bucket->count; i++)
        if (agreement_match_holds(&a->rules[bucket->rules[i]].match, item))
            agreement_keep_rule(found, bucket->rules[i]);
}

static void look_up(const struct vmi_agreement *a, int key, bool prefix, struct vmi_slice text,
                    const struct agreement_item *item, struct agreement_found *found)
{
    uint32_t number = vmi_map_find_two(&a->index.keys, tag_of(key, prefix), text);
    if (number != VMI_MAP_NONE)
        keep_matching(a, &a->index.buckets[number], item, found);
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static void sort_once(struct agreement_found *found)
{
    uint32_t *rules = found->heap ? found->heap : found->few;
    size_t kept = 0;
    size_t ascending = 1;
    while (ascending < found->count && rules[ascending - 1] < rules[ascending])
        ascending++;
    if (ascending >= found->count)
        return;
    qsort(rules, found->count, sizeof *rules, compare_numbers);
    for (size_t i = 0; i < found->count; i++)
        if (i == 0 || rules[i] != rules[kept - 1])
            rules[kept++] = rules[i];
    found->count = kept;
}

void agreement_find_rules(const struct vmi_agreement *a, const struct agreement_item *item,
                          struct agreement_found *found)
{
    const struct agreement_index *index = &a->index;
    keep_matching(a, &index->rest, item, found);
    for (int key = 0; key < VMI_MATCH_KEYS; key++)
        if (index->used[key])
            look_up(a, key, false, item->by[key], item, found);
    for (int key = 0; key < 2; key++) {
        for (size_t i = 0; i < index->lengths[key].count; i++) {
            struct vmi_slice text = item->by[key];
            if (text.length < index->lengths[key].list[i])
                continue;
            text.length = index->lengths[key].list[i];
            look_up(a, key, true, text, item, found);
        }
    }
    sort_once(found);
}
