/*
 * Names as they are compared: without case, accents and punctuation.
 */
#include "alias.h"

/* A sharp s is FOREIGN too: it stands among capitals as among small letters. */
enum letter_class { SEPARATOR, DROPPED, SMALL, CAPITAL, DIGIT, FOREIGN };

/* What stands at a place of a name, in its plain form. */
struct letter {
    enum letter_class class;
    char text[3];
    size_t length; /* of the text */
    size_t bytes;  /* in the name */
};

/* The letters of Latin-1 from U+00C0 on; a blank is no letter. */
static const char latin_1[64][3] = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "y",
};

/* Latin Extended-A: from each of these on up to the next. */
static const struct {
    unsigned first;
    char letters[3];
} extended[] = {
    {0x17F, "s"}, {0x179, "z"}, {0x176, "y"},  {0x174, "w"}, {0x168, "u"}, {0x162, "t"},
    {0x15A, "s"}, {0x154, "r"}, {0x152, "oe"}, {0x14C, "o"}, {0x143, "n"}, {0x139, "l"},
    {0x136, "k"}, {0x134, "j"}, {0x132, "ij"}, {0x128, "i"}, {0x124, "h"}, {0x11C, "g"},
    {0x112, "e"}, {0x10E, "d"}, {0x106, "c"},  {0x100, "a"},
};

static void set_text(struct letter *l, enum letter_class class, const char *text)
{
    l->class = class;
    l->length = strlen(text);
    memcpy(l->text, text, l->length);
}

static void fold_letter(struct letter *l, unsigned code)
{
    if (code >= 0x300 && code < 0x370) { /* a combining accent */
        l->class = DROPPED;
    } else if (code >= 0x100 && code < 0x180) {
        size_t i = 0;
        while (code < extended[i].first)
            i++;
        set_text(l, SMALL, extended[i].letters);
    } else if (code >= 0xC0 && code < 0x100) {
        set_text(l, code < 0xDF ? CAPITAL : code == 0xDF ? FOREIGN : SMALL, latin_1[code - 0xC0]);
        if (l->text[0] == ' ')
            l->class = SEPARATOR;
    } else if (code == 0xAA || code == 0xBA || code == 0xB0) { /* as in 1a, no */
        set_text(l, SMALL, code == 0xAA ? "a" : "o");
    } else if (code == 0x2116) {
        set_text(l, SMALL, "no");
    } else if ((code >= 0x80 && code < 0xC0) || (code >= 0x2000 && code < 0x2070)) {
        l->class = SEPARATOR; /* blanks, dashes and quotes of all kinds */
    }
}

/* The code point of two or three bytes at the front, 0 where they are none. */
static unsigned decode(struct vmi_slice s, size_t *bytes)
{
    const unsigned char *b = (const unsigned char *)s.text;
    *bytes = 1;
    if (s.length >= 2 && b[0] >= 0xC2 && b[0] < 0xE0 && (b[1] & 0xC0) == 0x80) {
        *bytes = 2;
        return (b[0] & 0x1Fu) << 6 | (b[1] & 0x3Fu);
    }
    if (s.length >= 3 && (b[0] & 0xF0) == 0xE0 && (b[1] & 0xC0) == 0x80 && (b[2] & 0xC0) == 0x80) {
        *bytes = 3;
        return (b[0] & 0xFu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
    }
    return 0;
}

static struct letter letter_at(struct vmi_slice rest)
{
    struct letter l = {FOREIGN, {rest.text[0]}, 1, 1};
    unsigned char c = (unsigned char)rest.text[0];
    if (c >= 0x80) {
        unsigned code = decode(rest, &l.bytes);
        l.length = l.bytes;
        memcpy(l.text, rest.text, l.bytes);
        fold_letter(&l, code);
    } else if (c >= 'A' && c <= 'Z') {
        l.class = CAPITAL;
        l.text[0] = (char)(c | 0x20);
    } else if (c >= 'a' && c <= 'z') {
        l.class = SMALL;
    } else {
        l.class = c >= '0' && c <= '9' ? DIGIT : SEPARATOR;
    }
    return l;
}

static struct vmi_slice behind(struct vmi_slice s, size_t bytes)
{
    return (struct vmi_slice){s.text + bytes, s.length - bytes};
}

/* A word begins at a capital behind a small letter or a digit, and at the last one of several before a small letter. */
static bool begins_word(enum letter_class before, const struct letter *l, struct vmi_slice rest)
{
    if (l->class != CAPITAL || before == SEPARATOR || before == FOREIGN)
        return false;
    if (before != CAPITAL)
        return true;
    return rest.length && letter_at(rest).class == SMALL;
}

const char *plain_name(struct vmi_slice name, char buffer[PLAIN_NAME_SIZE])
{
    size_t length = 0;
    enum letter_class before = SEPARATOR;
    bool parted = false;
    while (name.length) {
        struct letter l = letter_at(name);
        name = behind(name, l.bytes);
        if (l.class == DROPPED)
            continue;
        parted |= l.class == SEPARATOR || begins_word(before, &l, name);
        before = l.class;
        if (l.class == SEPARATOR)
            continue;
        if (parted && length)
            buffer[length++] = '_';
        parted = false;
        if (length + l.length >= PLAIN_NAME_SIZE - 1)
            return memcpy(buffer, "", 1);
        memcpy(buffer + length, l.text, l.length);
        length += l.length;
    }
    buffer[length] = '\0';
    return buffer;
}
