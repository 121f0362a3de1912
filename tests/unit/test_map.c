#include <stdio.h>

#include "tap.h"
#include "vmi/map.h"
#include "vmi/sort.h"

static void test_small(void)
{
    struct vmi_map map = {0};
    char key[] = "apple";
    is_long(vmi_map_find(&map, VMI_SLICE("apple")), VMI_MAP_NONE, "an empty map has nothing");
    is_long(vmi_map_intern(&map, vmi_slice_of(key)), 0, "the first key is 0");
    key[0] = 'X';
    is_long(vmi_map_intern(&map, VMI_SLICE("pear")), 1, "the next is 1");
    is_long(vmi_map_intern(&map, VMI_SLICE("apple")), 0, "a key is copied and found again");
    is_long(vmi_map_intern(&map, VMI_SLICE("")), 2, "an empty key is a key");
    is_long(vmi_map_intern(&map, VMI_SLICE_NONE), 2, "an unknown one is the same");
    is_long(vmi_map_intern(&map, (struct vmi_slice){"a\0b", 3}), 3, "NUL is a byte");
    is_long(vmi_map_intern(&map, (struct vmi_slice){"a\0c", 3}), 4, "and what is behind it counts");
    is_long(vmi_map_find(&map, VMI_SLICE("a")), VMI_MAP_NONE, "a front of a key is another");
    is_slice(map.keys[1], "pear", "keys stand by number");
    is_long((long long)map.count, 5, "five keys");
    vmi_map_free(&map);
    is_long((long long)map.count, 0, "freed");
}

static void test_many(void)
{
    enum { MANY = 100000 };
    struct vmi_map map = {0};
    int wrong = 0;
    char key[32];
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < MANY; i++) {
            int length = snprintf(key, sizeof key, "LOC-%d/SKU-%d", i % 97, i);
            wrong += vmi_map_intern(&map, (struct vmi_slice){key, (size_t)length}) != (uint32_t)i;
        }
    is_long(wrong, 0, "100,000 keys have their numbers, twice");
    is_long((long long)map.count, MANY, "and no more");
    for (int i = 0; i < MANY; i++) {
        int length = snprintf(key, sizeof key, "LOC-%d/SKU-%d", i % 97, i);
        wrong += vmi_map_find(&map, (struct vmi_slice){key, (size_t)length}) != (uint32_t)i;
        wrong += !vmi_slice_equal(map.keys[i], (struct vmi_slice){key, (size_t)length});
    }
    is_long(wrong, 0, "all are found, and stand by number");
    vmi_map_free(&map);
}

static const struct {
    const char *name;
    struct vmi_slice first, second;
} pairs[] = {
    {"two texts", {"Berlin", 6}, {"TEA-100", 7}},
    {"the other way round", {"TEA-100", 7}, {"Berlin", 6}},
    {"cut elsewhere", {"BerlinT", 7}, {"EA-100", 6}},
    {"no first text", {"", 0}, {"TEA-100", 7}},
    {"no second text", {"Berlin", 6}, {"", 0}},
    {"no text at all", {"", 0}, {"", 0}},
    {"NUL in the second text", {"Berlin", 6}, {"TEA\0-10", 7}},
    {"NUL before the second text", {"Berlin", 6}, {"\0TEA-100", 8}},
    {"NUL alone", {"", 0}, {"\0", 1}},
};

static void test_two(void)
{
    struct vmi_map map = {0};
    struct vmi_slice first, second;
    is_long(vmi_map_find_two(&map, VMI_SLICE("a"), VMI_SLICE("b")), VMI_MAP_NONE, "an empty map has no pair");
    for (size_t i = 0; i < VMI_COUNT(pairs); i++) {
        is_long(vmi_map_find_two(&map, pairs[i].first, pairs[i].second), VMI_MAP_NONE, "%s: not there yet", pairs[i].name);
        is_long(vmi_map_intern_two(&map, pairs[i].first, pairs[i].second), (long long)i, "%s: a key of its own", pairs[i].name);
    }
    for (size_t i = 0; i < VMI_COUNT(pairs); i++) {
        is_long(vmi_map_intern_two(&map, pairs[i].first, pairs[i].second), (long long)i, "%s: the same again", pairs[i].name);
        is_long(vmi_map_find_two(&map, pairs[i].first, pairs[i].second), (long long)i, "%s: found", pairs[i].name);
        vmi_map_split_two(&map, (uint32_t)i, &first, &second);
        ok(vmi_slice_equal(first, pairs[i].first) && vmi_slice_equal(second, pairs[i].second), "%s: split again", pairs[i].name);
    }
    is_long(vmi_map_find_two(&map, VMI_SLICE_NONE, VMI_SLICE_NONE), 5, "unknown texts are as empty ones");
    is_long(vmi_map_intern_two(&map, VMI_SLICE("Berlin"), VMI_SLICE_NONE), 4, "the second too");
    is_long(vmi_map_find(&map, (struct vmi_slice){"Berlin\0TEA-100", 14}), 0, "a pair is its texts with NUL between them");
    is_long((long long)map.count, VMI_COUNT(pairs), "and no more keys");
    vmi_map_free(&map);
}

