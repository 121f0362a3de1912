/* What can only be checked when all files of an agreement are read. */
#include <stdlib.h>

#include "internal.h"
#include "vmi/memory.h"

/* ---- successors --------------------------------------------------------------------------------------- */

/* Each item that was come upon, and the walk in which it was. */
struct walk {
    const struct vmi_agreement *agreement;
    struct vmi_map items;
    uint32_t *walks; /* by item */
    size_t capacity;
    uint32_t count;
};

/* True when the item is new; else *SAME tells whether it was come upon in this very walk. */
static bool is_new(struct walk *w, struct vmi_slice location, struct vmi_slice sku, bool *same)
{
    size_t before = w->items.count;
    uint32_t number = vmi_map_intern_two(&w->items, location, sku);
    if (w->items.count == before) {
        *same = w->walks[number] == w->count;
        return false;
    }
    w->walks = vmi_grow(w->walks, &w->capacity, w->items.count, sizeof *w->walks);
    w->walks[number] = w->count;
    return true;
}

static struct vmi_slice successor_of(const struct walk *w, struct vmi_slice location, struct vmi_slice sku)
{
    struct vmi_terms terms;
    vmi_agreement_standing(w->agreement, location, sku, &terms);
    return terms.successor;
}

/* "A, B, C, A": the items of a loop that SKU is part of, or leads into. */
static void print_loop(const struct walk *w, struct vmi_slice location, struct vmi_slice sku,
                       struct vmi_buffer *out)
{
    enum { MOST_SHOWN = 5 };
    char quoted[VMI_QUOTED_SIZE];
    struct vmi_slice at = sku;
    for (int i = 0; i < MOST_SHOWN && at.length && (i == 0 || !vmi_slice_equal(at, sku)); i++) {
        vmi_buffer_print(out, "%s, ", vmi_text_quote(at, quoted));
        at = successor_of(w, location, at);
    }
    vmi_buffer_print(out, "%s%s", vmi_slice_equal(at, sku) ? "" : "... ", vmi_text_quote(sku, quoted));
}

/* Follows successors until one has none, or was come upon before. False at a loop. */
static bool follow(struct walk *w, struct vmi_slice location, struct vmi_slice sku, struct vmi_error *error)
{
    bool same = false;
    w->count++;
    while (sku.length && is_new(w, location, sku, &same))
        sku = successor_of(w, location, sku);
    if (!sku.length || !same)
        return true;
    struct vmi_buffer loop = {0};
    print_loop(w, location, sku, &loop);
    vmi_error_field(error, VMI_SLICE("successor"));
    vmi_error_set(error, VMI_USAGE, "successor", "%.*s: a loop; the last of a line of successors has none",
                  VMI_SLICE_PRINT(vmi_buffer_slice(&loop)));
    vmi_buffer_free(&loop);
    return false;
}

static bool follow_rows(struct walk *w, struct vmi_error *error)
{
    const struct vmi_agreement *a = w->agreement;
    for (uint32_t i = 0; i < a->keys.count; i++) {
        struct vmi_slice location, sku;
        vmi_map_split_two(&a->keys, i, &location, &sku);
        error->file = a->files[a->rows[i].file].name.text;
        error->line = a->rows[i].line;
        error->column = 0;
        if (!vmi_slice_is(sku, "*") && !follow(w, location, sku, error))
            return false;
    }
    return true;
}

/* What defaults and rules set is the successor of many, and so may be its own. */
static bool follow_settings(struct walk *w, const struct agreement_settings *settings, const char *file,
                            struct vmi_error *error)
{
    for (size_t i = 0; i < settings->count; i++) {
        const struct agreement_setting *s = &settings->list[i];
        error->file = file;
        error->line = s->line;
        error->column = s->column;
        if (s->term == VMI_TERM_SUCCESSOR && !follow(w, VMI_SLICE("*"), *s->value.text, error))
            return false;
    }
    return true;
}

static bool check_successors(const struct vmi_agreement *a, const char *file, struct vmi_error *error)
{
    struct walk w = {.agreement = a};
    if (!vmi_term_in(&a->given, VMI_TERM_SUCCESSOR))
        return true;
    bool good = follow_settings(&w, &a->defaults, file, error);
    for (size_t i = 0; i < a->rule_count && good; i++)
        good = follow_settings(&w, &a->rules[i].settings, file, error);
    good = good && follow_rows(&w, error);
    vmi_map_free(&w.items);
    free(w.walks);
    return good;
}

/* ---- calendars ---------------------------------------------------------------------------------------- */

static bool check_name(const struct vmi_agreement *a, enum vmi_term term, struct vmi_slice name,
                       struct vmi_error *error)
{
    char quoted[VMI_QUOTED_SIZE], near[VMI_QUOTED_SIZE];
    const char *nearest = NULL;
    if (!name.length || vmi_map_find(&a->calendar_names, name) != VMI_MAP_NONE)
        return true;
    for (size_t i = 0; i < a->calendar_names.count && !nearest; i++)
        nearest = vmi_text_nearest(name, &a->calendar_names.keys[i].text, 1);
    vmi_error_field(error, vmi_slice_of(vmi_term_rows[term].name));
    return vmi_error_set(error, VMI_USAGE, "calendar", "%s is not a calendar of the agreement%s%s%s",
                         vmi_text_quote(name, quoted), nearest ? "; did you mean " : "",
                         nearest ? vmi_text_quote(vmi_slice_of(nearest), near) : "", nearest ? "?" : "");
}

static bool check_names(const struct vmi_agreement *a, const struct agreement_settings *settings,
                        enum vmi_term term, const char *file, struct vmi_error *error)
{
    for (size_t i = 0; i < settings->count; i++) {
        const struct agreement_setting *s = &settings->list[i];
        error->file = file;
        error->line = s->line;
        error->column = s->column;
        if (s->term == term && !check_name(a, term, *s->value.text, error))
            return false;
    }
    return true;
}

static bool check_column(const struct vmi_agreement *a, uint32_t file, size_t column, struct vmi_error *error)
{
    error->file = a->files[file].name.text;
    error->column = 0;
    for (size_t i = 0; i < a->keys.count; i++) {
        const struct agreement_row *row = &a->rows[i];
        error->line = row->line;
        if (row->file == file && row->values[column].number != VMI_DECIMAL_UNKNOWN &&
            !check_name(a, a->files[file].columns[column], *row->values[column].text, error))
            return false;
    }
    return true;
}

static bool check_calendars(const struct vmi_agreement *a, enum vmi_term term, struct vmi_slice setting,
                            const char *file, struct vmi_error *error)
{
    bool good = check_names(a, &a->defaults, term, file, error);
    for (size_t i = 0; i < a->rule_count && good; i++)
        good = check_names(a, &a->rules[i].settings, term, file, error);
    for (uint32_t i = 0; i < a->file_count && good; i++)
        for (size_t j = 0; j < a->files[i].count && good; j++)
            good = a->files[i].columns[j] != term || check_column(a, i, j, error);
    if (!good)
        return false;
    error->file = NULL;
    error->line = error->column = 0;
    return check_name(a, term, setting, error); /* of -s */
}

/* ---- all ---------------------------------------------------------------------------------------------- */

bool vmi_agreement_check(const struct vmi_agreement *agreement, const char *file, struct vmi_error *error)
{
    return check_calendars(agreement, VMI_TERM_SHIP_CALENDAR, agreement->settings.ship_calendar, file,
                           error) &&
           check_calendars(agreement, VMI_TERM_RECEIVE_CALENDAR, agreement->settings.receive_calendar, file,
                           error) &&
           check_successors(agreement, file, error);
}
