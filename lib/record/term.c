#include "vmi/term.h"

#include <stdio.h>

#include "vmi/pairs.h"

/* A list in a term is read by people too. */
enum { MOST_PAIRS = 32 };

enum vmi_term vmi_term_find(struct vmi_slice name)
{
    for (int i = 0; i < VMI_TERMS; i++)
        if (vmi_slice_is(name, vmi_term_rows[i].name))
            return (enum vmi_term)i;
    return VMI_TERMS;
}

const char *vmi_term_nearest(struct vmi_slice name)
{
    const char *names[VMI_TERMS];
    for (int i = 0; i < VMI_TERMS; i++)
        names[i] = vmi_term_rows[i].name;
    return vmi_text_nearest(name, names, VMI_TERMS);
}

const char *vmi_tool_name(int bit)
{
    static const char *const names[] = {"vmi-threshold", "vmi-plan",  "vmi-kpi",  "vmi-agree",
                                        "vmi-ingest",    "vmi-order", "vmi-track"};
    return bit >= 0 && (size_t)bit < VMI_COUNT(names) ? names[bit] : NULL;
}

const char *vmi_term_tools(int tools, char buffer[VMI_TOOLS_TEXT_SIZE])
{
    size_t used = 0;
    buffer[0] = '\0';
    for (int i = 0; vmi_tool_name(i); i++) {
        int rest = tools >> i >> 1;
        if (tools >> i & 1)
            used += (size_t)snprintf(buffer + used, VMI_TOOLS_TEXT_SIZE - used, "%s%s", vmi_tool_name(i),
                                     !rest               ? ""
                                     : rest & (rest - 1) ? ", "
                                                         : " and ");
    }
    return buffer;
}

struct vmi_slice vmi_term_word(enum vmi_term term, int choice)
{
    struct vmi_slice words = vmi_slice_of(vmi_term_rows[term].words), word = VMI_SLICE_NONE;
    for (int i = 0; i <= choice; i++)
        word = vmi_slice_cut(&words, '|');
    return word;
}

static void *member_of(struct vmi_terms *terms, enum vmi_term term)
{
    return (char *)terms + vmi_term_rows[term].offset;
}

static const void *value_of(const struct vmi_terms *terms, enum vmi_term term)
{
    return (const char *)terms + vmi_term_rows[term].offset;
}

int vmi_term_next(const struct vmi_term_set *set, int term)
{
    while (term < VMI_TERMS && !vmi_term_in(set, term))
        term = set->bits[term / 64] >> term % 64 ? term + 1 : (term / 64 + 1) * 64;
    return term < VMI_TERMS ? term : VMI_TERMS;
}

/* ---- from text ---------------------------------------------------------------------------------------- */

static bool wrong(struct vmi_error *error, enum vmi_term term, struct vmi_slice value, const char *expected)
{
    char quoted[VMI_QUOTED_SIZE];
    vmi_error_field(error, vmi_slice_of(vmi_term_rows[term].name));
    return vmi_error_set(error, VMI_USAGE, "term_value", "%s %s", vmi_text_quote(value, quoted), expected);
}

static bool set_choice(int *choice, enum vmi_term term, struct vmi_slice value, struct vmi_error *error)
{
    struct vmi_slice words = vmi_slice_of(vmi_term_rows[term].words);
    for (int i = 0; words.text; i++) {
        if (vmi_slice_equal(vmi_slice_cut(&words, '|'), value)) {
            *choice = i;
            return true;
        }
    }
    char expected[128];
    snprintf(expected, sizeof expected, "is not a word of this term; %s was expected",
             vmi_term_rows[term].words);
    return wrong(error, term, value, expected);
}

