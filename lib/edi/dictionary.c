#include "dictionary.h"

#include "date.h"

#define NEED(number, type, least, most)                                                                      \
    {                                                                                                        \
        number, EDI_##type, least, most, true, NULL                                                          \
    }
#define MAY(number, type, least, most)                                                                       \
    {                                                                                                        \
        number, EDI_##type, least, most, false, NULL                                                         \
    }

/* ---- X12: wide enough for releases 3040 to 8010 --------------------------------------------------------- */

static const struct edi_element ak1[] = {NEED(479, ID, 2, 2), NEED(28, WHOLE, 1, 9), MAY(480, TEXT, 1, 12)};
static const struct edi_element ak2[] = {NEED(143, ID, 3, 3), NEED(329, TEXT, 4, 9), MAY(1705, TEXT, 1, 35)};
static const struct edi_element ak5[] = {NEED(717, ID, 1, 1), MAY(718, ID, 1, 3)};
static const struct edi_element ak9[] = {NEED(715, ID, 1, 1), NEED(97, WHOLE, 1, 6), NEED(123, WHOLE, 1, 6),
                                         NEED(2, WHOLE, 1, 6)};
static const struct edi_element ack[] = {NEED(668, ID, 2, 2), MAY(380, NUMBER, 1, 15), MAY(355, ID, 2, 2),
                                         MAY(374, ID, 3, 3), MAY(373, DATE, 6, 8)};
static const struct edi_element ath[] = {NEED(672, ID, 2, 2), MAY(373, DATE, 6, 8), MAY(380, NUMBER, 1, 15),
                                         MAY(380, NUMBER, 1, 15), MAY(373, DATE, 6, 8)};
static const struct edi_element bak[] = {NEED(353, ID, 2, 2),   NEED(587, ID, 2, 2),   NEED(324, TEXT, 1, 22),
                                         NEED(373, DATE, 6, 8), MAY(328, TEXT, 1, 30), MAY(326, TEXT, 1, 45),
                                         MAY(367, TEXT, 1, 30), MAY(127, TEXT, 1, 80), MAY(373, DATE, 6, 8)};
static const struct edi_element bch[] = {NEED(353, ID, 2, 2), NEED(92, ID, 2, 2), NEED(324, TEXT, 1, 22)};
static const struct edi_element beg[] = {NEED(353, ID, 2, 2), NEED(92, ID, 2, 2), NEED(324, TEXT, 1, 22),
                                         MAY(328, TEXT, 1, 30), NEED(373, DATE, 6, 8)};
static const struct edi_element bfr[] = {NEED(353, ID, 2, 2),  MAY(127, TEXT, 1, 80), MAY(328, TEXT, 1, 30),
                                         NEED(675, ID, 2, 2),  NEED(676, ID, 1, 1),   NEED(373, DATE, 6, 8),
                                         MAY(373, DATE, 6, 8), MAY(373, DATE, 6, 8)};
static const struct edi_element bia[] = {NEED(353, ID, 2, 2), NEED(755, ID, 2, 2), NEED(127, TEXT, 1, 80),
                                         NEED(373, DATE, 6, 8), MAY(337, TIME, 4, 8)};
static const struct edi_element bpt[] = {NEED(353, ID, 2, 2), MAY(127, TEXT, 1, 80), MAY(373, DATE, 6, 8)};
static const struct edi_element bra[] = {NEED(127, TEXT, 1, 80), NEED(373, DATE, 6, 8), NEED(353, ID, 2, 2),
                                         NEED(962, ID, 1, 1)};
static const struct edi_element bsn[] = {NEED(353, ID, 2, 2), NEED(396, TEXT, 2, 30), NEED(373, DATE, 6, 8),
                                         MAY(337, TIME, 4, 8)};
static const struct edi_element ctt[] = {NEED(354, WHOLE, 1, 6), MAY(347, NUMBER, 1, 10)};
static const struct edi_element dtm[] = {NEED(374, ID, 3, 3), MAY(373, DATE, 6, 8), MAY(337, TIME, 4, 8)};
static const struct edi_element fst[] = {NEED(380, NUMBER, 1, 15), NEED(680, ID, 1, 1), NEED(681, ID, 1, 1),
                                         NEED(373, DATE, 6, 8), MAY(373, DATE, 6, 8)};
static const struct edi_element hl[] = {NEED(628, TEXT, 1, 12), MAY(734, TEXT, 1, 12), NEED(735, ID, 1, 2),
                                        MAY(736, ID, 1, 1)};
static const struct edi_element lin[] = {MAY(350, TEXT, 1, 20), NEED(235, ID, 2, 2), NEED(234, TEXT, 1, 80),
                                         MAY(235, ID, 2, 2), MAY(234, TEXT, 1, 80)};
