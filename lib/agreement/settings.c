#include "internal.h"

bool agreement_refuse_term(struct vmi_slice name, struct vmi_error *error)
{
    char quoted[VMI_QUOTED_SIZE];
    const char *nearest = vmi_term_nearest(name);
    vmi_text_quote(name, quoted);
    error->field[0] = '\0';
    if (!nearest)
        return vmi_error_set(error, VMI_USAGE, "term", "%s is not a term", quoted);
    return vmi_error_set(error, VMI_USAGE, "term", "%s is not a term; did you mean %s (%s)?", quoted, nearest,
                         vmi_term_rows[vmi_term_find(vmi_slice_of(nearest))].meaning);
}

bool vmi_agreement_set(struct vmi_agreement *a, const char *assignment, int tools, struct vmi_error *error)
{
    struct vmi_slice value = vmi_slice_of(assignment), name = vmi_slice_cut(&value, '=');
    char quoted[VMI_QUOTED_SIZE], users[64];
    error->field[0] = '\0';
    if (!value.text)
        return vmi_error_set(error, VMI_USAGE, "term", "-s %s has no value; NAME=VALUE was expected",
                             vmi_text_quote(name, quoted));
    enum vmi_term term = vmi_term_find(name);
    if (term == VMI_TERMS)
        return agreement_refuse_term(name, error);
    if (!(vmi_term_rows[term].tools & tools)) {
        vmi_error_field(error, name);
        return vmi_error_set(error, VMI_USAGE, "term", "is settled by %s; give it there",
                             vmi_term_tools(vmi_term_rows[term].tools, users));
    }
    return vmi_terms_set(&a->settings, term, value, VMI_DECIMAL_PLAIN, &a->arena, error);
}

static uint32_t find_row(const struct vmi_agreement *a, struct vmi_slice location, struct vmi_slice sku)
{
    char small[256];
    struct vmi_buffer large = {0};
    size_t length = location.length + 1 + sku.length;
    char *key = small;
    if (length > sizeof small) {
        vmi_buffer_add_slice(&large, location);
        vmi_buffer_add(&large, "", 1);
        vmi_buffer_add_slice(&large, sku);
        key = large.text;
    } else {
        memcpy(small, location.text ? location.text : "", location.length);
        small[location.length] = '\0';
        memcpy(small + location.length + 1, sku.text ? sku.text : "", sku.length);
    }
    uint32_t row = vmi_map_find(&a->keys, (struct vmi_slice){key, length});
    vmi_buffer_free(&large);
    return row;
}

/* The rows that name an item, the most general first; returns how many there are. */
static size_t rows_of(const struct vmi_agreement *a, struct vmi_slice location, struct vmi_slice sku,
                      uint32_t rows[4])
{
    const struct vmi_slice any = VMI_SLICE("*");
    const struct vmi_slice names[4][2] = {{any, any}, {any, sku}, {location, any}, {location, sku}};
    size_t found = 0;
    for (int i = 0; i < 4; i++) {
        uint32_t row = find_row(a, names[i][0], names[i][1]);
        if (row != VMI_MAP_NONE)
            rows[found++] = row;
    }
    return found;
}

bool vmi_agreement_resolve(const struct vmi_agreement *a, struct vmi_slice location, struct vmi_slice sku,
                           struct vmi_terms *terms, struct vmi_error *error)
{
    uint32_t rows[4];
    size_t found = a->has_terms ? rows_of(a, location, sku, rows) : 0;
    vmi_terms_init(terms);
    vmi_terms_overlay(terms, &a->defaults);
    for (size_t i = 0; i < found; i++) {
        const struct term_row *row = &a->rows[rows[i]];
        for (uint32_t j = 0; j < row->count; j++)
            if (!vmi_terms_set(terms, row->cells[j].term, row->cells[j].text, VMI_DECIMAL_PLAIN, NULL, error))
                return false;
    }
    vmi_terms_overlay(terms, &a->settings);
    return vmi_terms_agree(terms, error);
}

bool vmi_agreement_covers(const struct vmi_agreement *a, struct vmi_slice location, struct vmi_slice sku)
{
    uint32_t rows[4];
    return !a->has_terms || rows_of(a, location, sku, rows) > 0;
}
