#include "edifact.h"

/* ---- the message ---------------------------------------------------------------------------------------- */

void edifact_take_head(struct edi_walk *w, struct edifact_head *head)
{
    const struct vmi_edi_segment *s = w->segment;
    if (head->name.length)
        return; /* there is one */
    head->name = walk_keep(w, vmi_edi_component(s, 1, 1));
    head->number = walk_keep(w, vmi_edi_component(s, 2, 1));
    head->function = walk_keep(w, vmi_edi_component(s, 3, 1));
    head->answer = walk_keep(w, vmi_edi_component(s, 4, 1));
}

const char *edifact_is_void(const struct edifact_head *head)
{
    if (edifact_rank("7 31", head->function))
        return "in a copy of a message";
    return edifact_rank("1 3", head->function) ? "in a message that takes another one back" : NULL;
}

bool edifact_is(const struct edi_walk *w, size_t n, size_t c, const char *text)
{
    return vmi_slice_is(vmi_edi_component(w->segment, n, c), text);
}

unsigned edifact_rank(const char *list, struct vmi_slice code)
{
    struct vmi_slice rest = vmi_slice_of(list);
    for (unsigned rank = 1; rest.text && code.length; rank++)
        if (vmi_slice_equal(vmi_slice_cut(&rest, ' '), code))
            return rank;
    return 0;
}

/* "D:96A", "S:93A", and before these "1:911"; of this century from "D:00A" on. */
bool edifact_is_early(const struct edi_walk *w)
{
    struct vmi_slice release = w->version;
    vmi_slice_cut(&release, ':');
    if (release.length == 3 && release.text[2] >= '0' && release.text[2] <= '9')
        return true;
    return release.length == 3 && release.text[0] == '9' && release.text[1] <= '6';
}

/* ---- items ---------------------------------------------------------------------------------------------- */

void edifact_take_line(struct edi_walk *w)
{
    struct vmi_slice type = vmi_edi_component(w->segment, 3, 2);
    walk_take_id(w, type.length ? type : VMI_SLICE("EN"), vmi_edi_component(w->segment, 3, 1));
}

void edifact_take_ids(struct edi_walk *w)
{
    for (size_t i = 2; i <= 6; i++)
        walk_take_id(w, vmi_edi_component(w->segment, i, 2), vmi_edi_component(w->segment, i, 1));
}

static bool add_lot(struct edifact_lot *lot, struct vmi_slice text, struct vmi_arena *arena)
{
    if (!text.length)
        return false;
    if (!lot->text.length)
        lot->text = vmi_arena_dup(arena, text);
    lot->several |= !vmi_slice_equal(lot->text, text);
    return true;
}

/* GIN+BX has a lot in each element, PIA an id and its type; PCI+36E marks packages with it. */
bool edifact_take_lot(struct edi_walk *w, struct edifact_lot *lot, struct vmi_arena *arena)
{
    bool found = false;
    const struct vmi_edi_segment *s = w->segment;
    switch (edi_tag(s)) {
    case TAG3('G', 'I', 'N'):
        for (size_t i = 2; i <= 6 && edifact_is(w, 1, 1, "BX"); i++)
            found |= add_lot(lot, vmi_edi_component(s, i, 1), arena);
        break;
    case TAG3('P', 'I', 'A'):
        for (size_t i = 2; i <= 6; i++)
            if (edifact_is(w, i, 2, "NB"))
                found |= add_lot(lot, vmi_edi_component(s, i, 1), arena);
        break;
    case TAG3('P', 'C', 'I'):
        found = edifact_is(w, 1, 1, "36E") && add_lot(lot, vmi_edi_component(s, 2, 1), arena);
        break;
    }
    return found;
}

struct vmi_slice edifact_lot(const struct edifact_lot *lot)
{
    return lot->several ? VMI_SLICE_NONE : lot->text;
}

/* ---- dates ---------------------------------------------------------------------------------------------- */

bool edifact_take_date(struct edi_walk *w, const char *qualifiers, struct edifact_date *date)
{
    unsigned rank = edifact_rank(qualifiers, vmi_edi_component(w->segment, 1, 1));
    if (!rank)
        return false;
    if (date->rank && rank >= date->rank)
        return true;
    struct edi_period period = walk_c507(w, 1);
    if (period.first.day != VMI_DAY_NONE)
        *date = (struct edifact_date){rank, period};
    return true;
}

struct edi_period edifact_period(const struct edifact_date *date)
{
    return date->rank ? date->period : EDI_PERIOD_NONE;
}

struct edi_period edifact_first_known(const struct edi_walk *w, const struct edifact_date *const *dates,
                                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (dates[i]->rank)
            return dates[i]->period;
    return (struct edi_period){w->sent, w->sent.day};
}

bool edifact_take_span(struct edi_walk *w, struct edifact_span *span)
{
    return edifact_take_date(w, "356 273", &span->whole) ||
           edifact_take_date(w, "90 194 158 64", &span->since) ||
           edifact_take_date(w, "91 206 159 63", &span->through);
}

bool edifact_has_span(const struct edifact_span *span)
{
    return span->whole.rank || span->since.rank || span->through.rank;
}

static bool is_range(const struct edifact_date *date)
{
    return date->rank && date->period.first.day < date->period.last;
}