static const struct edi_element n1[] = {NEED(98, ID, 2, 3), MAY(93, TEXT, 1, 60), MAY(66, ID, 1, 2),
                                        MAY(67, TEXT, 2, 80)};
static const struct edi_element n9[] = {NEED(128, ID, 2, 3), MAY(127, TEXT, 1, 80)};
static const struct edi_element po1[] = {MAY(350, TEXT, 1, 20),   MAY(380, NUMBER, 1, 15), MAY(355, ID, 2, 2),
                                         MAY(212, NUMBER, 1, 17), MAY(639, ID, 2, 2),      MAY(235, ID, 2, 2),
                                         MAY(234, TEXT, 1, 80)};
static const struct edi_element po4[] = {MAY(356, WHOLE, 1, 6), MAY(357, NUMBER, 1, 8), MAY(355, ID, 2, 2)};
static const struct edi_element poc[] = {MAY(350, TEXT, 1, 20), NEED(670, ID, 2, 2), MAY(380, NUMBER, 1, 15),
                                         MAY(671, NUMBER, 1, 9)};
static const struct edi_element prf[] = {NEED(324, TEXT, 1, 22), MAY(328, TEXT, 1, 30), MAY(327, TEXT, 1, 8),
                                         MAY(373, DATE, 6, 8)};
static const struct edi_element ptd[] = {NEED(521, ID, 2, 2)};
static const struct edi_element qty[] = {NEED(673, ID, 2, 2), MAY(380, NUMBER, 1, 15)};
static const struct edi_element rcd[] = {MAY(350, TEXT, 1, 20), MAY(663, NUMBER, 1, 9), MAY(0, GROUP, 1, 99),
                                         MAY(664, NUMBER, 1, 9)};
static const struct edi_element sch[] = {NEED(380, NUMBER, 1, 15), NEED(355, ID, 2, 2),
                                         MAY(98, ID, 2, 3),        MAY(93, TEXT, 1, 60),
                                         NEED(374, ID, 3, 3),      NEED(373, DATE, 6, 8)};
static const struct edi_element sdq[] = {NEED(355, ID, 2, 2),   MAY(66, ID, 1, 2),
                                         NEED(67, TEXT, 2, 80), NEED(380, NUMBER, 1, 15),
                                         MAY(67, TEXT, 2, 80),  MAY(380, NUMBER, 1, 15)};
static const struct edi_element shp[] = {MAY(673, ID, 2, 2), MAY(380, NUMBER, 1, 15), MAY(374, ID, 3, 3),
                                         MAY(373, DATE, 6, 8)};
static const struct edi_element sn1[] = {MAY(350, TEXT, 1, 20),   NEED(382, NUMBER, 1, 10),
                                         NEED(355, ID, 2, 2),     MAY(646, NUMBER, 1, 15),
                                         MAY(330, NUMBER, 1, 15), MAY(355, ID, 2, 2)};
static const struct edi_element uit[] = {NEED(0, GROUP, 1, 99)};
static const struct edi_element xpo[] = {NEED(324, TEXT, 1, 22), MAY(324, TEXT, 1, 22), MAY(66, ID, 1, 2),
                                         MAY(67, TEXT, 2, 80)};
static const struct edi_element xq[] = {NEED(305, ID, 1, 1), NEED(373, DATE, 6, 8), MAY(373, DATE, 6, 8)};
static const struct edi_element za[] = {{859, EDI_ID, 2, 2, true, &edi_za01},
                                        MAY(380, NUMBER, 1, 15),
                                        MAY(355, ID, 2, 2),
                                        MAY(374, ID, 3, 3),
                                        MAY(373, DATE, 6, 8),
                                        MAY(128, ID, 2, 3),
                                        MAY(127, TEXT, 1, 80)};

#define RULE(tag, elements)                                                                                  \
    {                                                                                                        \
        tag, elements, VMI_COUNT(elements), 0, 0, false, false                                               \
    }
#define PAIRS(tag, elements)                                                                                 \
    {                                                                                                        \
        tag, elements, VMI_COUNT(elements), 0, 0, true, false                                                \
    }

