#include "edifact_document.h"

#include "reader.h"

static void forget_split(struct edifact_split *s)
{
    *s = (struct edifact_split){.place = EDIFACT_PLACE_NONE};
}

void edifact_document_begin(struct edi_walk *w, const struct edifact_document_kind *kind)
{
    struct edifact_document *d = w->state;
    d->kind = kind;
    d->order = d->group_order = d->line.order = d->line.place = EDIFACT_PLACE_NONE;
    forget_split(&d->split);
}

/* ---- a line is put -------------------------------------------------------------------------------------- */

const struct edi_fact *edifact_document_quantity(const struct edifact_document *d, size_t first, size_t count)
{
    for (size_t i = first; i < first + count; i++)
        if (d->line.there[i])
            return &d->line.quantities[i];
    return NULL;
}

const char *edifact_document_is_void(const struct edi_walk *w)
{
    const struct edifact_document *d = w->state;
    return d->kind->cancels && edifact_rank("1 3", d->head.function) ? NULL : edifact_is_void(&d->head);
}

struct vmi_slice edifact_document_order(const struct edifact_document *d)
{
    if (d->kind->line_orders && d->line.order.text.length)
        return d->line.order.text;
    return d->group_order.text.length ? d->group_order.text : d->order.text;
}

/* What the line, and the message, know of all their quantities. */
static void complete(struct edi_walk *w, struct edi_fact *f)
{
    const struct edifact_document *d = w->state;
    const struct edifact_line *line = &d->line;
    const struct edifact_date *const dates[] = {&line->date, &d->made};
    struct edi_period due = edifact_period(line->due.rank ? &line->due : &d->due);
    f->date = edifact_first_known(w, dates, VMI_COUNT(dates)).first;
    if (due.first.day != VMI_DAY_NONE)
        f->until = vmi_date_of_day(due.last);
    f->location = line->place.text;
    f->lot = edifact_lot(&line->lot);
    f->expires = edifact_period(&line->expiry).last;
    if (!f->ref.length)
        f->ref = edifact_document_order(d);
}

void edifact_document_put(struct edi_walk *w, const struct edi_fact *fact, int kind, bool whole)
{
    struct edifact_document *d = w->state;
    struct edi_fact f = *fact;
    f.code = NULL;
    f.kind = kind;
    complete(w, &f);
    f.whole = whole;
    if (whole)
        d->split_value = f.value;
    if (f.kind == VMI_RECEIVED)
        f.until = VMI_DATE_NONE;
    walk_put(w, &f);
}

void edifact_document_pass_others(struct edi_walk *w, size_t count, const struct edi_fact *stands)
{
    const struct edifact_document *d = w->state;
    for (size_t i = 0; i < count; i++) {
        const struct edi_fact *f = &d->line.quantities[i];
        if (d->line.there[i] && f != stands)
            walk_pass(w, f->element, f->value, "beside a better figure of the line");
    }
}

static void put_line(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    if (!d->line.open || d->line.put)
        return;
    d->line.put = true;
    d->kind->put(w);
}

/* ---- splits --------------------------------------------------------------------------------------------- */

static void put_split(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    struct edifact_split *s = &d->split;
    struct edi_fact f = s->fact;
    if (!s->counted)
        return;
    s->counted = false;
    put_line(w);
    f.code = NULL;
    f.kind = d->split_kind;
    if (f.kind == EDI_NOTHING) {
        walk_pass(w, f.element, f.value, "of a line that was refused");
        return;
    }
    complete(w, &f);
    if (d->split_value.length)
        f.value = d->split_value;
    if (s->due.rank)
        f.until = vmi_date_of_day(s->due.period.last);
    if (f.kind == VMI_RECEIVED)
        f.until = VMI_DATE_NONE;
    if (s->place.text.length)
        f.location = s->place.text;
    if (s->lot.text.length)
        f.lot = edifact_lot(&s->lot);
    if (s->expiry.rank)
        f.expires = s->expiry.period.last;
    f.part = true;
    walk_put(w, &f);
}