/* An end that is a range by itself tells all of the period. */
struct edi_period edifact_span(const struct edifact_span *span)
{
    const struct edifact_date *since = &span->since, *through = &span->through;
    if (span->whole.rank)
        return span->whole.period;
    if (since->rank && through->rank && since->period.first.day <= through->period.last)
        return (struct edi_period){since->period.first, through->period.last};
    if (is_range(through) || !since->rank)
        return edifact_period(through);
    return edifact_period(since);
}

void edifact_set_period(struct edi_fact *fact, struct edi_period period, bool always)
{
    fact->date = period.first;
    fact->until = VMI_DATE_NONE;
    if (period.first.day != VMI_DAY_NONE && (always || period.last > period.first.day))
        fact->until = vmi_date_of_day(period.last);
}

/* ---- references and places ------------------------------------------------------------------------------ */

static bool choose(struct edi_choice *choice, unsigned rank, struct vmi_slice text, struct vmi_arena *arena)
{
    if (!rank || !text.length)
        return false;
    if (rank < choice->rank || !choice->text.length)
        *choice = (struct edi_choice){vmi_arena_dup(arena, text), rank};
    return true;
}

bool edifact_take_reference(struct edi_walk *w, const char *qualifiers, struct edi_choice *reference,
                            struct vmi_arena *arena)
{
    return choose(reference, edifact_rank(qualifiers, vmi_edi_component(w->segment, 1, 1)),
                  vmi_edi_component(w->segment, 1, 2), arena);
}

bool edifact_take_place(struct edi_walk *w, const char *qualifiers, struct edi_choice *place,
                        struct vmi_arena *arena)
{
    struct vmi_slice id = vmi_edi_component(w->segment, 2, 1), name = vmi_edi_component(w->segment, 2, 4);
    return choose(place, edifact_rank(qualifiers, vmi_edi_component(w->segment, 1, 1)), id.length ? id : name,
                  arena);
}

void edifact_take_party(struct edi_walk *w, struct edi_choice *place, struct vmi_arena *arena)
{
    const struct vmi_edi_segment *s = w->segment;
    struct vmi_slice name = vmi_edi_component(s, 4, 1);
    walk_take_party(w, place, arena, vmi_edi_component(s, 1, 1), vmi_edi_component(s, 2, 1),
                    name.length ? name : vmi_edi_component(s, 3, 1));
}

/* ---- quantities ----------------------------------------------------------------------------------------- */

/* The row of a code; NULL: it is no activity in this message, or not known, which has been told. */
static const struct edi_code *find_code(struct edi_walk *w, const struct edi_code_table *table,
                                        struct vmi_slice value)
{
    char quoted[VMI_QUOTED_SIZE];
    const struct edi_code *code = edi_code_find(table, value);
    if (code)
        return code;
    const struct edi_code *known = edi_code_find(&edi_qty_6063, value);
    if (known) {
        walk_pass(w, table->element, value, known->meaning);
        return NULL;
    }
    walk_tell(w, VMI_CHECK_EDI_CODE, 1, "%s is no code of a quantity that is known",
              vmi_text_quote(value, quoted));
    walk_pass(w, table->element, value, "not known");
    return NULL;
}

bool edifact_read_quantity(struct edi_walk *w, const struct edi_code_table *table,
                           const struct edi_fact *known, struct edi_fact *fact)
{
    struct edi_fact shown;
    struct vmi_slice value = vmi_edi_component(w->segment, 1, 1);
    *fact = edi_fact_begin();
    fact->element = table->element;
    fact->position = w->position;
    fact->line = w->segment->line;
    if (!w->items) {
        walk_pass(w, table->element, value, "under no item");
        return false;
    }
    fact->code = find_code(w, table, value);
    if (!fact->code)
        return false;
    fact->kind = fact->code->kind;
    fact->value = vmi_slice_of(fact->code->code);
    fact->unit = vmi_edi_component(w->segment, 1, 3);
    if (!vmi_edi_component(w->segment, 1, 2).length)
        walk_tell(w, VMI_CHECK_EDI_CODE, 1, "has no quantity");
    shown = *known;
    shown.element = fact->element;
    shown.code = fact->code;
    shown.value = fact->value;
    shown.unit = fact->unit;
    return walk_number(w, 1, 2, &shown, &fact->quantity);
}

void edifact_take_pack(struct edi_walk *w, const struct edi_fact *fact)
{
    if (fact->quantity <= 0)
        return;
    w->pack = fact->quantity;
    w->pack_unit = VMI_SLICE("PCE");
}

void edifact_add(struct edifact_sum *sum, vmi_decimal quantity)
{
    sum->overflow |= !vmi_decimal_add(sum->sum, quantity, &sum->sum);
}

void edifact_check_total(struct edi_walk *w, const struct edifact_sum *lines, const struct edifact_sum *all)
{
    char sum[VMI_DECIMAL_TEXT_SIZE], quoted[VMI_QUOTED_SIZE];
    vmi_decimal told;
    if (edifact_is(w, 1, 1, "2"))
        walk_check_items(w, 1, w->items, w->items);
    if (!edifact_is(w, 1, 1, "1") || lines->overflow || all->overflow || !walk_number(w, 1, 2, NULL, &told) ||
        told == lines->sum || told == all->sum)
        return;
    vmi_decimal_format(lines->sum, sum);
    walk_tell(w, VMI_CHECK_EDI_TOTAL, 1, "says a sum of %s, and the quantities of the lines are %s",
              vmi_text_quote(vmi_edi_component(w->segment, 1, 2), quoted), sum);
}