static const struct edi_segment_rule x12[] = {
    RULE("AK1", ak1), RULE("AK2", ak2),  RULE("AK5", ak5), RULE("IK5", ak5),  RULE("AK9", ak9),
    RULE("ACK", ack), RULE("ATH", ath),  RULE("BAK", bak), RULE("BCH", bch),  RULE("BEG", beg),
    RULE("BFR", bfr), RULE("BIA", bia),  RULE("BPT", bpt), RULE("BRA", bra),  RULE("BSN", bsn),
    RULE("CTT", ctt), RULE("DTM", dtm),  RULE("FST", fst), RULE("HL", hl),    PAIRS("LIN", lin),
    RULE("N1", n1),   RULE("N9", n9),    RULE("REF", n9),  PAIRS("PO1", po1), RULE("PO4", po4),
    RULE("POC", poc), RULE("PRF", prf),  RULE("PTD", ptd), RULE("QTY", qty),  RULE("RCD", rcd),
    RULE("SCH", sch), PAIRS("SDQ", sdq), RULE("SHP", shp), RULE("SN1", sn1),  RULE("UIT", uit),
    RULE("XPO", xpo), RULE("XQ", xq),    RULE("ZA", za),
};

/* ---- EDIFACT: the composite that counts of each segment -------------------------------------------------- */

static const struct edi_element c002[] = {MAY(1001, TEXT, 1, 3), MAY(1131, TEXT, 1, 17),
                                          MAY(3055, TEXT, 1, 3), MAY(1000, TEXT, 1, 35)};
static const struct edi_element c507[] = {NEED(2005, TEXT, 1, 3), MAY(2380, TEXT, 1, 35),
                                          MAY(2379, TEXT, 1, 3)};
static const struct edi_element c186[] = {NEED(6063, TEXT, 1, 3), NEED(6060, NUMBER, 1, 35),
                                          MAY(6411, TEXT, 1, 8)};
static const struct edi_element c506[] = {NEED(1153, TEXT, 1, 3), MAY(1154, TEXT, 1, 70),
                                          MAY(1156, TEXT, 1, 6), MAY(4000, TEXT, 1, 35),
                                          MAY(1060, TEXT, 1, 6)};
static const struct edi_element c270[] = {NEED(6069, TEXT, 1, 3), NEED(6066, NUMBER, 1, 18),
                                          MAY(6411, TEXT, 1, 8)};
static const struct edi_element c212[] = {MAY(7140, TEXT, 1, 35), MAY(7143, TEXT, 1, 3),
                                          MAY(1131, TEXT, 1, 17), MAY(3055, TEXT, 1, 3)};
static const struct edi_element nad[] = {NEED(3035, TEXT, 1, 3)};
static const struct edi_element loc[] = {NEED(3227, TEXT, 1, 3)};
static const struct edi_element scc[] = {NEED(4017, TEXT, 1, 3)};

#define INSIDE(tag, element, elements)                                                                       \
    {                                                                                                        \
        tag, elements, VMI_COUNT(elements), element, 1, false, false                                         \
    }
#define ALONE(tag, elements)                                                                                 \
    {                                                                                                        \
        tag, elements, VMI_COUNT(elements), 1, 1, false, true                                                \
    }

static const struct edi_segment_rule edifact[] = {
    INSIDE("BGM", 1, c002), ALONE("DTM", c507),
    ALONE("QTY", c186),     ALONE("RFF", c506),
    ALONE("CNT", c270),     INSIDE("LIN", 3, c212),
    INSIDE("NAD", 1, nad),  INSIDE("LOC", 1, loc),
    INSIDE("SCC", 1, scc),  {"PIA", c212, VMI_COUNT(c212), 2, 5, false, false},
};

const struct edi_segment_rule *edi_rule_find(enum vmi_edi_family family, struct vmi_slice tag)
{
    const struct edi_segment_rule *rules = family == VMI_EDI_X12 ? x12 : edifact;
    size_t count = family == VMI_EDI_X12 ? VMI_COUNT(x12) : VMI_COUNT(edifact);
    for (size_t i = 0; i < count; i++)
        if (vmi_slice_is(tag, rules[i].tag))
            return &rules[i];
    return NULL;
}

/* ---- elements ------------------------------------------------------------------------------------------- */

/* The digits of a number; false where it has anything but these, one decimal mark and a sign in front. */
static bool count_digits(struct vmi_slice text, bool whole, enum vmi_edi_family family, size_t *count)
{
    size_t marks = 0, i = text.length && text.text[0] == '-';
    *count = 0;
    for (; i < text.length; i++) {
        char c = text.text[i];
        if (c >= '0' && c <= '9')
            ++*count;
        else if (!whole && (c == '.' || (c == ',' && family == VMI_EDI_EDIFACT)))
            marks++;
        else
            return false;
    }
    return *count > 0 && marks <= 1;
}

static enum edi_element_error check_length(const struct edi_element *rule, size_t length)
{
    return length < rule->least  ? EDI_ELEMENT_TOO_SHORT
           : length > rule->most ? EDI_ELEMENT_TOO_LONG
                                 : EDI_ELEMENT_GOOD;
}