/* Where the split has no quantity, what it tells is of the line. */
static void close_split(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    struct edifact_split *s = &d->split;
    struct edifact_line *line = &d->line;
    if (s->open && !s->fact.element) {
        if (s->place.text.length && !line->place.text.length)
            line->place = (struct edi_choice){walk_keep_item(w, s->place.text), 0};
        if (s->lot.text.length) {
            line->lot.several |=
                s->lot.several || (line->lot.text.length && !vmi_slice_equal(line->lot.text, s->lot.text));
            if (!line->lot.text.length)
                line->lot.text = walk_keep_item(w, s->lot.text);
        }
        if (s->expiry.rank && !line->expiry.rank)
            line->expiry = s->expiry;
    }
    put_split(w);
    forget_split(s);
    vmi_arena_clear(&w->part_kept);
}

static void open_split(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    if (!d->line.open)
        return;
    close_split(w);
    d->split.open = true;
}

static void take_split_quantity(struct edi_walk *w, const struct edi_fact *fact)
{
    struct edifact_document *d = w->state;
    struct edifact_split *s = &d->split;
    if (s->fact.element) { /* another one of the same split */
        put_split(w);
        s->due = (struct edifact_date){.rank = 0};
        s->lot = (struct edifact_lot){.several = false};
    }
    s->fact = *fact;
    s->fact.unit = s->fact.unit.length ? vmi_arena_dup(&w->part_kept, s->fact.unit) : VMI_SLICE_NONE;
    s->counted = true;
}

/* ---- lines ---------------------------------------------------------------------------------------------- */

/* A line that says nothing; one that is refused needs no quantity. */
static void tell_empty(struct edi_walk *w)
{
    const struct edifact_document *d = w->state;
    const struct edi_fact line = {.position = d->line.position, .line = d->line.line};
    char quoted[VMI_QUOTED_SIZE];
    w->reader->about = &line;
    walk_tell(w, VMI_CHECK_EDI_CODE, 0, "the line of item %s has no quantity",
              vmi_text_quote(w->sku.text, quoted));
    w->reader->about = NULL;
}

static void close_line(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    if (!d->line.open)
        return;
    close_split(w);
    put_line(w);
    if (!d->line.counted && d->split_kind != EDI_NOTHING)
        tell_empty(w);
    d->line.open = false;
}

static void take_line(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    close_line(w);
    walk_next_item(w);
    d->line = (struct edifact_line){.open = true,
                                    .order = EDIFACT_PLACE_NONE,
                                    .place = EDIFACT_PLACE_NONE,
                                    .position = w->position,
                                    .line = w->segment->line};
    d->line.action = walk_keep_item(w, vmi_edi_component(w->segment, 2, 1));
    d->split_kind = EDI_NOTHING;
    d->split_value = VMI_SLICE_NONE;
    edifact_take_line(w);
}

static void take_line_quantity(struct edi_walk *w, const struct edi_fact *fact, size_t row)
{
    struct edifact_document *d = w->state;
    struct edi_fact *before = &d->line.quantities[row];
    if (fact->code->kind == EDI_NOTHING) {
        walk_put(w, fact);
        return;
    }
    if (row < d->kind->amounts)
        edifact_add(&d->lines, fact->quantity);
    if (!d->line.there[row]) {
        *before = *fact;
        before->unit = walk_keep_item(w, fact->unit);
        d->line.there[row] = true;
    } else if (!vmi_slice_equal(before->unit, fact->unit) ||
               !vmi_decimal_add(before->quantity, fact->quantity, &before->quantity)) {
        walk_pass(w, fact->element, fact->value, "told before in another unit");
    }
}

static void take_quantity(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    struct edi_fact f, known = edi_fact_begin();
    d->line.counted = true;
    complete(w, &known);
    if (!known.ref.length)
        known.ref = d->head.number;
    if (!edifact_read_quantity(w, d->kind->table, &known, &f))
        return;
    size_t row = (size_t)(f.code - d->kind->table->codes);
    if (vmi_slice_is(f.value, "59") || (vmi_slice_is(f.value, "52") && w->pack == VMI_DECIMAL_UNKNOWN)) {
        edifact_take_pack(w, &f);
        return;
    }
    edifact_add(&d->all, f.quantity);
    if (edifact_document_is_void(w))
        walk_pass(w, f.element, f.value, edifact_document_is_void(w));
    else if (!d->line.open)
        walk_pass(w, f.element, f.value, "under no item");
    else if (d->split.open && row < d->kind->amounts)
        take_split_quantity(w, &f);
    else
        take_line_quantity(w, &f, row);
}

