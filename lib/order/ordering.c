/*
 * Which lines are taken, what an edited quantity means, and which lines are one order.
 */
#include "vmi/ordering.h"

#include <stdlib.h>

#include "vmi/content.h"
#include "vmi/memory.h"
#include "vmi/pairs.h"
#include "vmi/sort.h"

const struct vmi_left_row vmi_lefts[VMI_LEFTS] = {
    [VMI_LEFT_NONE] = {"ordered", "a line of an order"},
    [VMI_LEFT_REVIEW] = {"review", "approval is review, or empty: a person has to look at it first"},
    [VMI_LEFT_REFUSED] = {"refused", "a person refused it"},
    [VMI_LEFT_EDITED] = {"edited", "the quantity was changed by hand, which needs the approval approved"},
    [VMI_LEFT_LATER] = {"later", "the order date is after as-of; --ahead takes it all the same"},
    [VMI_LEFT_NOTHING] = {"nothing", "the quantity is 0"},
    [VMI_LEFT_TWICE] = {"twice", "the same proposal stands in the input before"},
};

/* A proposal that is kept until all are there. */
struct held {
    struct vmi_proposal proposal;
    vmi_decimal price;
    struct vmi_slice vendor_sku, customer_sku, description, location_name; /* of the terms */
    vmi_decimal delta; /* what a person changed the quantity by */
    size_t place;      /* in the input */
    size_t round;      /* 0 for the first line of an item for an order, 1 for the next ... */
};

struct vmi_ordering {
    struct vmi_ordering_options options;
    struct vmi_arena arena;
    struct held *held;
    size_t count, capacity;
    struct vmi_order *orders;
    size_t order_count, order_capacity;
    struct vmi_order_line *lines;
    size_t left[VMI_LEFTS];
};

struct vmi_ordering *vmi_ordering_new(const struct vmi_ordering_options *options)
{
    struct vmi_ordering *o = vmi_alloc_zeroed(1, sizeof *o);
    o->options = *options;
    return o;
}

void vmi_ordering_free(struct vmi_ordering *o)
{
    if (!o)
        return;
    vmi_arena_free(&o->arena);
    free(o->held);
    free(o->orders);
    free(o->lines);
    free(o);
}

/* ---- one proposal --------------------------------------------------------------------------------------- */

static bool wrong(struct vmi_error *error, const char *column, const char *what)
{
    vmi_error_field(error, vmi_slice_of(column));
    return vmi_error_set(error, VMI_INPUT, "proposal", "%s", what);
}

/* The sum of need and deltas, which the quantity was as it was proposed; unknown where the need is. */
static bool proposed_quantity(const struct vmi_proposal *p, vmi_decimal *sum)
{
    const vmi_decimal deltas[] = {p->cap_delta,    p->order_min_delta, p->multiple_delta, p->order_max_delta,
                                  p->manual_delta, p->load_delta,      p->supply_delta};
    *sum = p->need;
    for (size_t i = 0; i < VMI_COUNT(deltas) && *sum != VMI_DECIMAL_UNKNOWN; i++)
        if (deltas[i] != VMI_DECIMAL_UNKNOWN && !vmi_decimal_add(*sum, deltas[i], sum))
            return false;
    return true;
}

/* A times B over C, where that is a decimal; unknown else. */
static vmi_decimal ratio_of(vmi_decimal a, vmi_decimal b, vmi_decimal c)
{
    if (a == VMI_DECIMAL_UNKNOWN || b == VMI_DECIMAL_UNKNOWN || c == VMI_DECIMAL_UNKNOWN || c <= 0)
        return VMI_DECIMAL_UNKNOWN;
    __int128 product = (__int128)a * b;
    if (product % c != 0 || product / c >= VMI_DECIMAL_MAXIMUM || product / c <= -VMI_DECIMAL_MAXIMUM)
        return VMI_DECIMAL_UNKNOWN;
    return (vmi_decimal)(product / c);
}

/* Base units in one order unit: as agreed, else as the proposal itself has them. */
static vmi_decimal order_unit_factor(const struct vmi_proposal *p, const struct vmi_terms *terms,
                                     vmi_decimal proposed)
{
    if (vmi_slice_equal(p->order_unit, p->unit))
        return VMI_DECIMAL_ONE;
    vmi_decimal factor = vmi_pairs_find(terms->units, p->order_unit);
    return factor != VMI_DECIMAL_UNKNOWN ? factor
                                         : ratio_of(proposed, VMI_DECIMAL_ONE, p->order_unit_quantity);
}

