#include "lint_internal.h"
#include "vmi/glob.h"

static bool is_glob(int key)
{
    return key == VMI_MATCH_LOCATION || key == VMI_MATCH_SKU;
}

/* Both are sorted. */
static bool names_meet(const struct vmi_match *a, const struct vmi_match *b, enum vmi_match_key key)
{
    uint32_t i = 0, j = 0, a_count = a->name_counts[key], b_count = b->name_counts[key];
    if (a_count && b_count && vmi_slice_compare(b->names[key][b_count - 1], a->names[key][0]) < 0)
        return false;
    while (i < a_count && j < b_count) {
        int order = vmi_slice_compare(a->names[key][i], b->names[key][j]);
        if (!order)
            return true;
        if (order < 0)
            i++;
        else
            j++;
    }
    return false;
}

/* True when some text is certain to hold for both keys: of a name as it is looked up, of patterns as they are compared. */
static bool key_meets(const struct vmi_match *a, const struct vmi_match *b, enum vmi_match_key key)
{
    if (names_meet(a, b, key))
        return true;
    for (uint32_t i = 0; i < a->name_counts[key] && b->glob_counts[key]; i++)
        if (agreement_match_has(b, key, a->names[key][i]))
            return true;
    for (uint32_t i = 0; i < a->glob_counts[key]; i++)
        for (uint32_t j = 0; j < b->counts[key]; j++)
            if (vmi_glob_meet(a->globs[key][i], b->texts[key][j]))
                return true;
    return false;
}

/* True when it is certain that every text of INNER is one that OUTER holds for. */
static bool key_within(const struct vmi_match *inner, const struct vmi_match *outer, enum vmi_match_key key)
{
    static const struct vmi_slice all = {"*", 1};
    struct vmi_slice const *globs = inner->counts[key] ? inner->globs[key] : &all;
    uint32_t count = inner->counts[key] ? inner->glob_counts[key] : 1;
    if (!outer->counts[key])
        return true;
    if (!inner->counts[key] && !is_glob((int)key))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        bool found = false;
        for (uint32_t j = 0; j < outer->glob_counts[key] && !found; j++)
            found = vmi_glob_within(globs[i], outer->globs[key][j]);
        if (!found)
            return false;
    }
    for (uint32_t i = 0; i < inner->name_counts[key]; i++)
        if (!agreement_match_has(outer, key, inner->names[key][i]))
            return false;
    return true;
}

bool lint_match_within(const struct vmi_match *inner, const struct vmi_match *outer)
{
    for (int key = 0; key < VMI_MATCH_KEYS; key++)
        if (!key_within(inner, outer, (enum vmi_match_key)key))
            return false;
    return true;
}

bool lint_match_meet(const struct vmi_match *a, const struct vmi_match *b)
{
    for (int key = 0; key < VMI_MATCH_KEYS; key++)
        if (a->counts[key] && b->counts[key] && !key_meets(a, b, (enum vmi_match_key)key))
            return false;
    return true;
}

/* ---- what can be matched at all ----------------------------------------------------------------------- */

/* True when the defaults or a row of a terms file give TERM this value. */
static bool is_given(const struct vmi_agreement *a, enum vmi_term term, struct vmi_slice value)
{
    char text[VMI_TERM_TEXT_SIZE];
    if (vmi_slice_equal(vmi_terms_text(&a->base, term, text), value))
        return true;
    return a->file_count &&
           vmi_map_find_two(&a->texts, vmi_slice_of(vmi_term_rows[term].name), value) != VMI_MAP_NONE;
}

bool lint_match_is_void(const struct vmi_lint *lint, const struct vmi_match *match, enum vmi_match_key *key)
{
    for (int k = 0; k < VMI_MATCH_KEYS; k++) {
        bool found = is_glob(k) || !match->counts[k];
        for (uint32_t i = 0; i < match->counts[k] && !found; i++)
            found =
                is_given(lint->agreement, agreement_match_term((enum vmi_match_key)k), match->texts[k][i]);
        if (found)
            continue;
        *key = (enum vmi_match_key)k;
        return true;
    }
    return false;
}

bool lint_match_has_item(const struct vmi_lint *lint, const struct vmi_match *match)
{
    const struct vmi_map *items = lint->input->items;
    for (uint32_t i = 0; items && i < items->count; i++) {
        struct vmi_slice location, sku;
        struct agreement_item item;
        vmi_map_split_two(items, i, &location, &sku);
        agreement_item_at(lint->agreement, location, sku, &item);
        if (agreement_match_holds(match, &item))
            return true;
    }
    return false;
}
