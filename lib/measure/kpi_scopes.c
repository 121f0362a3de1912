#include "kpi_scopes.h"

#include <stdlib.h>

#include "vmi/memory.h"

bool vmi_kpi_is_split(const struct vmi_kpi_split *split)
{
    return split->location || split->sku || split->period != VMI_KPI_WHOLE ||
           vmi_term_next(&split->terms, 0) != VMI_TERMS;
}

static void add_name(struct vmi_buffer *out, bool asked, const char *name)
{
    if (asked)
        vmi_buffer_print(out, "%s%s", out->length ? ";" : "", name);
}

void scopes_begin(struct scopes *s, const struct vmi_kpi_split *split, struct target *targets,
                  struct tallies *tallies, struct vmi_arena *arena)
{
    *s = (struct scopes){.split = *split, .tallies = tallies, .arena = arena};
    add_name(&s->name, split->location, "location");
    add_name(&s->name, split->sku, "sku");
    add_name(&s->name, vmi_term_in(&split->terms, VMI_TERM_CLASS), "class");
    for (int t = vmi_term_next(&split->terms, 0); t < VMI_TERMS; t = vmi_term_next(&split->terms, t + 1))
        add_name(&s->name, t != VMI_TERM_CLASS, vmi_term_rows[t].name);
    add_name(&s->name, split->period != VMI_KPI_WHOLE, vmi_kpi_period_name(split->period));
    s->list = vmi_grow(NULL, &s->capacity, 1, sizeof *s->list);
    s->list[s->count++] = (struct scope){.name = VMI_SLICE("total"),
                                         .targets = targets,
                                         .tallies = tallies,
                                         .days = {VMI_DAY_FIRST, VMI_DAY_LAST}};
    vmi_map_intern(&s->keys, VMI_SLICE("total"));
}

void scope_free(struct scope *scope)
{
    free(scope->line);
    free(scope->items);
}

void scope_add_item(struct scope *scope, uint32_t item)
{
    scope->items =
        vmi_grow(scope->items, &scope->items_capacity, scope->item_count + 1, sizeof *scope->items);
    scope->items[scope->item_count++] = item;
}

void scopes_free(struct scopes *s)
{
    vmi_map_free(&s->keys);
    vmi_buffer_free(&s->key);
    vmi_buffer_free(&s->part);
    vmi_buffer_free(&s->name);
    for (size_t i = 0; i < s->count; i++)
        scope_free(&s->list[i]);
    free(s->list);
}

/* "source=DC1;month=2026-02" */
static void describe_part(struct scopes *s, const struct vmi_terms *terms, int32_t day)
{
    char text[VMI_TERM_TEXT_SIZE];
    vmi_buffer_clear(&s->part);
    for (int t = vmi_term_next(&s->split.terms, 0); t < VMI_TERMS;
         t = vmi_term_next(&s->split.terms, t + 1)) {
        if (t == VMI_TERM_CLASS)
            continue;
        vmi_buffer_print(&s->part, "%s%s=", s->part.length ? ";" : "", vmi_term_rows[t].name);
        vmi_buffer_add_slice(&s->part, vmi_terms_text(terms, (enum vmi_term)t, text));
    }
    if (s->split.period == VMI_KPI_WHOLE)
        return;
    vmi_buffer_print(&s->part, "%s%s=", s->part.length ? ";" : "", vmi_kpi_period_name(s->split.period));
    vmi_kpi_period_print(s->split.period, day, &s->part);
}

static void set_key(struct vmi_buffer *key, const struct scope *part)
{
    const struct vmi_slice texts[] = {part->location, part->sku, part->class, part->part};
    vmi_buffer_clear(key);
    for (size_t i = 0; i < VMI_COUNT(texts); i++) {
        vmi_buffer_add(key, "", 1);
        vmi_buffer_add_slice(key, texts[i]);
    }
}

const struct scope *scopes_same(const struct scopes *s, const struct scope *part)
{
    struct vmi_buffer key = {0};
    if (vmi_slice_is(part->name, "total"))
        return &s->list[0];
    set_key(&key, part);
    uint32_t number = vmi_map_find(&s->keys, vmi_buffer_slice(&key));
    vmi_buffer_free(&key);
    return number != VMI_MAP_NONE ? &s->list[number] : NULL;
}

size_t scopes_find(struct scopes *s, const struct vmi_item *item, const struct vmi_terms *terms, int32_t day,
                   struct vmi_days days)
{
    struct scope part = {.name = vmi_buffer_slice(&s->name), .targets = s->list[0].targets};
    if (s->split.location)
        part.location = item->location;
    if (s->split.sku)
        part.sku = item->sku;
    if (vmi_term_in(&s->split.terms, VMI_TERM_CLASS))
        part.class = terms->class;
    describe_part(s, terms, day);
    part.part = vmi_buffer_slice(&s->part);
    set_key(&s->key, &part);
    uint32_t number = vmi_map_intern(&s->keys, vmi_buffer_slice(&s->key));
    if (number == s->count) {
        part.location = vmi_arena_dup(s->arena, part.location);
        part.sku = vmi_arena_dup(s->arena, part.sku);
        part.class = vmi_arena_dup(s->arena, part.class);
        part.part = s->part.length ? vmi_arena_dup(s->arena, vmi_buffer_slice(&s->part)) : VMI_SLICE_NONE;
        part.days = days;
        part.number = number;
        part.tallies = s->tallies;
        s->list = vmi_grow(s->list, &s->capacity, s->count + 1, sizeof *s->list);
        s->list[s->count++] = part;
    }
    return number;
}