static bool set_decimal(vmi_decimal *number, enum vmi_term term, struct vmi_slice value,
                        enum vmi_decimal_form form, struct vmi_error *error)
{
    const struct vmi_term_row *row = &vmi_term_rows[term];
    vmi_decimal read;
    enum vmi_decimal_result result = vmi_decimal_parse(value, form, &read);
    if (result != VMI_DECIMAL_OK)
        return wrong(error, term, value, vmi_decimal_problem(result));
    bool low = read < row->least || (row->above_least && read == row->least);
    bool high = read > row->most || (row->below_most && read == row->most);
    if (!low && !high) {
        *number = read;
        return true;
    }
    char expected[128], least[VMI_DECIMAL_TEXT_SIZE], most[VMI_DECIMAL_TEXT_SIZE];
    vmi_decimal_format(row->least, least);
    vmi_decimal_format(row->most, most);
    if (strncmp(row->unit, "ratio", 5) == 0)
        snprintf(expected, sizeof expected, "is not between %s and %s; a ratio such as %s was expected",
                 least, most, row->preset ? row->preset : "0.25");
    else if (low)
        snprintf(expected, sizeof expected, "is too small; %s %s was expected",
                 row->above_least ? "more than" : "at least", least);
    else
        snprintf(expected, sizeof expected, "is too large; at most %s %s were expected", most, row->unit);
    return wrong(error, term, value, expected);
}

static bool check_clock(enum vmi_term term, struct vmi_slice value, struct vmi_error *error)
{
    int32_t minute;
    if (vmi_minute_parse(value, &minute))
        return true;
    return wrong(error, term, value, "is not a time of day; such as 14:00 was expected");
}

static bool check_factors(enum vmi_term term, struct vmi_slice value, struct vmi_error *error)
{
    static const char expected[] = "is not a list of units; such as CS=12 PL=480, each above 0, was expected";
    struct vmi_slice rest = value, twice;
    struct vmi_pair pair;
    enum vmi_pair_next next;
    int count = 0;
    while ((next = vmi_pair_next(&rest, &pair)) == VMI_PAIR_READ)
        if (pair.value <= 0 || ++count > MOST_PAIRS)
            return wrong(error, term, value, expected);
    if (next == VMI_PAIR_BAD || !count)
        return wrong(error, term, value, expected);
    return !vmi_pairs_twice(value, &twice) || wrong(error, term, twice, "stands twice among the units");
}

static bool check_chances(enum vmi_term term, struct vmi_slice value, struct vmi_error *error)
{
    static const char expected[] =
        "is not a list of lead times; such as 1=0.8 6=0.2, days and probabilities, was expected";
    struct vmi_slice rest = value, twice;
    struct vmi_pair pair;
    enum vmi_pair_next next;
    vmi_decimal days, sum = 0;
    int count = 0;
    while ((next = vmi_pair_next(&rest, &pair)) == VMI_PAIR_READ) {
        if (vmi_decimal_parse(pair.name, VMI_DECIMAL_PLAIN, &days) != VMI_DECIMAL_OK || days < 0 ||
            days > vmi_term_rows[VMI_TERM_LEAD_TIME].most || pair.value <= 0 ||
            pair.value > VMI_DECIMAL_ONE || ++count > MOST_PAIRS)
            return wrong(error, term, value, expected);
        sum += pair.value;
    }
    if (next == VMI_PAIR_BAD || !count)
        return wrong(error, term, value, expected);
    if (vmi_pairs_twice(value, &twice))
        return wrong(error, term, twice, "stands twice among the lead times");
    return sum == VMI_DECIMAL_ONE || wrong(error, term, value, "has probabilities that do not add up to 1");
}

static bool set_text(struct vmi_slice *text, enum vmi_term term, struct vmi_slice value,
                     struct vmi_arena *arena, struct vmi_error *error)
{
    enum vmi_term_type type = vmi_term_rows[term].type;
    if (type == VMI_TERM_CLOCK && !check_clock(term, value, error))
        return false;
    if (type == VMI_TERM_FACTORS && !check_factors(term, value, error))
        return false;
    if (type == VMI_TERM_CHANCES && !check_chances(term, value, error))
        return false;
    *text = arena ? vmi_arena_dup(arena, value) : value;
    return true;
}

static bool set_calendar(const struct vmi_calendar **calendar, enum vmi_term term, struct vmi_slice value,
                         struct vmi_arena *arena, struct vmi_error *error)
{
    const struct vmi_calendar *read = vmi_calendar_parse(value, arena, error);
    vmi_error_field(error, vmi_slice_of(vmi_term_rows[term].name));
    if (read)
        *calendar = read;
    return read != NULL;
}

