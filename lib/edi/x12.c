#include "x12.h"

#include "date.h"
#include "reader.h"

/* PO4: units in a case. The unit of PO403 counts where it is one of pieces, not of a size. */
void x12_take_pack(struct edi_walk *w)
{
    struct vmi_slice unit = vmi_edi_element(w->segment, 3);
    vmi_decimal pack;
    if (!walk_number(w, 1, 0, NULL, &pack) || pack <= 0)
        return;
    w->pack = pack;
    w->pack_unit = x12_is_among(unit, "EA PC UN C62 PCE ") ? walk_keep_item(w, unit) : VMI_SLICE("EA");
}

unsigned x12_rank_among(struct vmi_slice code, const char *codes)
{
    unsigned rank = 0;
    for (const char *begin = codes, *end; code.length && (end = strchr(begin, ' ')); begin = end + 1, rank++)
        if (vmi_slice_equal(code, (struct vmi_slice){begin, (size_t)(end - begin)}))
            return rank;
    return UINT32_MAX;
}

bool x12_is_among(struct vmi_slice code, const char *codes)
{
    return x12_rank_among(code, codes) != UINT32_MAX;
}

void x12_take_purpose(struct edi_walk *w, struct vmi_slice purpose)
{
    if (vmi_slice_is(purpose, "07"))
        w->aside = "in a duplicate of a message that was sent before";
}

struct vmi_slice x12_id(const struct edi_walk *w, size_t from, const char *qualifier)
{
    for (size_t i = from; i + 1 < w->segment->count; i += 2)
        if (vmi_slice_is(vmi_edi_element(w->segment, i), qualifier))
            return vmi_edi_element(w->segment, i + 1);
    return VMI_SLICE_NONE;
}

void x12_pass_segment(struct edi_walk *w, const char *element, const char *why)
{
    walk_pass(w, element, w->segment->tag, why);
}

/* ---- days ----------------------------------------------------------------------------------------------- */

struct edi_period x12_period(struct edi_walk *w)
{
    struct vmi_slice form = vmi_edi_element(w->segment, 5), text = vmi_edi_element(w->segment, 6);
    struct edi_period period = EDI_PERIOD_NONE;
    char quoted[VMI_QUOTED_SIZE];
    if (vmi_edi_element(w->segment, 2).length || !x12_is_among(form, "D8 RD8 ")) {
        period.first = walk_date(w, 2);
        period.last = period.first.day;
    } else if (text.length) {
        struct vmi_slice format = vmi_slice_is(form, "D8") ? VMI_SLICE("102") : VMI_SLICE("718");
        if (!edi_period(text, format, w->profile, &period)) {
            period = EDI_PERIOD_NONE;
            walk_tell(w, VMI_CHECK_EDI_DATE, 6, "%s is no date", vmi_text_quote(text, quoted));
        }
    }
    return period;
}

void x12_take_day(struct edi_walk *w, struct x12_day *day, const char *codes)
{
    unsigned rank = x12_rank_among(vmi_edi_element(w->segment, 1), codes);
    if (rank >= day->rank)
        return;
    struct vmi_date date = x12_period(w).first;
    if (date.day != VMI_DAY_NONE)
        *day = (struct x12_day){date, rank};
}

struct vmi_date x12_first_date(struct vmi_date a, struct vmi_date b, struct vmi_date c)
{
    return a.day != VMI_DAY_NONE ? a : b.day != VMI_DAY_NONE ? b : c;
}

void x12_set_days(struct edi_fact *fact, struct vmi_date since, struct vmi_date until)
{
    fact->date = since;
    fact->until = until.day != since.day ? until : VMI_DATE_NONE;
}

/* ---- stores --------------------------------------------------------------------------------------------- */

/* SDQ: the unit, whose ids the stores have, then ten pairs at most. */
bool x12_next_store(struct edi_walk *w, const struct edi_fact *total, size_t *at, struct edi_fact *part)
{
    struct vmi_slice unit = vmi_edi_element(w->segment, 1);
    for (size_t i = *at ? *at : 3; i + 1 < w->segment->count && i <= 21; i += 2) {
        *part = *total;
        part->location = vmi_edi_element(w->segment, i);
        part->unit = unit.length ? unit : total->unit;
        part->position = 0;
        part->whole = false;
        part->part = true;
        if (part->location.length && walk_number(w, i + 1, 0, part, &part->quantity)) {
            *at = i + 2;
            return true;
        }
    }
    return false;
}

/* ---- what has to wait ----------------------------------------------------------------------------------- */

static struct vmi_slice keep_held(struct edi_walk *w, struct vmi_slice text)
{
    return text.length ? vmi_arena_dup(&w->held_kept, text) : VMI_SLICE_NONE;
}

struct edi_fact *x12_hold(struct edi_walk *w, struct x12_waiting *waiting, const struct edi_fact *fact)
{
    if (waiting->count >= X12_MOST_WAITING)
        x12_release(w, waiting);
    struct x12_held *held = vmi_arena_alloc(&w->held_kept, sizeof *held);
    *held = (struct x12_held){*fact, NULL, NULL};
    struct edi_fact *f = &held->fact;
    if (!f->position)
        walk_mark(w, f);
    f->value = keep_held(w, f->value);
    f->unit = keep_held(w, f->unit);
    f->location = keep_held(w, f->location);
    f->lot = keep_held(w, f->lot);
    if (waiting->first)
        waiting->last->next = held;
    else
        waiting->first = held;
    waiting->last = held;
    waiting->count++;
    w->held++;
    return f;
}

void x12_release(struct edi_walk *w, struct x12_waiting *waiting)
{
    for (const struct x12_held *h = waiting->first; h; h = h->next)
        walk_put(w, &h->fact);
    x12_forget(w, waiting);
}

void x12_forget(struct edi_walk *w, struct x12_waiting *waiting)
{
    w->held -= waiting->count;
    *waiting = (struct x12_waiting){NULL, NULL, 0};
    if (!w->held && w->held_kept.used)
        vmi_arena_clear(&w->held_kept);
}

/* ---- segments ------------------------------------------------------------------------------------------- */

void x12_take_segment(struct edi_walk *w, const struct x12_taker *takers, size_t count)
{
    uint32_t tag = edi_tag(w->segment);
    for (size_t i = 0; i < count; i++)
        if (takers[i].tag == tag) {
            takers[i].take(w);
            return;
        }
}
