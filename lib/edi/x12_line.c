#include "x12_line.h"

#include "message.h"

void x12_line_begin(struct edi_walk *w, struct x12_line *line, const struct edi_fact *fact, const char *days)
{
    *line = (struct x12_line){.fact = *fact,
                              .days = days,
                              .open = true,
                              .place = {VMI_SLICE_NONE, UINT32_MAX},
                              .until = X12_DAY_NONE};
    walk_mark(w, &line->fact);
    line->fact.unit = walk_keep_item(w, fact->unit);
}

/* A party under the line: a further one of the same kind is where the days after it are for. */
static void take_place(struct edi_walk *w, struct x12_line *line)
{
    struct edi_choice choice = {VMI_SLICE_NONE, UINT32_MAX};
    walk_take_party(w, &choice, &w->item_kept, vmi_edi_element(w->segment, 1), vmi_edi_element(w->segment, 4),
                    vmi_edi_element(w->segment, 2));
    if (!choice.text.length || choice.rank > line->place.rank)
        return;
    line->place = choice;
    if (!line->parts.first)
        line->fact.location = choice.text;
}

/* The two splits say the same quantity: the first stands. */
static bool is_split(struct edi_walk *w, struct x12_line *line, enum x12_split split)
{
    if (line->split == X12_WHOLE)
        line->split = split;
    if (line->split != split)
        walk_pass(w, line->fact.element, line->fact.value, "a split of a line that is split already");
    return line->split == split;
}

static void take_stores(struct edi_walk *w, struct x12_line *line)
{
    struct edi_fact part;
    if (!is_split(w, line, X12_BY_STORE))
        return;
    for (size_t at = 0; x12_next_store(w, &line->fact, &at, &part);)
        x12_hold(w, &line->parts, &part);
}

/* SCH: a quantity, its unit, and its day; a second day may follow the first. */
static void take_day(struct edi_walk *w, struct x12_line *line)
{
    struct edi_fact part = line->fact;
    struct vmi_slice unit = vmi_edi_element(w->segment, 2);
    if (!is_split(w, line, X12_BY_DAY))
        return;
    part.position = 0;
    part.part = true;
    part.location = line->place.text;
    part.unit = unit.length ? unit : part.unit;
    part.until = walk_date(w, 6);
    if (part.until.day == VMI_DAY_NONE)
        part.until = walk_date(w, 9);
    if (walk_number(w, 1, 0, &part, &part.quantity))
        x12_hold(w, &line->parts, &part);
}

bool x12_line_take(struct edi_walk *w, struct x12_line *line)
{
    if (!line->open)
        return false;
    switch (edi_tag(w->segment)) {
    case TAG2('N', '1'):
        take_place(w, line);
        return true;
    case TAG3('D', 'T', 'M'):
        x12_take_day(w, &line->until, line->days);
        return true;
    case TAG3('S', 'D', 'Q'):
        take_stores(w, line);
        return true;
    case TAG3('S', 'C', 'H'):
        take_day(w, line);
        return true;
    default:
        return false;
    }
}

bool x12_line_end(struct edi_walk *w, struct x12_line *line)
{
    struct edi_fact *f = &line->fact;
    bool split = line->parts.first, known = f->quantity != VMI_DECIMAL_UNKNOWN;
    line->open = false;
    if (line->until.date.day != VMI_DAY_NONE)
        f->until = line->until.date;
    if (!f->unit.length && split)
        f->unit = line->parts.first->fact.unit;
    f->whole = split;
    if (known)
        walk_put(w, f);
    for (struct x12_held *h = line->parts.first; h; h = h->next) {
        h->fact.code = f->code;
        h->fact.kind = f->kind;
        h->fact.element = f->element;
        h->fact.value = f->value;
        if (h->fact.until.day == VMI_DAY_NONE)
            h->fact.until = f->until;
        if (!h->fact.location.length)
            h->fact.location = f->location;
    }
    x12_release(w, &line->parts);
    return known || split || line->told;
}