/* Follows the quantity that stands there; false where the two quantities contradict each other. */
static bool settle_order_unit(struct vmi_proposal *p, const struct vmi_terms *terms, vmi_decimal proposed)
{
    if (!p->order_unit.length || p->order_unit_quantity == VMI_DECIMAL_UNKNOWN) {
        p->order_unit = VMI_SLICE_NONE;
        p->order_unit_quantity = VMI_DECIMAL_UNKNOWN;
        return true;
    }
    vmi_decimal factor =
        order_unit_factor(p, terms, proposed == VMI_DECIMAL_UNKNOWN ? p->quantity : proposed);
    vmi_decimal wanted = ratio_of(p->quantity, VMI_DECIMAL_ONE, factor);
    bool edited = proposed != VMI_DECIMAL_UNKNOWN && proposed != p->quantity;
    if (factor != VMI_DECIMAL_UNKNOWN && !edited && wanted != p->order_unit_quantity)
        return false;
    p->order_unit_quantity = edited ? wanted : p->order_unit_quantity;
    if (p->order_unit_quantity == VMI_DECIMAL_UNKNOWN)
        p->order_unit = VMI_SLICE_NONE; /* no whole number of them: in base units then */
    return true;
}

/* What was reckoned with the proposed quantity, of the one that stands there. */
static void rescale(struct vmi_proposal *p, vmi_decimal proposed)
{
    vmi_decimal *const amounts[] = {&p->value, &p->weight, &p->volume};
    for (size_t i = 0; i < VMI_COUNT(amounts); i++)
        *amounts[i] = ratio_of(*amounts[i], p->quantity, proposed);
}

static bool check_approval(const struct vmi_proposal *p)
{
    static const char *const words[] = {"auto", "review", "approved", "refused"};
    for (size_t i = 0; i < VMI_COUNT(words); i++)
        if (vmi_slice_is(p->approval, words[i]))
            return true;
    return !p->approval.length;
}

bool vmi_ordering_add(struct vmi_ordering *o, const struct vmi_proposal *proposal,
                      const struct vmi_terms *terms, struct vmi_error *error)
{
    struct held h = {.proposal = *proposal,
                     .price = terms->unit_price,
                     .vendor_sku = terms->vendor_sku,
                     .customer_sku = terms->customer_sku,
                     .description = terms->description,
                     .location_name = terms->location_name,
                     .place = o->count};
    vmi_decimal proposed;
    if (h.proposal.quantity < 0)
        return wrong(error, "quantity", "is below 0; what is not to be ordered is 0, or refused");
    if (!check_approval(proposal))
        return wrong(error, "approval", "is no approval; auto, review, approved or refused was expected");
    if (!proposed_quantity(proposal, &proposed))
        return wrong(error, "need", "and what changed it leave the range that can be held");
    if (proposed != VMI_DECIMAL_UNKNOWN && proposed != h.proposal.quantity) {
        h.delta = h.proposal.quantity - proposed; /* both within the range, so that 64 bits hold it */
        vmi_decimal before = h.proposal.manual_delta == VMI_DECIMAL_UNKNOWN ? 0 : h.proposal.manual_delta;
        if (!vmi_decimal_add(before, h.delta, &h.proposal.manual_delta))
            return wrong(error, "manual_delta", "leaves the range that can be held");
    }
    if (!settle_order_unit(&h.proposal, terms, proposed))
        return wrong(error, "order_unit_quantity",
                     "is another quantity than quantity; change quantity alone");
    if (h.delta)
        rescale(&h.proposal, proposed);
    vmi_record_dup(&vmi_proposal_type, &h.proposal, &o->arena);
    o->held = vmi_grow(o->held, &o->capacity, o->count + 1, sizeof *o->held);
    o->held[o->count++] = h;
    return true;
}

/* ---- which are taken ------------------------------------------------------------------------------------ */

