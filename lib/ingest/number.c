#include "form.h"

/* Marks that stand between thousands and nowhere else, whatever the decimal mark is. */
static const struct vmi_slice GAPS[] = {
    {" ", 1},
    {"'", 1},
    {"\xC2\xA0", 2},     /* no-break space */
    {"\xE2\x80\xAF", 3}, /* narrow no-break space */
    {"\xE2\x80\x89", 3}, /* thin space */
    {"\xE2\x80\x99", 3}, /* right single quotation mark, as in Switzerland */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take(struct vmi_slice *rest, struct vmi_slice wanted)
{
    if (rest->length < wanted.length || memcmp(rest->text, wanted.text, wanted.length) != 0)
        return false;
    rest->text += wanted.length, rest->length -= wanted.length;
    return true;
}

/* Takes the sign off either end: -5, 5-, (5), and the minus of typographers. */
static bool take_sign(struct vmi_slice *s)
{
    if (s->length > 2 && s->text[0] == '(' && s->text[s->length - 1] == ')') {
        s->text++, s->length -= 2;
        return true;
    }
    if (s->length && s->text[0] == '+') {
        s->text++, s->length--;
        return false;
    }
    if (take(s, VMI_SLICE("-")) || take(s, VMI_SLICE("\xE2\x88\x92")))
        return true;
    bool behind = s->length > 1 && s->text[s->length - 1] == '-';
    s->length -= behind;
    return behind;
}

/* The mark between thousands that stands at the front: one of both forms, or that of this one. */
static struct vmi_slice mark_at(struct vmi_slice rest, struct vmi_slice own)
{
    for (size_t i = 0; i < VMI_COUNT(GAPS); i++)
        if (take(&rest, GAPS[i]))
            return GAPS[i];
    return take(&rest, own) ? own : VMI_SLICE_NONE;
}

/* Room for the digits of a number that is anywhere near the range, a sign and a point. */
enum { PLAIN_SIZE = 64 };

static bool put(char plain[PLAIN_SIZE], size_t *length, char c)
{
    if (*length + 1 >= PLAIN_SIZE)
        return false;
    plain[(*length)++] = c;
    return true;
}

/*
 * Writes the number as one with a point and nothing between its thousands. False when TEXT is none of this form. Marks
 * between thousands must part groups of three behind a first one of up to three digits that does not begin with 0: so
 * 0,125 has a decimal comma.
 */
static bool make_plain(struct vmi_slice text, unsigned form, char plain[PLAIN_SIZE], size_t *length)
{
    struct vmi_slice own = form == NUMBER_POINT ? VMI_SLICE(",") : VMI_SLICE("."), mark = VMI_SLICE_NONE;
    char decimal = form == NUMBER_POINT ? '.' : ',';
    size_t group = 0, groups = 0;
    *length = 0;
    if (take_sign(&text) && !put(plain, length, '-'))
        return false;
    bool zero = text.length && text.text[0] == '0';
    while (text.length && text.text[0] != decimal) {
        if (is_digit(text.text[0])) {
            group++;
            if (!put(plain, length, text.text[0]))
                return false;
            text.text++, text.length--;
            continue;
        }
        struct vmi_slice here = mark_at(text, own);
        if (!here.length || zero || (groups && (group != 3 || !vmi_slice_equal(here, mark))) || group < 1 ||
            group > 3)
            return false;
        mark = here;
        groups++;
        group = 0;
        take(&text, mark);
    }
    if (groups && group != 3)
        return false;
    if (text.length) {
        text.text++, text.length--;
        if (!put(plain, length, '.'))
            return false;
    }
    for (; text.length; text.text++, text.length--)
        if (!is_digit(text.text[0]) || !put(plain, length, text.text[0]))
            return false;
    return true;
}

/* Three digits behind the only point, and up to three before it: with points between thousands it is another number. */
static bool is_split_plain(struct vmi_slice s)
{
    const char *point = s.length ? memchr(s.text, '.', s.length) : NULL;
    if (!point)
        return false;
    size_t sign = s.text[0] == '-' || s.text[0] == '+';
    size_t before = (size_t)(point - s.text) - sign, behind = s.length - sign - before - 1;
    return behind == 3 && before >= 1 && before <= 3 && s.text[sign] != '0';
}

/* What nearly every cell is: digits, perhaps with a decimal point. */
static bool read_plain(struct vmi_slice text, unsigned forms, vmi_decimal *value,
                       struct cell_reading *reading)
{
    if (!(forms & NUMBER_POINT) || vmi_decimal_parse(text, VMI_DECIMAL_PLAIN, value) != VMI_DECIMAL_OK)
        return false;
    if (!memchr(text.text, '.', text.length))
        *reading = (struct cell_reading){forms, false};
    else if (forms == NUMBER_POINT || !is_split_plain(text))
        *reading = (struct cell_reading){NUMBER_POINT, false};
    else
        return false;
    return true;
}

struct cell_reading number_read(struct vmi_slice text, unsigned forms, vmi_decimal *value,
                                enum vmi_decimal_result *result)
{
    struct cell_reading reading = {0, false};
    *result = VMI_DECIMAL_OK;
    if (read_plain(text, forms, value, &reading))
        return reading;
    enum vmi_decimal_result problem = VMI_DECIMAL_SYNTAX;
    for (unsigned form = 1; form & NUMBER_FORMS; form <<= 1) {
        char plain[PLAIN_SIZE];
        size_t length;
        vmi_decimal read;
        if (!(forms & form) || !make_plain(text, form, plain, &length))
            continue;
        problem = vmi_decimal_parse((struct vmi_slice){plain, length}, VMI_DECIMAL_PLAIN, &read);
        if (problem != VMI_DECIMAL_OK)
            continue;
        reading.split |= reading.forms && read != *value;
        if (!reading.forms)
            *value = read;
        reading.forms |= form;
    }
    if (!reading.forms)
        *result = problem;
    return reading;
}

void evidence_add(struct evidence *e, struct cell_reading reading, struct vmi_slice text)
{
    if (!reading.forms)
        return;
    bool decides = (e->forms & reading.forms) != e->forms;
    if (decides || (reading.split && !e->split && !e->example[0])) {
        size_t length = text.length < sizeof e->example - 1 ? text.length : sizeof e->example - 1;
        memcpy(e->example, text.text, length);
        e->example[length] = '\0';
    }
    e->forms &= reading.forms;
    e->split |= reading.split;
}

static const struct {
    unsigned form;
    const char *name, *words;
} numbers[] = {
    {NUMBER_POINT, "point", "a decimal point"},
    {NUMBER_COMMA, "comma", "a decimal comma"},
};

const char *number_form_name(unsigned form)
{
    return numbers[form == NUMBER_COMMA].name;
}

const char *number_form_words(unsigned form)
{
    return numbers[form == NUMBER_COMMA].words;
}

unsigned number_form_named(struct vmi_slice name)
{
    for (size_t i = 0; i < VMI_COUNT(numbers); i++)
        if (vmi_slice_is(name, numbers[i].name))
            return numbers[i].form;
    return 0;
}