bool vmi_terms_set(struct vmi_terms *terms, enum vmi_term term, struct vmi_slice value,
                   enum vmi_decimal_form form, struct vmi_arena *arena, struct vmi_error *error)
{
    void *member = member_of(terms, term);
    bool good;
    switch (vmi_term_rows[term].type) {
    case VMI_TERM_DECIMAL:
        good = set_decimal(member, term, value, form, error);
        break;
    case VMI_TERM_CHOICE:
        good = set_choice(member, term, value, error);
        break;
    case VMI_TERM_CALENDAR:
        good = set_calendar(member, term, value, arena, error);
        break;
    default:
        good = set_text(member, term, value, arena, error);
    }
    if (good)
        vmi_term_add(&terms->given, (int)term);
    return good;
}

void vmi_terms_init(struct vmi_terms *terms)
{
    *terms = (struct vmi_terms){0};
    for (int i = 0; i < VMI_TERMS; i++) {
        const struct vmi_term_row *row = &vmi_term_rows[i];
        struct vmi_error error;
        if (row->preset && !vmi_terms_set(terms, (enum vmi_term)i, vmi_slice_of(row->preset),
                                          VMI_DECIMAL_PLAIN, NULL, &error))
            continue; /* a unit test holds every default against its own row */
        if (!row->preset && row->type == VMI_TERM_DECIMAL)
            *(vmi_decimal *)member_of(terms, (enum vmi_term)i) = VMI_DECIMAL_UNKNOWN;
    }
    terms->given = (struct vmi_term_set){{0}};
}

/* ---- values ------------------------------------------------------------------------------------------- */

union vmi_term_value vmi_terms_value(const struct vmi_terms *terms, enum vmi_term term,
                                     struct vmi_arena *arena)
{
    const void *member = value_of(terms, term);
    union vmi_term_value value = {0};
    struct vmi_slice *text;
    switch (vmi_term_rows[term].type) {
    case VMI_TERM_DECIMAL:
        value.number = *(const vmi_decimal *)member;
        break;
    case VMI_TERM_CHOICE:
        value.choice = *(const int *)member;
        break;
    case VMI_TERM_CALENDAR:
        value.calendar = *(const struct vmi_calendar *const *)member;
        break;
    default:
        text = vmi_arena_alloc(arena, sizeof *text);
        *text = *(const struct vmi_slice *)member;
        value.text = text;
    }
    return value;
}

void vmi_terms_put(struct vmi_terms *terms, enum vmi_term term, union vmi_term_value value)
{
    void *member = member_of(terms, term);
    switch (vmi_term_rows[term].type) {
    case VMI_TERM_DECIMAL:
        *(vmi_decimal *)member = value.number;
        break;
    case VMI_TERM_CHOICE:
        *(int *)member = (int)value.choice;
        break;
    case VMI_TERM_CALENDAR:
        *(const struct vmi_calendar **)member = value.calendar;
        break;
    default:
        *(struct vmi_slice *)member = *value.text;
    }
    vmi_term_add(&terms->given, (int)term);
}

void vmi_terms_overlay(struct vmi_terms *terms, const struct vmi_terms *from)
{
    static const size_t sizes[] = {
        [VMI_TERM_TEXT] = sizeof(struct vmi_slice),
        [VMI_TERM_DECIMAL] = sizeof(vmi_decimal),
        [VMI_TERM_CHOICE] = sizeof(int),
        [VMI_TERM_CALENDAR] = sizeof(const struct vmi_calendar *),
        [VMI_TERM_CLOCK] = sizeof(struct vmi_slice),
        [VMI_TERM_FACTORS] = sizeof(struct vmi_slice),
        [VMI_TERM_CHANCES] = sizeof(struct vmi_slice),
    };
    for (int i = vmi_term_next(&from->given, 0); i < VMI_TERMS; i = vmi_term_next(&from->given, i + 1)) {
        enum vmi_term term = (enum vmi_term)i;
        memcpy(member_of(terms, term), value_of(from, term), sizes[vmi_term_rows[i].type]);
        vmi_term_add(&terms->given, i);
    }
}