static enum vmi_left judge(const struct vmi_ordering *o, const struct held *h)
{
    const struct vmi_proposal *p = &h->proposal;
    bool approved = vmi_slice_is(p->approval, "approved");
    if (vmi_slice_is(p->approval, "refused"))
        return VMI_LEFT_REFUSED;
    if (!approved && !vmi_slice_is(p->approval, "auto"))
        return VMI_LEFT_REVIEW;
    if (h->delta && !approved)
        return VMI_LEFT_EDITED;
    if (p->quantity == 0)
        return VMI_LEFT_NOTHING;
    if (!o->options.ahead && o->options.as_of != VMI_DAY_NONE && p->order_date != VMI_DAY_NONE &&
        p->order_date > o->options.as_of)
        return VMI_LEFT_LATER;
    return VMI_LEFT_NONE;
}

static void find_day(struct vmi_ordering *o)
{
    int32_t *day = &o->options.as_of;
    if (*day != VMI_DAY_NONE)
        return;
    for (size_t i = 0; i < o->count; i++)
        if (vmi_day_compare(o->held[i].proposal.order_date, *day) < 0)
            *day = o->held[i].proposal.order_date;
}

/* ---- which are one order -------------------------------------------------------------------------------- */

/* By what makes an order. */
static int compare_orders(const struct vmi_proposal *a, const struct vmi_proposal *b)
{
    int order = vmi_slice_compare(a->location, b->location);
    order = order ? order : vmi_slice_compare(a->source, b->source);
    order = order ? order : vmi_day_compare(a->due_date, b->due_date);
    return order ? order : vmi_slice_compare(a->load, b->load);
}

/* In byte order of the texts, and by the other cells, so that equal records stand together. */
static int compare_cells(const struct vmi_proposal *a, const struct vmi_proposal *b)
{
    int order = 0;
    for (size_t i = 0; i < vmi_proposal_type.count && !order; i++) {
        const struct vmi_column *column = &vmi_proposal_type.columns[i];
        const char *x = (const char *)a + column->offset, *y = (const char *)b + column->offset;
        if (column->type == VMI_COLUMN_TEXT)
            order = vmi_slice_compare(*(const struct vmi_slice *)x, *(const struct vmi_slice *)y);
        else if (column->type == VMI_COLUMN_DAY)
            order = vmi_day_compare(*(const int32_t *)x, *(const int32_t *)y);
        else
            order = (*(const vmi_decimal *)x > *(const vmi_decimal *)y) -
                    (*(const vmi_decimal *)x < *(const vmi_decimal *)y);
    }
    return order;
}

