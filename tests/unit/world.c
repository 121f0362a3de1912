#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger.h"
#include "tap.h"
#include "vmi/projection.h"

static void bail(const char *why)
{
    ok(false, "%s", why);
    exit(1);
}

vmi_decimal world_number(const char *text)
{
    vmi_decimal value = VMI_DECIMAL_UNKNOWN;
    if (vmi_decimal_parse(vmi_slice_of(text), VMI_DECIMAL_PLAIN, &value) != VMI_DECIMAL_OK)
        return VMI_DECIMAL_UNKNOWN;
    return value;
}

void world_limit(struct world *w, const char *limits)
{
    char words[5][16] = {""};
    w->loads = limits != NULL;
    if (!limits)
        return;
    sscanf(limits, "%15s %15s %15s %15s %15s", words[0], words[1], words[2], words[3], words[4]);
    w->limits = (struct vmi_load_limits){.min_weight = world_number(words[0]),
                                         .capacity_weight = world_number(words[1]),
                                         .min_value = world_number(words[2]),
                                         .capacity_pallets = world_number(words[3]),
                                         .min_volume = VMI_DECIMAL_UNKNOWN,
                                         .capacity_volume = VMI_DECIMAL_UNKNOWN};
    w->limits.top_up = strcmp(words[4], "to_max") == 0 ? VMI_TOP_UP_TO_MAX : strcmp(words[4], "to_cap") == 0 ? VMI_TOP_UP_TO_CAP : VMI_TOP_UP_NONE;
}

void world_plan(struct world *w, const struct world_item *source)
{
    struct vmi_review_item *item = &w->items[w->count];
    struct vmi_plan_input input = {.position = &source->position,
                                   .terms = &source->terms,
                                   .as_of = source->as_of,
                                   .minute = -1,
                                   .last_order = VMI_DECIMAL_UNKNOWN,
                                   .remaining = VMI_DECIMAL_UNKNOWN,
                                   .currency = VMI_SLICE_NONE,
                                   .limits = w->loads ? &w->limits : NULL};
    struct vmi_receipt *receipts;
    if (!vmi_receipts_of(source->inbound, input.as_of, NULL, &w->arena, &receipts, &input.receipt_count))
        bail("no list of receipts");
    input.receipts = receipts;
    w->sources[w->count++] = *source;
    *item = (struct vmi_review_item){.as_of = input.as_of};
    item->location = vmi_arena_dup(&w->arena, source->position.location);
    item->sku = vmi_arena_dup(&w->arena, source->position.sku);
    if (vmi_plan_item(&input, &w->arena, &item->lines, &item->reason) == VMI_PLAN_RANGE)
        bail("a world beyond the range");
    for (size_t i = 0; i < item->lines.count; i++)
        vmi_record_dup(&vmi_proposal_type, &item->lines.list[i], &w->arena);
}

/* One word that is about the position. False for a term. */
static bool read_word(struct world_item *item, char *word)
{
    char *value = strchr(word, '=');
    if (*word != '@' || !value)
        return false;
    *value++ = '\0';
    if (strcmp(word, "@on_hand") == 0)
        item->position.on_hand = world_number(value);
    else if (strcmp(word, "@inbound") == 0)
        item->inbound = vmi_slice_of(value);
    else if (strcmp(word, "@stockout") == 0)
        item->position.stockout_date = ledger_day(value);
    else if (strcmp(word, "@lead") == 0)
        item->position.lead_time = world_number(value);
    else if (strcmp(word, "@review") == 0)
        item->position.review_period = world_number(value);
    else if (strcmp(word, "@safety") == 0)
        item->position.safety_stock = atof(value);
    else if (strcmp(word, "@day") == 0)
        item->as_of = ledger_day(value);
    else
        bail(word);
    return true;
}

