/* Patterns of rules: a table, and the C library's own fnmatch() as a second opinion. */
#include <fnmatch.h>

#include "tap.h"
#include "vmi/glob.h"
#include "vmi/pairs.h"

static const struct {
    const char *pattern, *text;
    bool matches;
} cases[] = {
    {"", "", true},
    {"", "a", false},
    {"*", "", true},
    {"*", "anything at all", true},
    {"**", "x", true},
    {"DE-*", "DE-HH", true},
    {"DE-*", "DE-", true},
    {"DE-*", "DE", false},
    {"DE-*", "de-HH", false},
    {"*-HH", "DE-HH", true},
    {"*-HH", "DE-HHX", false},
    {"D*-*H", "DE-X-HH", true},
    {"?", "", false},
    {"?", "a", true},
    {"?", "\xC3\xA4", true},
    {"??", "\xC3\xA4", false},
    {"M?nchen", "M\xC3\xBCnchen", true},
    {"M*chen", "M\xC3\xBCnchen", true},
    {"[abc]", "b", true},
    {"[abc]", "d", false},
    {"[a-c]x", "bx", true},
    {"[!a-c]", "b", false},
    {"[!a-c]", "d", true},
    {"[\xC3\xA4-\xC3\xBC]", "\xC3\xB6", true},
    {"[\xC3\xA4-\xC3\xBC]", "z", false},
    {"[]]", "]", true},
    {"[!]]", "a", true},
    {"[a-]", "-", true},
    {"[", "[", true},
    {"[ab", "[ab", true},
    {"a[", "a[", true},
    {"\\*", "*", true},
    {"\\*", "x", false},
    {"\\[a]", "[a]", true},
    {"\\", "\\", true},
    {"0012*", "00123", true},
    {"0012*", "012", false},
    {".*", ".hidden", true},
    {"*/*", "a/b", true},
    {"\xFF*", "\xFF", true},
    {"*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
};

static void test_cases(void)
{
    for (size_t i = 0; i < VMI_COUNT(cases); i++)
        is_long(vmi_glob_match(vmi_slice_of(cases[i].pattern), vmi_slice_of(cases[i].text)), cases[i].matches, "'%s' on '%s'", cases[i].pattern, cases[i].text);
    ok(vmi_glob_match(VMI_SLICE("*"), VMI_SLICE_NONE) && !vmi_glob_match(VMI_SLICE("?"), VMI_SLICE_NONE), "an unknown text is an empty one");
    ok(vmi_glob_match((struct vmi_slice){"a?b", 3}, (struct vmi_slice){"a\0b", 3}), "NUL is a character");
}

static void draw(uint64_t *state, const char *letters, int count, char *out, int most)
{
    int length = chance_below(state, most);
    for (int i = 0; i < length; i++)
        out[i] = letters[chance_below(state, count)];
    out[length] = '\0';
}

/* A pattern that matches, found within another, and what is said of two patterns, over random ones. */
static void test_random(void)
{
    uint64_t state = 7;
    int matched = 0, disagree = 0, outside = 0, wrong_prefix = 0, apart = 0, within = 0, untrue = 0;
    for (int i = 0; i < rounds(2000000); i++) {
        char pattern[10], other[10], text[10];
        draw(&state, "ab*?*[]!-\\", 10, pattern, 8);
        draw(&state, "ab*?", 4, other, 8);
        draw(&state, "ab-]", 4, text, 8);
        struct vmi_slice p = vmi_slice_of(pattern), o = vmi_slice_of(other), t = vmi_slice_of(text);
        bool in_p = vmi_glob_match(p, t), in_o = vmi_glob_match(o, t);
        struct vmi_glob_shape shape = vmi_glob_shape(p);
        matched += in_p;
        if (!strpbrk(pattern, "[\\"))
            disagree += in_p != (fnmatch(pattern, text, 0) == 0);
        wrong_prefix += in_p && strncmp(text, pattern, shape.prefix.length) != 0;
        wrong_prefix += shape.kind == VMI_GLOB_LITERAL && in_p != vmi_slice_equal(p, t);
        if (vmi_glob_within(p, o)) {
            within++;
            outside += in_p && !in_o;
        }
        if (in_p && in_o && shape.kind != VMI_GLOB_OTHER && vmi_glob_shape(o).kind != VMI_GLOB_OTHER)
            apart += !vmi_glob_meet(p, o);
        untrue += shape.kind == VMI_GLOB_LITERAL && vmi_glob_meet(p, o) != vmi_glob_match(o, p);
    }
    ok(matched > 1000 && within > 1000, "%d texts matched, %d patterns lay within others", matched, within);
    is_long(disagree, 0, "as fnmatch() has it");
    is_long(wrong_prefix, 0, "a match begins as the shape says");
    is_long(outside, 0, "what is within matches the outer too");
    is_long(untrue, 0, "a name meets what matches it, and nothing else");
    is_long(apart, 0, "names and prefixes that share a match meet");
}

static void test_two(void)
{
    static const struct {
        const char *inner, *outer;
        bool within, meet;
    } pairs[] = {
        {"DE-HH", "DE-*", true, true},  {"DE-*", "*", true, true},       {"DE-*", "DE-*", true, true},   {"DE-H*", "DE-*", true, true},  {"DE-*", "DE-H*", false, true},
        {"DE-*", "FR-*", false, false}, {"DE-HH", "DE-B", false, false}, {"*-HH", "DE-*", false, false}, {"DE-*-X", "DE-*", true, true}, {"?", "*", true, true},
    };
    for (size_t i = 0; i < VMI_COUNT(pairs); i++) {
        struct vmi_slice inner = vmi_slice_of(pairs[i].inner), outer = vmi_slice_of(pairs[i].outer);
        is_long(vmi_glob_within(inner, outer), pairs[i].within, "'%s' within '%s'", pairs[i].inner, pairs[i].outer);
        is_long(vmi_glob_meet(inner, outer), pairs[i].meet, "'%s' meets '%s'", pairs[i].inner, pairs[i].outer);
        is_long(vmi_glob_meet(outer, inner), pairs[i].meet, "and the other way round");
    }
}

static void test_pairs(void)
{
    struct vmi_slice list = VMI_SLICE(" CS=12  PL=480.5\t"), name;
    struct vmi_pair pair;
    is_quantity(vmi_pairs_find(list, VMI_SLICE("PL")), "480.5", "a pair by its name");
    is_quantity(vmi_pairs_find(list, VMI_SLICE("P")), "", "none of that name");
    ok(!vmi_pairs_twice(list, &name), "no name stands twice");
    ok(vmi_pairs_twice(VMI_SLICE("a=1 b=2 a=3"), &name), "here one does");
    is_slice(name, "a", "and is named");
    is_long(vmi_pair_next(&list, &pair), VMI_PAIR_READ, "the first pair");
    is_slice(pair.name, "CS", "its name");
    is_long(vmi_pair_next(&list, &pair), VMI_PAIR_READ, "the second");
    is_long(vmi_pair_next(&list, &pair), VMI_PAIR_END, "and no more");
    const char *bad[] = {"x", "=1", "x=", "x=1=2", "x=y", "x==1"};
    for (size_t i = 0; i < VMI_COUNT(bad); i++) {
        struct vmi_slice rest = vmi_slice_of(bad[i]);
        is_long(vmi_pair_next(&rest, &pair), VMI_PAIR_BAD, "'%s' is no pair", bad[i]);
    }
}

int main(void)
{
    test_cases();
    test_two();
    test_random();
    test_pairs();
    return done();
}
