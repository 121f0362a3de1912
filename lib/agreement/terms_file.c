#include <stdlib.h>

#include "internal.h"
#include "vmi/memory.h"
#include "vmi/rows.h"

enum column { COLUMN_LOCATION = -1, COLUMN_SKU = -2 };

struct file {
    struct vmi_agreement *agreement;
    struct vmi_rows *rows;
    int *columns; /* a term, or an enum column */
    size_t count;
    struct vmi_terms checked; /* scratch for the check of cells */
    struct vmi_buffer key;
};

static bool bind(struct file *f, struct vmi_error *error)
{
    const struct vmi_slice *names = vmi_rows_columns(f->rows, &f->count);
    bool location = false, sku = false;
    f->columns = vmi_alloc_zeroed(f->count, sizeof *f->columns);
    for (size_t i = 0; i < f->count; i++) {
        if (vmi_slice_is(names[i], "location")) {
            f->columns[i] = COLUMN_LOCATION;
            location = true;
        } else if (vmi_slice_is(names[i], "sku")) {
            f->columns[i] = COLUMN_SKU;
            sku = true;
        } else {
            enum vmi_term term = vmi_term_find(names[i]);
            if (term == VMI_TERMS)
                return agreement_refuse_term(names[i], error);
            f->columns[i] = (int)term;
        }
        for (size_t j = 0; j < i; j++)
            if (f->columns[j] == f->columns[i]) {
                vmi_error_field(error, names[i]);
                return vmi_error_set(error, VMI_USAGE, "column_twice",
                                     "the column stands twice in the header");
            }
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

static struct term_row *add_row(struct file *f, const struct vmi_row *row, struct vmi_error *error)
{
    struct vmi_agreement *a = f->agreement;
    struct vmi_slice location = VMI_SLICE("*"), sku = VMI_SLICE("*");
    for (size_t i = 0; i < row->count; i++) {
        if (f->columns[i] == COLUMN_LOCATION && !inherits(row->cells[i].text))
            location = row->cells[i].text;
        if (f->columns[i] == COLUMN_SKU && !inherits(row->cells[i].text))
            sku = row->cells[i].text;
    }
    vmi_buffer_clear(&f->key);
    vmi_buffer_add_slice(&f->key, location);
    vmi_buffer_add(&f->key, "", 1);
    vmi_buffer_add_slice(&f->key, sku);
    size_t before = a->keys.count;
    uint32_t key = vmi_map_intern(&a->keys, vmi_buffer_slice(&f->key));
    if (a->keys.count == before) {
        vmi_error_set(error, VMI_USAGE, "item_twice", "%.*s at %.*s has a row already, on line %llu",
                      VMI_SLICE_PRINT(sku), VMI_SLICE_PRINT(location), (unsigned long long)a->rows[key].line);
        return NULL;
    }
    a->rows = vmi_grow(a->rows, &a->rows_capacity, a->keys.count, sizeof *a->rows);
    a->rows[key] = (struct term_row){.line = row->line};
    return &a->rows[key];
}

static bool read_row(struct file *f, const struct vmi_row *row, struct vmi_error *error)
{
    struct vmi_arena *arena = &f->agreement->arena;
    if (row->count != f->count)
        return vmi_error_set(error, VMI_USAGE, "cells", "%zu cells where the header has %zu columns",
                             row->count, f->count);
    struct term_row *terms = add_row(f, row, error);
    if (!terms)
        return false;
    terms->cells = vmi_arena_alloc(arena, row->count * sizeof *terms->cells);
    for (size_t i = 0; i < row->count; i++) {
        if (f->columns[i] < 0 || inherits(row->cells[i].text))
            continue;
        enum vmi_term term = (enum vmi_term)f->columns[i];
        struct vmi_slice text = vmi_arena_dup(arena, row->cells[i].text);
        if (!vmi_terms_set(&f->checked, term, text, VMI_DECIMAL_PLAIN, NULL, error))
            return false;
        terms->cells[terms->count++] = (struct term_cell){term, text};
    }
    return true;
}

static bool read_rows(struct file *f, struct vmi_error *error)
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

bool vmi_agreement_add_terms(struct vmi_agreement *agreement, struct vmi_source *source,
                             struct vmi_slice text, struct vmi_error *error)
{
    struct file f = {.agreement = agreement};
    error->file = vmi_source_name(source);
    error->column = 0;
    error->field[0] = '\0';
    f.rows = vmi_rows_open(source, &(struct vmi_rows_options){.format = VMI_FORMAT_CSV});
    vmi_terms_init(&f.checked);
    bool good = read_rows(&f, error);
    if (!good && error->status != VMI_SYSTEM)
        error->status = VMI_USAGE; /* part of the agreement, not of the input */
    agreement->has_terms = true;
    agreement_sign(agreement, text);
    vmi_rows_close(f.rows);
    vmi_buffer_free(&f.key);
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
    struct vmi_slice rest = agreement->keys.keys[index];
    *location = vmi_slice_cut(&rest, '\0');
    *sku = rest;
}
