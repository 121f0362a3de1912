#include <stdlib.h>

#include "internal.h"
#include "vmi/memory.h"
#include "vmi/rows.h"

enum column { COLUMN_LOCATION = -1, COLUMN_SKU = -2 };

struct reading {
    struct vmi_agreement *agreement;
    struct vmi_rows *rows;
    struct agreement_terms_file *file;
    uint32_t number; /* of the file */
    int *columns;    /* a term, or an enum column */
    size_t count;
    struct vmi_terms checked; /* scratch for the check of cells */
};

static bool bind_column(struct reading *f, size_t i, struct vmi_slice name, struct vmi_error *error)
{
    enum vmi_term term = vmi_term_find(name);
    if (vmi_slice_is(name, "location"))
        f->columns[i] = COLUMN_LOCATION;
    else if (vmi_slice_is(name, "sku"))
        f->columns[i] = COLUMN_SKU;
    else if (term == VMI_TERMS)
        return agreement_refuse_term(name, error);
    else
        f->columns[i] = (int)term;
    for (size_t j = 0; j < i; j++)
        if (f->columns[j] == f->columns[i]) {
            vmi_error_field(error, name);
            return vmi_error_set(error, VMI_USAGE, "column_twice", "the column stands twice in the header");
        }
    if (f->columns[i] < 0)
        return true;
    f->file->columns[f->file->count] = term;
    f->file->places[f->file->count++] = (uint32_t)i + 1;
    return true;
}

static bool bind(struct reading *f, struct vmi_error *error)
{
    struct vmi_arena *arena = &f->agreement->arena;
    const struct vmi_slice *names = vmi_rows_columns(f->rows, &f->count);
    bool location = false, sku = false;
    f->columns = vmi_alloc_zeroed(f->count, sizeof *f->columns);
    f->file->columns = vmi_arena_alloc(arena, f->count * sizeof *f->file->columns);
    f->file->places = vmi_arena_alloc(arena, f->count * sizeof *f->file->places);
    for (size_t i = 0; i < f->count; i++) {
        if (!bind_column(f, i, names[i], error))
            return false;
        location = location || f->columns[i] == COLUMN_LOCATION;
        sku = sku || f->columns[i] == COLUMN_SKU;
    }
    if (location && sku)
        return true;
    vmi_error_field(error, vmi_slice_of(location ? "sku" : "location"));
    return vmi_error_set(error, VMI_USAGE, "column_missing",
                         "the column is missing; a terms file has location, sku and terms");
}

static bool inherits(struct vmi_slice cell)
{
    return !cell.length || vmi_slice_is(cell, "*");
}

static struct agreement_row *add_row(struct reading *f, const struct vmi_row *row, struct vmi_error *error)
{
    struct vmi_agreement *a = f->agreement;
    struct vmi_slice location = VMI_SLICE("*"), sku = VMI_SLICE("*");
    for (size_t i = 0; i < row->count; i++) {
        if (f->columns[i] == COLUMN_LOCATION && !inherits(row->cells[i].text))
            location = row->cells[i].text;
        if (f->columns[i] == COLUMN_SKU && !inherits(row->cells[i].text))
            sku = row->cells[i].text;
    }
    size_t before = a->keys.count;
    uint32_t key = vmi_map_intern_two(&a->keys, location, sku);
    if (a->keys.count == before) {
        char quoted[2][VMI_QUOTED_SIZE];
        const struct agreement_row *first = &a->rows[key];
        vmi_error_set(error, VMI_USAGE, "item_twice", "%s at %s has a row already, %s line %llu",
                      vmi_text_quote(sku, quoted[0]), vmi_text_quote(location, quoted[1]),
                      first->file == f->number ? "on" : "in an earlier file, on",
                      (unsigned long long)first->line);
        return NULL;
    }
    a->rows = vmi_grow(a->rows, &a->rows_capacity, a->keys.count, sizeof *a->rows);
    a->rows[key] = (struct agreement_row){.file = f->number, .line = row->line};
    return &a->rows[key];
}

