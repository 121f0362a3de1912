#include "vmi/glob.h"

/* The bytes of the character at TEXT; of what is not UTF-8 one byte. */
static size_t character(struct vmi_slice text)
{
    size_t length = 1;
    while (length < text.length && length < 4 && ((unsigned char)text.text[length] & 0xC0) == 0x80)
        length++;
    return (unsigned char)text.text[0] < 0xC0 ? 1 : length;
}

static struct vmi_slice from(struct vmi_slice s, size_t at)
{
    return (struct vmi_slice){s.text + at, s.length - at};
}

static struct vmi_slice take_character(struct vmi_slice s)
{
    return (struct vmi_slice){s.text, character(s)};
}

/* The bytes of the set that PATTERN begins with, from [ to ]; 0 when it does not end. A ] that comes first is one of it. */
static size_t set_length(struct vmi_slice pattern)
{
    size_t at = 1;
    if (at < pattern.length && pattern.text[at] == '!')
        at++;
    if (at < pattern.length && pattern.text[at] == ']')
        at++;
    while (at < pattern.length && pattern.text[at] != ']')
        at++;
    return at < pattern.length ? at + 1 : 0;
}

/* SET is what stands between the brackets. Of UTF-8, the order of bytes is the order of characters. */
static bool in_set(struct vmi_slice set, struct vmi_slice c)
{
    bool negated = set.length && set.text[0] == '!', found = false;
    set = negated ? from(set, 1) : set;
    while (set.length) {
        struct vmi_slice first = take_character(set), last = first;
        set = from(set, first.length);
        if (set.length > 1 && set.text[0] == '-') {
            last = take_character(from(set, 1));
            set = from(set, 1 + last.length);
        }
        found = found || (vmi_slice_compare(first, c) <= 0 && vmi_slice_compare(c, last) <= 0);
    }
    return found != negated;
}

/* Matches one character of TEXT, which is not empty; returns the bytes of PATTERN that did, 0 for none. */
static size_t match_one(struct vmi_slice pattern, struct vmi_slice text)
{
    size_t length, skip = 0;
    if (!pattern.length)
        return 0;
    switch (pattern.text[0]) {
    case '?':
        return 1;
    case '[':
        length = set_length(pattern);
        if (length)
            return in_set((struct vmi_slice){pattern.text + 1, length - 2}, take_character(text)) ? length
                                                                                                  : 0;
        break;
    case '\\':
        skip = pattern.length > 1;
        break;
    default:
        break;
    }
    struct vmi_slice wanted = take_character(from(pattern, skip));
    return vmi_slice_equal(wanted, take_character(text)) ? skip + wanted.length : 0;
}

bool vmi_glob_match(struct vmi_slice pattern, struct vmi_slice text)
{
    struct vmi_slice star = VMI_SLICE_NONE, retry = VMI_SLICE_NONE; /* where to go on after the latest * */
    while (text.length) {
        size_t used;
        if (pattern.length && pattern.text[0] == '*') {
            star = pattern = from(pattern, 1);
            retry = text;
        } else if ((used = match_one(pattern, text)) > 0) {
            pattern = from(pattern, used);
            text = from(text, character(text));
        } else if (star.text) {
            retry = from(retry, character(retry));
            pattern = star;
            text = retry;
        } else {
            return false;
        }
    }
    while (pattern.length && pattern.text[0] == '*')
        pattern = from(pattern, 1);
    return !pattern.length;
}

struct vmi_glob_shape vmi_glob_shape(struct vmi_slice pattern)
{
    struct vmi_glob_shape shape = {VMI_GLOB_LITERAL, pattern};
    for (size_t i = 0; i < pattern.length; i++) {
        char c = pattern.text[i];
        if (c != '*' && c != '?' && c != '[' && c != '\\')
            continue;
        bool last = c == '*' && i + 1 == pattern.length;
        shape.kind = last ? VMI_GLOB_PREFIX : VMI_GLOB_OTHER;
        shape.prefix.length = i;
        break;
    }
    return shape;
}

static bool begins(struct vmi_slice text, struct vmi_slice prefix)
{
    return !prefix.length ||
           (text.length >= prefix.length && memcmp(text.text, prefix.text, prefix.length) == 0);
}

bool vmi_glob_within(struct vmi_slice inner, struct vmi_slice outer)
{
    struct vmi_glob_shape in = vmi_glob_shape(inner), out = vmi_glob_shape(outer);
    if (vmi_slice_equal(inner, outer))
        return true;
    if (in.kind == VMI_GLOB_LITERAL)
        return vmi_glob_match(outer, inner);
    return out.kind == VMI_GLOB_PREFIX && begins(in.prefix, out.prefix);
}

bool vmi_glob_meet(struct vmi_slice a, struct vmi_slice b)
{
    struct vmi_glob_shape x = vmi_glob_shape(a), y = vmi_glob_shape(b);
    if (vmi_glob_within(a, b) || vmi_glob_within(b, a))
        return true;
    return x.kind == VMI_GLOB_PREFIX && y.kind == VMI_GLOB_PREFIX &&
           (begins(x.prefix, y.prefix) || begins(y.prefix, x.prefix));
}
