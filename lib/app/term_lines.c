/* Terms in force as records: of one agreement, or of two and what differs. */
#include <stdlib.h>

#include "internal.h"
#include "vmi/memory.h"
#include "vmi/term_line.h"

struct item {
    struct vmi_slice location, sku;
};

struct list {
    struct item *items;
    size_t count;
};

static int compare_items(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    int order = vmi_slice_compare(a->location, b->location);
    return order ? order : vmi_slice_compare(a->sku, b->sku);
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(vmi_term_rows[*(const int *)left].name, vmi_term_rows[*(const int *)right].name);
}

static void add_own_items(struct vmi_items *items, const struct vmi_agreement *agreement)
{
    struct vmi_slice location, sku;
    for (size_t i = 0; i < vmi_agreement_item_count(agreement); i++) {
        vmi_agreement_item(agreement, i, &location, &sku);
        vmi_items_add(items, location, sku);
    }
}

/* The items in their order: those given, else those that have a row of their own. */
static struct list sort_items(const struct vmi_items *given, struct vmi_items *own,
                              struct vmi_agreement *const *agreements, int count)
{
    const struct vmi_map *keys = &given->keys;
    *own = (struct vmi_items){.last_day = VMI_DAY_NONE};
    for (int i = 0; i < count && !given->keys.count; i++) {
        add_own_items(own, agreements[i]);
        keys = &own->keys;
    }
    struct list list = {vmi_alloc_zeroed(keys->count + 1, sizeof *list.items), keys->count};
    for (size_t i = 0; i < keys->count; i++)
        vmi_map_split_two(keys, (uint32_t)i, &list.items[i].location, &list.items[i].sku);
    qsort(list.items, list.count, sizeof *list.items, compare_items);
    return list;
}

static void sort_terms(int terms[VMI_TERMS])
{
    for (int i = 0; i < VMI_TERMS; i++)
        terms[i] = i;
    qsort(terms, VMI_TERMS, sizeof *terms, compare_names);
}

/* Terms in force for an item under one agreement. */
struct side {
    const struct vmi_agreement *agreement;
    const char *file;
    bool covered;
    struct vmi_terms terms;
    struct vmi_origin origins[VMI_TERMS];
};

static enum vmi_status survey(struct side *side, const struct item *item, int32_t as_of)
{
    struct vmi_error error = {.file = side->file};
    side->covered = vmi_agreement_covers(side->agreement, item->location, item->sku);
    if (vmi_agreement_explain(side->agreement, item->location, item->sku, as_of, &side->terms, side->origins,
                              &error))
        return VMI_DONE;
    return vmi_report(&error);
}