/* A text stands once in memory, however often in the file. */
static bool read_text(struct reading *f, enum vmi_term term, struct vmi_slice text,
                      union vmi_term_value *value, struct vmi_error *error)
{
    struct vmi_agreement *a = f->agreement;
    size_t before = a->texts.count;
    uint32_t number = vmi_map_intern_two(&a->texts, vmi_slice_of(vmi_term_rows[term].name), text);
    if (a->texts.count > before) {
        struct vmi_slice name, kept;
        vmi_map_split_two(&a->texts, number, &name, &kept);
        struct vmi_arena *arena = vmi_term_rows[term].type == VMI_TERM_CALENDAR ? &a->arena : NULL;
        if (!vmi_terms_set(&f->checked, term, kept, VMI_DECIMAL_PLAIN, arena, error))
            return false;
        a->text_values =
            vmi_grow(a->text_values, &a->text_values_capacity, a->texts.count, sizeof *a->text_values);
        a->text_values[number] = vmi_terms_value(&f->checked, term, &a->arena);
    }
    *value = a->text_values[number];
    return true;
}

static bool read_cell(struct reading *f, enum vmi_term term, struct vmi_slice text,
                      union vmi_term_value *value, struct vmi_error *error)
{
    value->number = VMI_DECIMAL_UNKNOWN;
    if (inherits(text))
        return true;
    vmi_term_add(&f->agreement->given, (int)term);
    if (vmi_term_rows[term].type != VMI_TERM_DECIMAL)
        return read_text(f, term, text, value, error);
    if (!vmi_terms_set(&f->checked, term, text, VMI_DECIMAL_PLAIN, NULL, error))
        return false;
    *value = vmi_terms_value(&f->checked, term, NULL);
    return true;
}

static bool read_row(struct reading *f, const struct vmi_row *row, struct vmi_error *error)
{
    if (row->count != f->count)
        return vmi_error_set(error, VMI_USAGE, "cells", "%zu cells where the header has %zu columns",
                             row->count, f->count);
    struct agreement_row *terms = add_row(f, row, error);
    if (!terms)
        return false;
    union vmi_term_value *values =
        vmi_arena_alloc(&f->agreement->arena, (f->file->count + 1) * sizeof *values);
    terms->values = values;
    for (size_t i = 0; i < row->count; i++)
        if (f->columns[i] >= 0 &&
            !read_cell(f, (enum vmi_term)f->columns[i], row->cells[i].text, values++, error))
            return false;
    return true;
}

static bool read_rows(struct reading *f, struct vmi_error *error)
{
    struct vmi_row row;
    enum vmi_next next = vmi_rows_begin(f->rows, error);
    if (next == VMI_NEXT_END)
        return vmi_error_set(error, VMI_USAGE, "empty", "the terms file is empty; a header was expected");
    if (next != VMI_NEXT_ROW)
        return false;
    error->line = 1;
    if (!bind(f, error))
        return false;
    while ((next = vmi_rows_next(f->rows, &row, error)) == VMI_NEXT_ROW) {
        error->line = row.line;
        error->field[0] = '\0';
        if (!read_row(f, &row, error))
            return false;
    }
    return next == VMI_NEXT_END;
}

bool vmi_agreement_add_terms(struct vmi_agreement *agreement, struct vmi_slice name,
                             struct vmi_source *source, struct vmi_slice text, struct vmi_error *error)
{
    struct reading f = {.agreement = agreement, .number = (uint32_t)agreement->file_count};
    error->file = vmi_source_name(source);
    error->column = 0;
    error->field[0] = '\0';
    agreement->files = vmi_grow(agreement->files, &agreement->file_capacity, agreement->file_count + 1,
                                sizeof *agreement->files);
    f.file = &agreement->files[agreement->file_count++];
    *f.file = (struct agreement_terms_file){.name = vmi_arena_dup(&agreement->arena, name)};
    f.rows = vmi_rows_open(source, &(struct vmi_rows_options){.format = VMI_FORMAT_CSV});
    vmi_terms_init(&f.checked);
    bool good = read_rows(&f, error);
    if (!good && error->status != VMI_SYSTEM)
        error->status = VMI_USAGE; /* part of the agreement, not of the input */
    agreement_sign(agreement, text);
    vmi_rows_close(f.rows);
    free(f.columns);
    return good;
}

size_t vmi_agreement_item_count(const struct vmi_agreement *agreement)
{
    return agreement->keys.count;
}

void vmi_agreement_item(const struct vmi_agreement *agreement, size_t index, struct vmi_slice *location,
                        struct vmi_slice *sku)
{
    vmi_map_split_two(&agreement->keys, (uint32_t)index, location, sku);
}
