#include <stdlib.h>

#include "internal.h"

struct resolving {
    const struct vmi_agreement *agreement;
    struct vmi_terms *terms;
    struct vmi_origin *origins; /* NULL: nobody asks */
};

static void put(struct resolving *r, enum vmi_term term, union vmi_term_value value, struct vmi_origin origin)
{
    vmi_terms_put(r->terms, term, value);
    if (r->origins)
        r->origins[term] = origin;
}

static void put_rule(struct resolving *r, uint32_t number)
{
    const struct agreement_rule *rule = &r->agreement->rules[number];
    for (size_t i = 0; i < rule->settings.count; i++) {
        const struct agreement_setting *s = &rule->settings.list[i];
        put(r, s->term, s->value, (struct vmi_origin){VMI_ORIGIN_RULE, number + 1, s->line, s->column});
    }
}

size_t agreement_rows_of(const struct vmi_agreement *a, struct vmi_slice location, struct vmi_slice sku,
                         uint32_t rows[4])
{
    const struct vmi_slice any = VMI_SLICE("*");
    const struct vmi_slice names[4][2] = {{any, any}, {any, sku}, {location, any}, {location, sku}};
    size_t found = 0;
    for (int i = 0; i < 4 && a->file_count; i++) {
        uint32_t row = vmi_map_find_two(&a->keys, names[i][0], names[i][1]);
        if (row != VMI_MAP_NONE)
            rows[found++] = row;
    }
    return found;
}

static void put_rows(struct resolving *r, const uint32_t *rows, size_t count)
{
    const struct vmi_agreement *a = r->agreement;
    for (size_t i = 0; i < count; i++) {
        const struct agreement_row *row = &a->rows[rows[i]];
        const struct agreement_terms_file *file = &a->files[row->file];
        for (size_t j = 0; j < file->count; j++)
            if (row->values[j].number != VMI_DECIMAL_UNKNOWN)
                put(r, file->columns[j], row->values[j],
                    (struct vmi_origin){VMI_ORIGIN_TERMS, row->file, row->line, file->places[j]});
    }
}

static void put_settings(struct resolving *r)
{
    const struct vmi_term_set *given = &r->agreement->settings.given;
    vmi_terms_overlay(r->terms, &r->agreement->settings);
    for (int i = vmi_term_next(given, 0); i < VMI_TERMS && r->origins; i = vmi_term_next(given, i + 1))
        r->origins[i] = (struct vmi_origin){VMI_ORIGIN_SETTING, 0, 0, 0};
}

static void put_defaults(struct resolving *r)
{
    const struct agreement_settings *defaults = &r->agreement->defaults;
    *r->terms = r->agreement->base;
    if (!r->origins)
        return;
    for (int i = 0; i < VMI_TERMS; i++)
        r->origins[i] = (struct vmi_origin){VMI_ORIGIN_BUILT_IN, 0, 0, 0};
    for (size_t i = 0; i < defaults->count; i++)
        r->origins[defaults->list[i].term] =
            (struct vmi_origin){VMI_ORIGIN_DEFAULTS, 0, defaults->list[i].line, defaults->list[i].column};
}

void agreement_item_at(const struct vmi_agreement *a, struct vmi_slice location, struct vmi_slice sku,
                       struct agreement_item *item)
{
    uint32_t rows[4] = {0};
    struct vmi_terms terms = a->base;
    struct resolving matched = {a, &terms, NULL};
    put_rows(&matched, rows, agreement_rows_of(a, location, sku, rows));
    agreement_item_of(&terms, location, sku, item);
}

/*
 * The rows of an item, and the rules that match it. Rules match by what the defaults and the rows say, whatever else
 * rules say.
 */
static size_t find(const struct vmi_agreement *a, struct vmi_slice location, struct vmi_slice sku,
                   uint32_t rows[4], struct agreement_found *found)
{
    struct agreement_item item;
    if (a->rule_count) {
        agreement_item_at(a, location, sku, &item);
        agreement_find_rules(a, &item, found);
    }
    return agreement_rows_of(a, location, sku, rows);
}

static bool in_force(const struct agreement_rule *rule, int32_t as_of)
{
    return (rule->from == VMI_DAY_NONE || rule->from <= as_of) &&
           (rule->until == VMI_DAY_NONE || as_of <= rule->until);
}

static bool needs_day(const struct agreement_rule *rule, uint32_t number, struct vmi_error *error)
{
    error->line = rule->line;
    error->column = rule->column;
    error->field[0] = '\0';
    return vmi_error_set(error, VMI_USAGE, "as_of",
                         "rule %u has dates, and nothing says which day it is; --as-of gives it", number + 1);
}