static bool is_time(struct vmi_slice text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.text[i] < '0' || text.text[i] > '9')
            return false;
    return text.length >= 4 && memcmp(text.text, "24", 2) < 0 && text.text[2] < '6';
}

enum edi_element_error edi_element_check(const struct edi_element *rule, struct vmi_slice text,
                                         enum vmi_edi_family family)
{
    size_t digits;
    if (!text.length)
        return rule->needed ? EDI_ELEMENT_MISSING : EDI_ELEMENT_GOOD;
    switch ((enum edi_type)rule->type) {
    case EDI_NUMBER:
    case EDI_WHOLE:
        if (!count_digits(text, rule->type == EDI_WHOLE, family, &digits))
            return EDI_ELEMENT_BAD_CHARACTER;
        return check_length(rule, digits);
    case EDI_DATE:
        return edi_day(text, 0).day == VMI_DAY_NONE ? EDI_ELEMENT_BAD_DATE : EDI_ELEMENT_GOOD;
    case EDI_TIME:
        return is_time(text) ? check_length(rule, text.length) : EDI_ELEMENT_BAD_TIME;
    case EDI_ID:
        if (rule->codes && !edi_code_find(rule->codes, text))
            return EDI_ELEMENT_BAD_CODE;
        return check_length(rule, text.length);
    case EDI_TEXT:
        return check_length(rule, text.length);
    case EDI_GROUP:
        break;
    }
    return EDI_ELEMENT_GOOD;
}

/* ---- segments ------------------------------------------------------------------------------------------- */

/* The rule of element N: behind the last, pairs come again. */
static const struct edi_element *rule_of(const struct edi_segment_rule *rules, size_t n)
{
    if (n <= rules->count)
        return &rules->elements[n - 1];
    if (!rules->pairs)
        return NULL;
    return &rules->elements[rules->count - 2 + (n - rules->count - 1) % 2];
}

static size_t check_elements(const struct edi_segment_rule *rules, const struct vmi_edi_segment *s,
                             struct edi_element_fault *faults, size_t most)
{
    size_t last = s->count > rules->count + 1 ? s->count : rules->count + 1, count = 0;
    for (size_t n = 1; n < last && count < most; n++) {
        const struct edi_element *rule = rule_of(rules, n);
        struct vmi_slice text = vmi_edi_element(s, n);
        enum edi_element_error error =
            rule ? edi_element_check(rule, text, s->marks->family) : EDI_ELEMENT_GOOD;
        if (error != EDI_ELEMENT_GOOD)
            faults[count++] = (struct edi_element_fault){n, 0, rule, error, text};
    }
    return count;
}

static size_t check_components(const struct edi_segment_rule *rules, const struct vmi_edi_segment *s,
                               size_t element, struct edi_element_fault *faults, size_t most)
{
    size_t count = 0;
    for (size_t n = 1; n <= rules->count + 1 && count < most; n++) {
        const struct edi_element *rule = n <= rules->count ? &rules->elements[n - 1] : NULL;
        struct vmi_slice text = vmi_edi_component(s, element, n);
        enum edi_element_error error = rule          ? edi_element_check(rule, text, s->marks->family)
                                       : text.length ? EDI_ELEMENT_TOO_MANY
                                                     : EDI_ELEMENT_GOOD;
        if (error != EDI_ELEMENT_GOOD)
            faults[count++] = (struct edi_element_fault){element, n, rule, error, text};
    }
    return count;
}

static size_t check_composites(const struct edi_segment_rule *rules, const struct vmi_edi_segment *s,
                               struct edi_element_fault *faults, size_t most)
{
    size_t count = 0, behind = rules->component + rules->times;
    for (size_t n = rules->component; n < behind && n < s->count; n++)
        count += check_components(rules, s, n, faults + count, most - count);
    struct vmi_slice text = rules->alone ? vmi_edi_element(s, behind) : VMI_SLICE_NONE;
    if (text.length && count < most)
        faults[count++] = (struct edi_element_fault){behind, 0, NULL, EDI_ELEMENT_TOO_MANY, text};
    return count;
}

bool edi_rule_fits(const struct edi_segment_rule *rules, const struct vmi_edi_segment *segment)
{
    if (rules->component || (segment->count > rules->count + 1 && !rules->pairs))
        return false;
    for (size_t n = 1; n < segment->count; n++) {
        size_t length = segment->elements[n].length;
        const struct edi_element *rule = rule_of(rules, n);
        if (length && (length < rule->least || length > rule->most))
            return false;
    }
    return true;
}

size_t edi_rule_check(const struct edi_segment_rule *rules, const struct vmi_edi_segment *segment,
                      struct edi_element_fault *faults, size_t most)
{
    return rules->component ? check_composites(rules, segment, faults, most)
                            : check_elements(rules, segment, faults, most);
}