static struct vmi_slice origin_of(const struct side *side, int term, struct vmi_arena *arena)
{
    struct vmi_buffer text = {0};
    vmi_agreement_print_origin(side->agreement, &side->origins[term], &text);
    struct vmi_slice origin = vmi_arena_dup(arena, vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
    return origin;
}

static void write_item(struct vmi_records_out *out, const struct side *side, const struct item *item,
                       const int terms[VMI_TERMS], struct vmi_arena *arena)
{
    for (int i = 0; i < VMI_TERMS; i++) {
        char text[VMI_TERM_TEXT_SIZE];
        const struct vmi_origin *origin = &side->origins[terms[i]];
        struct vmi_slice value = vmi_terms_text(&side->terms, (enum vmi_term)terms[i], text);
        if (!value.text)
            continue;
        struct vmi_term_line line = {
            .location = item->location,
            .sku = item->sku,
            .term = vmi_slice_of(vmi_term_rows[terms[i]].name),
            .value = value,
            .unit = vmi_slice_of(vmi_term_rows[terms[i]].unit),
            .origin = origin_of(side, terms[i], arena),
            .reason = vmi_agreement_reason(side->agreement, origin),
            .author = vmi_agreement_author(side->agreement, origin),
        };
        vmi_table_writer_add(out->writer, &line, NULL);
    }
}

static enum vmi_status finish(struct vmi_records_out *out, enum vmi_status status)
{
    if (status == VMI_DONE)
        return vmi_records_commit(out);
    vmi_records_discard(out);
    return status;
}

enum vmi_status vmi_write_terms(struct vmi_agreement *agreement, const char *file,
                                const struct vmi_items *items, bool explain)
{
    static const struct item every = {{"*", 1}, {"*", 1}};
    struct vmi_records_out out = {NULL, NULL};
    struct vmi_arena arena = {0};
    struct vmi_items own;
    struct side side = {.agreement = agreement, .file = file};
    enum vmi_status status = VMI_DONE;
    int terms[VMI_TERMS];
    struct list list = sort_items(items, &own, &agreement, 1);
    sort_terms(terms);
    for (size_t i = 0; i < list.count && status == VMI_DONE && items->last_day == VMI_DAY_NONE; i++)
        status = survey(&side, &list.items[i], VMI_DAY_NONE); /* said before anything is written */
    if (status == VMI_DONE &&
        !vmi_records_open(&out, explain ? &vmi_explained_type : &vmi_term_line_type, NULL, 0))
        status = VMI_SYSTEM;
    for (size_t i = 0; status == VMI_DONE && i < (list.count ? list.count : 1) && !vmi_records_failed(&out);
         i++) {
        const struct item *item = list.count ? &list.items[i] : &every;
        vmi_arena_clear(&arena);
        status = survey(&side, item, items->last_day);
        if (status == VMI_DONE)
            write_item(&out, &side, item, terms, &arena);
    }
    free(list.items);
    vmi_items_free(&own);
    vmi_arena_free(&arena);
    return out.output ? finish(&out, status) : status;
}

/* ---- changes ------------------------------------------------------------------------------------------ */

/* Of an item that is in one of the two agreements alone, what the parties set is new or gone. */
static bool changes(const struct side sides[2], enum vmi_term term)
{
    if (!sides[0].covered && !sides[1].covered)
        return false;
    if (sides[0].covered && sides[1].covered)
        return !vmi_terms_equal(&sides[0].terms, &sides[1].terms, term);
    return vmi_terms_given(&sides[sides[1].covered].terms, term);
}

static void write_change(struct vmi_records_out *out, const struct side sides[2], const struct item *item,
                         enum vmi_term term, struct vmi_arena *arena)
{
    char texts[2][VMI_TERM_TEXT_SIZE];
    struct vmi_slice values[2], origins[2];
    for (int i = 0; i < 2; i++) {
        values[i] = sides[i].covered ? vmi_terms_text(&sides[i].terms, term, texts[i]) : VMI_SLICE_NONE;
        origins[i] = sides[i].covered ? origin_of(&sides[i], (int)term, arena) : VMI_SLICE_NONE;
    }
    struct vmi_term_change change = {
        .location = item->location,
        .sku = item->sku,
        .term = vmi_slice_of(vmi_term_rows[term].name),
        .old = values[0],
        .new = values[1],
        .old_origin = origins[0],
        .new_origin = origins[1],
    };
    vmi_table_writer_add(out->writer, &change, NULL);
}

static void write_coverage(struct vmi_records_out *out, const struct side sides[2], const struct item *item)
{
    struct vmi_term_change change = {
        .location = item->location,
        .sku = item->sku,
        .term = VMI_SLICE("in_agreement"),
        .old = vmi_slice_of(sides[0].covered ? "yes" : "no"),
        .new = vmi_slice_of(sides[1].covered ? "yes" : "no"),
    };
    vmi_table_writer_add(out->writer, &change, NULL);
}

static void write_changes_of(struct vmi_records_out *out, const struct side sides[2], const struct item *item,
                             const int terms[VMI_TERMS], struct vmi_arena *arena)
{
    bool told = sides[0].covered == sides[1].covered;
    for (int i = 0; i < VMI_TERMS; i++) {
        if (!told && strcmp(vmi_term_rows[terms[i]].name, "in_agreement") > 0) {
            write_coverage(out, sides, item);
            told = true;
        }
        if (changes(sides, (enum vmi_term)terms[i]))
            write_change(out, sides, item, (enum vmi_term)terms[i], arena);
    }
}

enum vmi_status vmi_write_changes(struct vmi_agreement *const agreements[2], const char *const files[2],
                                  const struct vmi_items *items, bool explain)
{
    struct vmi_records_out out;
    struct vmi_arena arena = {0};
    struct vmi_items own;
    struct side sides[2] = {{.agreement = agreements[0], .file = files[0]},
                            {.agreement = agreements[1], .file = files[1]}};
    enum vmi_status status = VMI_DONE;
    int terms[VMI_TERMS];
    if (!vmi_records_open(&out, explain ? &vmi_explained_change_type : &vmi_term_change_type, NULL, 0))
        return VMI_SYSTEM;
    struct list list = sort_items(items, &own, agreements, 2);
    sort_terms(terms);
    for (size_t i = 0; i < list.count && status == VMI_DONE && !vmi_records_failed(&out); i++) {
        vmi_arena_clear(&arena);
        for (int side = 0; side < 2 && status == VMI_DONE; side++)
            status = survey(&sides[side], &list.items[i], items->last_day);
        if (status == VMI_DONE)
            write_changes_of(&out, sides, &list.items[i], terms, &arena);
    }
    free(list.items);
    vmi_items_free(&own);
    vmi_arena_free(&arena);
    return finish(&out, status);
}