/* ---- particulars ---------------------------------------------------------------------------------------- */

static void take_date(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    if (!w->items && !d->grouped) {
        edifact_take_date(w, d->kind->dates, &d->made);
        edifact_take_date(w, d->kind->dues, &d->due);
    } else if (d->line.open) {
        bool split = d->split.open;
        edifact_take_date(w, d->kind->line_dates, &d->line.date);
        edifact_take_date(w, d->kind->dues, split ? &d->split.due : &d->line.due);
        edifact_take_date(w, "361 36", split ? &d->split.expiry : &d->line.expiry);
    }
}

static void take_reference(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    if (d->line.open)
        edifact_take_reference(w, d->kind->orders, &d->line.order, &w->item_kept);
    else if (d->grouped)
        edifact_take_reference(w, d->kind->orders, &d->group_order, &w->group_kept);
    else if (!w->items)
        edifact_take_reference(w, d->kind->orders, &d->order, &w->kept);
}

static void take_party(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    if (d->line.open && edifact_rank("DP ST CN UC", vmi_edi_component(w->segment, 1, 1)))
        edifact_take_party(w, &d->line.place, &w->item_kept);
    else if (!w->items && !d->grouped)
        walk_take_nad(w);
}

static void take_place(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    struct edi_choice place = EDIFACT_PLACE_NONE;
    if (!d->line.open || !edifact_rank("7 162 18 19 14 11", vmi_edi_component(w->segment, 1, 1)))
        return;
    open_split(w);
    if (edifact_take_place(w, "7 162 18 19 14 11", &place, &w->part_kept))
        d->split.place = place;
}

static void take_lot(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    if (d->split.open)
        edifact_take_lot(w, &d->split.lot, &w->part_kept);
    else if (d->line.open)
        edifact_take_lot(w, &d->line.lot, &w->item_kept);
}

static void take_package(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    close_line(w);
    d->grouped = true;
    d->group_order = EDIFACT_PLACE_NONE;
    vmi_arena_clear(&w->group_kept);
}

static void take_particulars(struct edi_walk *w, uint32_t tag)
{
    struct edifact_document *d = w->state;
    switch (tag) {
    case TAG3('D', 'T', 'M'):
        take_date(w);
        break;
    case TAG3('R', 'F', 'F'):
        take_reference(w);
        break;
    case TAG3('N', 'A', 'D'):
        take_party(w);
        break;
    case TAG3('L', 'O', 'C'):
        take_place(w);
        break;
    case TAG3('S', 'C', 'C'):
        open_split(w);
        break;
    case TAG3('P', 'C', 'I'):
        open_split(w);
        take_lot(w);
        break;
    case TAG3('P', 'I', 'A'):
        if (d->line.open)
            edifact_take_ids(w);
        take_lot(w);
        break;
    case TAG3('G', 'I', 'N'):
        take_lot(w);
        break;
    }
}

void edifact_document_segment(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    uint32_t tag = edi_tag(w->segment);
    switch (tag) {
    case TAG3('B', 'G', 'M'):
        edifact_take_head(w, &d->head);
        break;
    case TAG3('L', 'I', 'N'):
        take_line(w);
        break;
    case TAG3('Q', 'T', 'Y'):
        take_quantity(w);
        break;
    case TAG3('C', 'P', 'S'):
        take_package(w);
        break;
    case TAG3('U', 'N', 'S'):
        close_line(w);
        break;
    case TAG3('C', 'N', 'T'):
        close_line(w);
        edifact_check_total(w, &d->lines, &d->all);
        break;
    default:
        take_particulars(w, tag);
    }
}

void edifact_document_end(struct edi_walk *w)
{
    close_line(w);
}