/* Of every length round the one up to which a key is put together without an allocation. */
static void test_long_pairs(void)
{
    enum { LONGEST = 700 };
    static char text[LONGEST];
    struct vmi_map map = {0};
    int wrong = 0;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + i % 26);
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < LONGEST; i++) {
            size_t cut = i / 3;
            struct vmi_slice first = {text, cut}, second = {text + cut, i - cut}, a, b;
            wrong += vmi_map_intern_two(&map, first, second) != i || vmi_map_find_two(&map, first, second) != i;
            vmi_map_split_two(&map, i, &a, &b);
            wrong += !vmi_slice_equal(a, first) || !vmi_slice_equal(b, second);
        }
    is_long(wrong, 0, "pairs of 0 to 699 bytes have their numbers, twice, and are split again");
    is_long((long long)map.count, LONGEST, "and no more");
    vmi_map_free(&map);
}

/* Pieces of every size, aligned, apart from each other. */
static void test_arena(void)
{
    struct vmi_arena arena = {0};
    char *pieces[600];
    int wrong = 0;
    for (size_t i = 0; i < VMI_COUNT(pieces); i++) {
        size_t size = i * i % 70001;
        pieces[i] = vmi_arena_alloc(&arena, size);
        wrong += (uintptr_t)pieces[i] % _Alignof(max_align_t) != 0;
        memset(pieces[i], (int)(i & 0x7F), size);
    }
    for (size_t i = 0; i < VMI_COUNT(pieces); i++)
        for (size_t j = 0, size = i * i % 70001; j < size; j += 37)
            wrong += pieces[i][j] != (char)(i & 0x7F);
    is_long(wrong, 0, "pieces of an arena are aligned and apart");
    struct vmi_slice copy = vmi_arena_dup(&arena, VMI_SLICE("abc"));
    ok(copy.length == 3 && copy.text[3] == '\0', "a copy has a NUL behind it");
    ok(vmi_arena_dup(&arena, VMI_SLICE_NONE).text == NULL, "an unknown slice stays unknown");
    ok(vmi_arena_dup(&arena, VMI_SLICE("")).text != NULL, "an empty one stays empty");
    vmi_arena_clear(&arena);
    ok(vmi_arena_alloc(&arena, 10) != NULL, "a cleared arena gives again");
    vmi_arena_free(&arena);
}

/* ---- lists in order --------------------------------------------------------------------------------- */

static int comparisons;

static int compare(const void *left, const void *right)
{
    int a = *(const int *)left, b = *(const int *)right;
    comparisons++;
    return (a > b) - (a < b);
}

static void test_sort(void)
{
    static const struct {
        const char *name;
        int list[6], sorted[6];
        size_t count;
    } lists[] = {
        {"nothing", {0}, {0}, 0},
        {"one", {7}, {7}, 1},
        {"in order, and two alike", {1, 2, 2, 3}, {1, 2, 2, 3}, 4},
        {"the first is out of place", {9, 1, 2, 3, 4}, {1, 2, 3, 4, 9}, 5},
        {"the last is out of place", {1, 2, 3, 4, 0}, {0, 1, 2, 3, 4}, 5},
        {"backwards", {6, 5, 4, 3, 2, 1}, {1, 2, 3, 4, 5, 6}, 6},
    };
    for (size_t i = 0; i < VMI_COUNT(lists); i++) {
        int list[6];
        memcpy(list, lists[i].list, sizeof list);
        vmi_sort(list, lists[i].count, sizeof *list, compare);
        ok(memcmp(list, lists[i].sorted, lists[i].count * sizeof *list) == 0, "sorted: %s", lists[i].name);
    }
    comparisons = 0;
    vmi_sort((int[6]){1, 2, 3, 4, 5, 6}, 6, sizeof(int), compare);
    is_long(comparisons, 5, "what is in order costs one look");
    vmi_sort(NULL, 0, sizeof(int), compare);
}

int main(void)
{
    test_sort();
    test_small();
    test_many();
    test_two();
    test_long_pairs();
    test_arena();
    return done();
}