/* Everything in its order. Without a day, rules with dates are an error, or left out where STANDING. */
static bool resolve(struct resolving *r, struct vmi_slice location, struct vmi_slice sku, int32_t as_of,
                    bool standing, struct vmi_error *error)
{
    const struct vmi_agreement *a = r->agreement;
    uint32_t rows[4] = {0};
    struct agreement_found found = {.count = 0};
    size_t row_count = find(a, location, sku, rows, &found);
    const uint32_t *rules = agreement_found_rules(&found);
    bool good = true;
    put_defaults(r);
    for (size_t i = 0; i < found.count; i++)
        if (!agreement_is_dated(&a->rules[rules[i]]))
            put_rule(r, rules[i]);
    put_rows(r, rows, row_count);
    for (size_t i = 0; i < found.count && good && !standing; i++) {
        const struct agreement_rule *rule = &a->rules[rules[i]];
        if (!agreement_is_dated(rule))
            continue;
        if (as_of == VMI_DAY_NONE)
            good = needs_day(rule, rules[i], error);
        else if (in_force(rule, as_of))
            put_rule(r, rules[i]);
    }
    put_settings(r);
    free(found.heap);
    return good;
}

bool vmi_agreement_resolve(const struct vmi_agreement *a, struct vmi_slice location, struct vmi_slice sku,
                           int32_t as_of, struct vmi_terms *terms, struct vmi_error *error)
{
    struct resolving r = {a, terms, NULL};
    error->line = 0;
    return resolve(&r, location, sku, as_of, false, error) && vmi_terms_agree(terms, error);
}

void vmi_agreement_standing(const struct vmi_agreement *a, struct vmi_slice location, struct vmi_slice sku,
                            struct vmi_terms *terms)
{
    struct resolving r = {a, terms, NULL};
    struct vmi_error none;
    (void)resolve(&r, location, sku, VMI_DAY_NONE, true, &none); /* nothing can be wrong */
}

bool vmi_agreement_explain(const struct vmi_agreement *a, struct vmi_slice location, struct vmi_slice sku,
                           int32_t as_of, struct vmi_terms *terms, struct vmi_origin origins[VMI_TERMS],
                           struct vmi_error *error)
{
    struct resolving r = {a, terms, origins};
    return resolve(&r, location, sku, as_of, false, error);
}

void agreement_survey(const struct vmi_agreement *a, struct vmi_slice location, struct vmi_slice sku,
                      int32_t as_of, struct vmi_terms *terms, struct vmi_origin origins[VMI_TERMS])
{
    struct resolving r = {a, terms, origins};
    struct vmi_error none;
    (void)resolve(&r, location, sku, as_of, as_of == VMI_DAY_NONE, &none);
}

void agreement_survey_parts(const struct vmi_agreement *a, const uint32_t *rules, size_t count,
                            const uint32_t *rows, size_t row_count, struct vmi_terms *terms,
                            struct vmi_origin origins[VMI_TERMS])
{
    struct resolving r = {a, terms, origins};
    put_defaults(&r);
    for (size_t i = 0; i < count; i++)
        if (!agreement_is_dated(&a->rules[rules[i]]))
            put_rule(&r, rules[i]);
    put_rows(&r, rows, row_count);
    for (size_t i = 0; i < count; i++)
        if (agreement_is_dated(&a->rules[rules[i]]))
            put_rule(&r, rules[i]);
    put_settings(&r);
}

bool vmi_agreement_covers(const struct vmi_agreement *a, struct vmi_slice location, struct vmi_slice sku)
{
    uint32_t rows[4] = {0};
    struct agreement_found found = {.count = 0};
    if (!a->file_count && !a->rule_count)
        return true;
    bool covered = find(a, location, sku, rows, &found) > 0 || found.count > 0;
    free(found.heap);
    return covered;
}

/* ---- where a value comes from --------------------------------------------------------------------------- */

void vmi_agreement_print_origin(const struct vmi_agreement *a, const struct vmi_origin *origin,
                                struct vmi_buffer *out)
{
    switch (origin->kind) {
    case VMI_ORIGIN_BUILT_IN:
        vmi_buffer_print(out, "built-in");
        break;
    case VMI_ORIGIN_DEFAULTS:
        vmi_buffer_print(out, "defaults");
        break;
    case VMI_ORIGIN_RULE:
        vmi_buffer_print(out, "rule %u (line %llu)", origin->number,
                         (unsigned long long)a->rules[origin->number - 1].line);
        break;
    case VMI_ORIGIN_TERMS:
        vmi_buffer_print(out, "%.*s:%llu", VMI_SLICE_PRINT(a->files[origin->number].name),
                         (unsigned long long)origin->line);
        break;
    case VMI_ORIGIN_SETTING:
        vmi_buffer_print(out, "-s");
        break;
    }
}

struct vmi_slice vmi_agreement_reason(const struct vmi_agreement *a, const struct vmi_origin *origin)
{
    return origin->kind == VMI_ORIGIN_RULE ? a->rules[origin->number - 1].reason : VMI_SLICE_NONE;
}

struct vmi_slice vmi_agreement_author(const struct vmi_agreement *a, const struct vmi_origin *origin)
{
    return origin->kind == VMI_ORIGIN_RULE ? a->rules[origin->number - 1].author : VMI_SLICE_NONE;
}