void world_add(struct world *w, const char *row)
{
    char *words[64], terms[512] = "", *rest = vmi_arena_alloc(&w->arena, strlen(row) + 1);
    struct world_item item = {.as_of = ledger_day("2026-03-02")};
    size_t count = 0;
    strcpy(rest, row);
    for (char *word = strtok(rest, " "); word && count < 64; word = strtok(NULL, " "))
        words[count++] = word;
    if (count < 5)
        bail(row);
    vmi_record_clear(&vmi_position_type, &item.position);
    item.position.location = vmi_slice_of(words[0]);
    item.position.sku = vmi_slice_of(words[1]);
    item.position.source = VMI_SLICE("DC");
    item.position.position = world_number(words[2]);
    item.position.min = world_number(words[3]);
    item.position.max = world_number(words[4]);
    item.position.demand_mean = count > 5 ? atof(words[5]) : 0;
    item.position.lead_time = 2 * VMI_DECIMAL_ONE;
    for (size_t i = 6; i < count; i++)
        if (!read_word(&item, words[i]))
            snprintf(terms + strlen(terms), sizeof terms - strlen(terms), "%s%s", *terms ? " " : "", words[i]);
    item.terms = ledger_terms(vmi_arena_dup(&w->arena, vmi_slice_of(terms)).text);
    world_plan(w, &item);
}

void world_review(struct world *w, vmi_supply_find *find, const void *supply)
{
    const struct vmi_review_item *culprit;
    vmi_review_wake(w->items, w->count, &w->arena);
    vmi_review_load(w->items, w->count, &w->arena);
    vmi_review_settle(w->items, w->count);
    if (find && !vmi_review_supply(w->items, w->count, find, supply, &w->arena, &culprit))
        bail("a supply beyond the range");
}

void world_order(struct world *w)
{
    struct world before = *w;
    w->count = 0;
    for (size_t i = 0; i < before.count; i++) {
        struct world_item item = before.sources[i];
        struct vmi_buffer inbound = {0};
        vmi_buffer_print(&inbound, "%.*s", VMI_SLICE_PRINT(item.inbound));
        for (size_t k = 0; k < before.items[i].lines.count; k++) {
            const struct vmi_proposal *line = &before.items[i].lines.list[k];
            char due[VMI_DATE_TEXT_SIZE], quantity[VMI_DECIMAL_TEXT_SIZE];
            vmi_day_format(line->due_date, due);
            vmi_decimal_format(line->quantity, quantity);
            vmi_buffer_print(&inbound, "%s%s=%s", inbound.length ? ";" : "", due, quantity);
            item.position.position += line->quantity;
        }
        item.inbound = vmi_arena_dup(&w->arena, vmi_buffer_slice(&inbound));
        vmi_buffer_free(&inbound);
        world_plan(w, &item);
    }
    world_review(w, NULL, NULL);
}

const char *world_tell(const struct world *w, struct vmi_buffer *text)
{
    vmi_buffer_clear(text);
    for (size_t i = 0; i < w->count; i++) {
        const struct vmi_review_item *item = &w->items[i];
        vmi_buffer_print(text, "%s%.*s/%.*s", i ? " " : "", VMI_SLICE_PRINT(item->location), VMI_SLICE_PRINT(item->sku));
        for (size_t k = 0; k < item->lines.count; k++) {
            const struct vmi_proposal *line = &item->lines.list[k];
            char quantity[VMI_DECIMAL_TEXT_SIZE];
            vmi_decimal_format(line->quantity, quantity);
            vmi_buffer_print(text, "%s%s", k ? "+" : "=", quantity);
            if (line->load.length)
                vmi_buffer_print(text, "@%c", line->load.text[line->load.length - 1]);
            if (vmi_slice_is(line->approval, "review"))
                vmi_buffer_print(text, "?");
        }
        if (!item->lines.count)
            vmi_buffer_print(text, ":%s", vmi_reasons[item->reason].code);
    }
    vmi_buffer_add(text, "", 1);
    return text->text;
}

void world_free(struct world *w)
{
    vmi_arena_free(&w->arena);
}
