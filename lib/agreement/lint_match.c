#include "lint_internal.h"
#include "vmi/glob.h"

static bool is_glob(int key)
{
    return key == VMI_MATCH_LOCATION || key == VMI_MATCH_SKU;
}

static bool text_within(int key, struct vmi_slice inner, struct vmi_slice outer)
{
    return is_glob(key) ? vmi_glob_within(inner, outer) : vmi_slice_equal(inner, outer);
}

static bool text_meets(int key, struct vmi_slice a, struct vmi_slice b)
{
    return is_glob(key) ? vmi_glob_meet(a, b) : vmi_slice_equal(a, b);
}

static bool text_apart(int key, struct vmi_slice a, struct vmi_slice b)
{
    return is_glob(key) ? vmi_glob_apart(a, b) : !vmi_slice_equal(a, b);
}

/* True when some text of A and some text of B are so to each other. */
static bool any_pair(const struct vmi_match *a, const struct vmi_match *b, int key,
                     bool (*so)(int, struct vmi_slice, struct vmi_slice))
{
    for (uint32_t i = 0; i < a->counts[key]; i++)
        for (uint32_t j = 0; j < b->counts[key]; j++)
            if (so(key, a->texts[key][i], b->texts[key][j]))
                return true;
    return false;
}

static bool key_within(const struct vmi_match *inner, const struct vmi_match *outer, int key)
{
    if (!outer->counts[key])
        return true;
    if (!inner->counts[key]) {
        for (uint32_t j = 0; j < outer->counts[key]; j++)
            if (is_glob(key) && vmi_slice_is(outer->texts[key][j], "*"))
                return true;
        return false;
    }
    for (uint32_t i = 0; i < inner->counts[key]; i++) {
        bool found = false;
        for (uint32_t j = 0; j < outer->counts[key] && !found; j++)
            found = text_within(key, inner->texts[key][i], outer->texts[key][j]);
        if (!found)
            return false;
    }
    return true;
}

bool lint_match_within(const struct vmi_match *inner, const struct vmi_match *outer)
{
    for (int key = 0; key < VMI_MATCH_KEYS; key++)
        if (!key_within(inner, outer, key))
            return false;
    return true;
}

bool lint_match_meet(const struct vmi_match *a, const struct vmi_match *b)
{
    for (int key = 0; key < VMI_MATCH_KEYS; key++)
        if (a->counts[key] && b->counts[key] && !any_pair(a, b, key, text_meets))
            return false;
    return true;
}

static bool all_apart(const struct vmi_match *a, const struct vmi_match *b, int key)
{
    for (uint32_t i = 0; i < a->counts[key]; i++)
        for (uint32_t j = 0; j < b->counts[key]; j++)
            if (!text_apart(key, a->texts[key][i], b->texts[key][j]))
                return false;
    return a->counts[key] && b->counts[key];
}

bool lint_match_apart(const struct vmi_match *a, const struct vmi_match *b)
{
    for (int key = 0; key < VMI_MATCH_KEYS; key++)
        if (all_apart(a, b, key))
            return true;
    return false;
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