bool vmi_terms_equal(const struct vmi_terms *a, const struct vmi_terms *b, enum vmi_term term)
{
    char buffers[2][VMI_TERM_TEXT_SIZE];
    struct vmi_slice x = vmi_terms_text(a, term, buffers[0]), y = vmi_terms_text(b, term, buffers[1]);
    if (!x.text || !y.text)
        return x.text == y.text;
    return vmi_slice_equal(x, y);
}

struct vmi_slice vmi_terms_text(const struct vmi_terms *terms, enum vmi_term term,
                                char buffer[VMI_TERM_TEXT_SIZE])
{
    const void *member = value_of(terms, term);
    switch (vmi_term_rows[term].type) {
    case VMI_TERM_DECIMAL:
        if (*(const vmi_decimal *)member == VMI_DECIMAL_UNKNOWN)
            return VMI_SLICE_NONE;
        return (struct vmi_slice){buffer, vmi_decimal_format(*(const vmi_decimal *)member, buffer)};
    case VMI_TERM_CHOICE:
        return vmi_term_word(term, *(const int *)member);
    case VMI_TERM_CALENDAR:
        return vmi_calendar_text(*(const struct vmi_calendar *const *)member);
    default:
        return *(const struct vmi_slice *)member;
    }
}

enum vmi_term vmi_terms_unready(const struct vmi_terms *terms, int tools)
{
    for (int i = vmi_term_next(&terms->given, 0); i < VMI_TERMS; i = vmi_term_next(&terms->given, i + 1)) {
        const struct vmi_term_row *row = &vmi_term_rows[i];
        if (row->ready && row->tools & tools &&
            *(const int *)value_of(terms, (enum vmi_term)i) >= row->ready &&
            (!row->policies || row->policies >> terms->policy & 1))
            return (enum vmi_term)i;
    }
    return VMI_TERMS;
}

/* ---- pairs -------------------------------------------------------------------------------------------- */

bool vmi_terms_contradict(const struct vmi_terms *terms, enum vmi_term *low, enum vmi_term *high)
{
    static const struct {
        enum vmi_term low, high;
    } pairs[] = {
        {VMI_TERM_MIN, VMI_TERM_MAX},
        {VMI_TERM_MIN_DAYS, VMI_TERM_MAX_DAYS},
        {VMI_TERM_ORDER_MIN, VMI_TERM_ORDER_MAX},
    };
    for (size_t i = 0; i < VMI_COUNT(pairs); i++) {
        vmi_decimal small = *(const vmi_decimal *)value_of(terms, pairs[i].low);
        vmi_decimal large = *(const vmi_decimal *)value_of(terms, pairs[i].high);
        *low = pairs[i].low;
        *high = pairs[i].high;
        if (small != VMI_DECIMAL_UNKNOWN && large != VMI_DECIMAL_UNKNOWN && small > large)
            return true;
    }
    return false;
}

bool vmi_terms_agree(const struct vmi_terms *terms, struct vmi_error *error)
{
    enum vmi_term low, high;
    char texts[2][VMI_TERM_TEXT_SIZE];
    if (!vmi_terms_contradict(terms, &low, &high))
        return true;
    struct vmi_slice small = vmi_terms_text(terms, low, texts[0]),
                     large = vmi_terms_text(terms, high, texts[1]);
    vmi_error_field(error, vmi_slice_of(vmi_term_rows[low].name));
    return vmi_error_set(error, VMI_USAGE, "term_pair", "%.*s is above %s %.*s", VMI_SLICE_PRINT(small),
                         vmi_term_rows[high].name, VMI_SLICE_PRINT(large));
}

vmi_decimal vmi_terms_multiple(const struct vmi_terms *terms)
{
    return terms->order_multiple != VMI_DECIMAL_UNKNOWN ? terms->order_multiple : terms->quantum;
}

double vmi_terms_shelf_days(const struct vmi_terms *terms, double lead_time)
{
    double days = terms->min_remaining_life != VMI_DECIMAL_UNKNOWN
                      ? vmi_decimal_to_double(terms->min_remaining_life)
                      : vmi_decimal_to_double(terms->shelf_life) - lead_time;
    return days < 0 ? 0 : days;
}

bool vmi_terms_triggered(const struct vmi_terms *terms, vmi_decimal position, vmi_decimal min)
{
    return terms->trigger == VMI_TRIGGER_BELOW ? position < min : position <= min;
}