static int compare_held(const void *left, const void *right)
{
    const struct held *a = left, *b = right;
    int order = compare_orders(&a->proposal, &b->proposal);
    order = order ? order : vmi_slice_compare(a->proposal.sku, b->proposal.sku);
    order = order ? order : compare_cells(&a->proposal, &b->proposal);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* Also by the round of a line: what a split takes further is a further order, in which the item stands once. */
static int compare_lines(const void *left, const void *right)
{
    const struct held *a = left, *b = right;
    int order = compare_orders(&a->proposal, &b->proposal);
    order = order ? order : (a->round > b->round) - (a->round < b->round);
    return order ? order : vmi_slice_compare(a->proposal.sku, b->proposal.sku);
}

/* As it was proposed, else at the agreed price. */
static vmi_decimal value_of(const struct held *h)
{
    vmi_decimal value = h->proposal.value, price = h->price;
    if (value == VMI_DECIMAL_UNKNOWN && price != VMI_DECIMAL_UNKNOWN &&
        !vmi_decimal_multiply(h->proposal.quantity, price, &value))
        value = VMI_DECIMAL_UNKNOWN;
    return value;
}

static struct vmi_order_line line_of(const struct vmi_ordering *o, const struct held *h)
{
    const struct vmi_proposal *p = &h->proposal;
    return (struct vmi_order_line){
        .location = p->location,
        .sku = p->sku,
        .source = p->source,
        .quantity = p->quantity,
        .unit = p->unit,
        .order_unit_quantity = p->order_unit_quantity,
        .order_unit = p->order_unit,
        .order_date = o->options.as_of,
        .ship_date = p->ship_date,
        .due_date = p->due_date,
        .load = p->load,
        .urgency = p->urgency,
        .price = h->price,
        .value = value_of(h),
        .currency = p->currency,
        .weight = p->weight,
        .volume = p->volume,
        .manual_delta = p->manual_delta,
        .vendor_sku = h->vendor_sku,
        .customer_sku = h->customer_sku,
        .description = h->description,
        .location_name = h->location_name,
        .agreement = p->agreement,
    };
}

static void add_text(struct vmi_content *content, struct vmi_slice text)
{
    vmi_content_add(content, text);
    vmi_content_add(content, (struct vmi_slice){"", 1}); /* a NUL, which no text holds */
}

static void add_number(struct vmi_content *content, int64_t number)
{
    struct vmi_buffer text = {0};
    vmi_buffer_print(&text, "%lld", (long long)number);
    add_text(content, vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
}

/*
 * What an order is known by from one run to the next: who orders what of whom, for when, and on which day. Not what it
 * costs, nor why: the same goods are the same order.
 */
static void sign(const struct vmi_ordering *o, struct vmi_order *order, size_t round)
{
    struct vmi_content *content = vmi_content_new();
    const struct vmi_order_line *head = &order->lines[0];
    add_text(content, o->options.vendor);
    add_text(content, o->options.customer);
    add_number(content, o->options.as_of);
    add_text(content, head->location);
    add_text(content, head->source);
    add_number(content, head->due_date);
    add_text(content, head->load);
    add_number(content, (int64_t)round);
    for (size_t i = 0; i < order->count; i++) {
        add_text(content, order->lines[i].sku);
        add_number(content, order->lines[i].quantity);
        add_text(content, order->lines[i].unit);
        add_text(content, order->lines[i].order_unit);
    }
    vmi_content_text(content, order->content);
    vmi_content_free(content);
}

static void begin_order(struct vmi_ordering *o, struct vmi_order_line *first)
{
    o->orders = vmi_grow(o->orders, &o->order_capacity, o->order_count + 1, sizeof *o->orders);
    o->orders[o->order_count++] = (struct vmi_order){.lines = first, .ship_date = VMI_DAY_NONE};
}

static void add_line(struct vmi_order *order, struct vmi_order_line *line)
{
    line->line = (vmi_decimal)++order->count * VMI_DECIMAL_ONE;
    if (line->ship_date != VMI_DAY_NONE &&
        (order->ship_date == VMI_DAY_NONE || line->ship_date > order->ship_date))
        order->ship_date = line->ship_date;
}

/* Keeps what is ordered, in front; returns how many. */
static size_t sift(struct vmi_ordering *o)
{
    size_t kept = 0;
    struct held before = {.place = 0};
    vmi_sort(o->held, o->count, sizeof *o->held, compare_held);
    for (size_t i = 0; i < o->count; i++) {
        struct held h = o->held[i];
        bool twice = i > 0 && compare_cells(&before.proposal, &h.proposal) == 0;
        enum vmi_left left = twice ? VMI_LEFT_TWICE : judge(o, &h);
        const struct held *last = kept ? &o->held[kept - 1] : NULL;
        o->left[left]++;
        before = h;
        if (left != VMI_LEFT_NONE)
            continue;
        bool again = last && compare_orders(&last->proposal, &h.proposal) == 0 &&
                     vmi_slice_equal(last->proposal.sku, h.proposal.sku);
        h.round = again ? last->round + 1 : 0;
        o->held[kept++] = h;
    }
    return kept;
}

struct vmi_order *vmi_ordering_settle(struct vmi_ordering *o, size_t *count, int32_t *as_of)
{
    find_day(o);
    size_t lines = sift(o);
    vmi_sort(o->held, lines, sizeof *o->held, compare_lines);
    o->lines = vmi_alloc(lines * sizeof *o->lines);
    for (size_t i = 0; i < lines; i++) {
        const struct held *h = &o->held[i];
        o->lines[i] = line_of(o, h);
        if (i == 0 || compare_orders(&h[-1].proposal, &h->proposal) != 0 || h[-1].round != h->round)
            begin_order(o, &o->lines[i]);
        add_line(&o->orders[o->order_count - 1], &o->lines[i]);
        if (i + 1 == lines || compare_orders(&h[1].proposal, &h->proposal) != 0 || h[1].round != h->round)
            sign(o, &o->orders[o->order_count - 1], h->round);
    }
    *count = o->order_count;
    *as_of = o->options.as_of;
    return o->orders;
}

size_t vmi_ordering_left(const struct vmi_ordering *o, enum vmi_left left)
{
    return o->left[left];
}
