#include "alias.h"

#include "alias_rows.h"
#include "vmi/measure.h"

static const char *const ROLE_NAMES[ROLES] = {
    [ROLE_NONE] = "",     [ROLE_DATE] = "date",       [ROLE_LOCATION] = "location",
    [ROLE_SKU] = "sku",   [ROLE_MEASURE] = "measure", [ROLE_QUANTITY] = "quantity",
    [ROLE_UNIT] = "unit", [ROLE_LOT] = "lot",         [ROLE_EXPIRES] = "expires",
    [ROLE_REF] = "ref",   [ROLE_UNTIL] = "until",     [ROLE_REJECT] = "reject",
};

/* ---- the index of the tables ---------------------------------------------------------------------------- */

/* All that a name stands for. Names are compared without underscores: "OnHand" and "ONHAND" are "on_hand". */
struct entry {
    const char *name; /* in its table; NULL: the slot is free */
    size_t length;
    enum role role;
    int measure, word; /* as a column, as the text of a measure cell */
    bool vague;
    const char *trap;
};

/* More than twice as many as there are names, which a test counts. */
enum { SLOTS = 4096 };

static struct entry entries[SLOTS];

/* FNV-1a over all but underscores. */
static size_t hash_of(struct vmi_slice name)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < name.length; i++)
        if (name.text[i] != '_')
            hash = (hash ^ (unsigned char)name.text[i]) * 16777619U;
    return hash & (SLOTS - 1);
}

static bool same_name(const struct entry *entry, struct vmi_slice name)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < entry->length && entry->name[i] == '_')
            i++;
        while (j < name.length && name.text[j] == '_')
            j++;
        if (i == entry->length || j == name.length)
            return i == entry->length && j == name.length;
        if (entry->name[i++] != name.text[j++])
            return false;
    }
}

/* The slot of a name, or the free one in which it belongs. */
static struct entry *slot_of(struct vmi_slice name)
{
    size_t slot = hash_of(name);
    while (entries[slot].name && !same_name(&entries[slot], name))
        slot = (slot + 1) & (SLOTS - 1);
    return &entries[slot];
}

static struct entry *enter(struct vmi_slice name)
{
    struct entry *entry = slot_of(name);
    if (!entry->name)
        *entry = (struct entry){
            .name = name.text, .length = name.length, .measure = VMI_MEASURE_NONE, .word = VMI_MEASURE_NONE};
    return entry;
}

static void enter_row(const struct alias_row *row)
{
    struct vmi_slice rest = vmi_slice_of(row->names);
    while (rest.text) {
        struct entry *entry = enter(vmi_slice_cut(&rest, ' '));
        if (row->kind == ALIAS_ROLE)
            entry->role = (enum role)row->meaning;
        else
            entry->word = row->meaning;
        if (row->kind == ALIAS_MEASURE || row->kind == ALIAS_VAGUE)
            entry->measure = row->meaning;
        entry->vague = row->kind == ALIAS_VAGUE;
    }
}

/* From the tables alone, at the first call. */
static void build_index(void)
{
    for (int role = ROLE_DATE; role < ROLE_REJECT; role++)
        enter(vmi_slice_of(ROLE_NAMES[role]))->role = (enum role)role;
    for (int i = 0; i < VMI_MEASURES; i++) {
        struct entry *entry = enter(vmi_slice_of(vmi_measures[i].name));
        entry->measure = entry->word = i;
    }
    for (size_t i = 0; i < alias_row_count; i++)
        enter_row(&alias_rows[i]);
    for (size_t i = 0; i < trap_row_count; i++) {
        struct vmi_slice rest = vmi_slice_of(trap_rows[i].names);
        while (rest.text)
            enter(vmi_slice_cut(&rest, ' '))->trap = trap_rows[i].meaning;
    }
}

static const struct entry *search(struct vmi_slice name)
{
    static const struct entry nothing = {.measure = VMI_MEASURE_NONE, .word = VMI_MEASURE_NONE};
    static bool built;
    char plain[PLAIN_NAME_SIZE];
    if (!built)
        build_index();
    built = true;
    struct vmi_slice text = vmi_slice_of(plain_name(name, plain));
    const struct entry *entry = text.length ? slot_of(text) : &nothing;
    return entry->name ? entry : &nothing;
}

/* Long files have the same few words on every row: the last ones, as they were written, are kept. */
static struct recent {
    char name[24];
    size_t length;
    const struct entry *entry;
} recents[16];

/* What is known of a name; of one that is not there, nothing. */
static const struct entry *look_up(struct vmi_slice name)
{
    struct recent *recent;
    if (!name.length || name.length > sizeof recent->name)
        return search(name);
    size_t slot =
        name.length + (unsigned char)name.text[0] + 5 * (size_t)(unsigned char)name.text[name.length / 2];
    recent = &recents[slot % VMI_COUNT(recents)];
    if (recent->length != name.length || memcmp(recent->name, name.text, name.length) != 0) {
        recent->entry = search(name);
        recent->length = name.length;
        memcpy(recent->name, name.text, name.length);
    }
    return recent->entry;
}

/* ---- what is asked of it -------------------------------------------------------------------------------- */

bool is_reject_column(struct vmi_slice name)
{
    char plain[PLAIN_NAME_SIZE];
    return strncmp(plain_name(name, plain), "reject_", 7) == 0;
}

enum role role_named(struct vmi_slice name)
{
    return is_reject_column(name) ? ROLE_REJECT : look_up(name)->role;
}

int measure_named(struct vmi_slice name)
{
    return look_up(name)->measure;
}

int measure_told(struct vmi_slice text)
{
    return look_up(text)->word;
}

const char *name_trap(struct vmi_slice name)
{
    return look_up(name)->trap;
}

bool name_is_vague(struct vmi_slice name)
{
    return look_up(name)->vague;
}

const char *role_name(enum role role)
{
    return ROLE_NAMES[role];
}

/* The column of a plain name among those of a header, COUNT where there is none. */
static size_t column_of(const char *plain, const struct vmi_slice *names, size_t count)
{
    char buffer[PLAIN_NAME_SIZE];
    size_t i = 0;
    while (i < count && strcmp(plain_name(name_within(names[i]), buffer), plain) != 0)
        i++;
    return i;
}

size_t openboxes_reorder_column(const struct vmi_slice *names, size_t count)
{
    for (size_t i = 0; i < VMI_COUNT(openboxes_levels); i++)
        if (column_of(openboxes_levels[i], names, count) == count)
            return SIZE_MAX;
    return column_of(openboxes_levels[1], names, count);
}

/* ---- names of nested JSON ------------------------------------------------------------------------------- */

/* An object that holds all of a record, or its quantities. */
static bool is_wrapper(struct vmi_slice name)
{
    static const char *const wrappers[] = {
        "activity",   "attributes", "balance", "balances", "data",        "entry",    "event",    "fields",
        "key",        "keys",       "level",   "levels",   "measure",     "measures", "movement", "movements",
        "quantities", "quantity",   "record",  "row",      "transaction", "values"};
    char plain[PLAIN_NAME_SIZE];
    plain_name(name, plain);
    for (size_t i = 0; i < VMI_COUNT(wrappers); i++)
        if (strcmp(plain, wrappers[i]) == 0)
            return true;
    return false;
}

/* Whether an INNER of an OUTER is what INNER is by itself. */
static bool says_the_same(struct vmi_slice outer, struct vmi_slice inner)
{
    enum role role = role_named(inner), thing = role_named(outer);
    int measure = measure_named(inner);
    if (is_wrapper(outer))
        return true;
    if (thing == ROLE_SKU || thing == ROLE_LOCATION ||
        thing == ROLE_LOT) /* its date or its type would be another */
        return measure != VMI_MEASURE_NONE || role == ROLE_SKU || role == ROLE_LOCATION ||
               role == ROLE_UNIT || role == ROLE_LOT || role == ROLE_EXPIRES;
    int whole = measure_named(outer);
    return measure != VMI_MEASURE_NONE && (whole == VMI_ON_HAND || whole == measure);
}

struct vmi_slice name_within(struct vmi_slice name)
{
    struct vmi_slice outer = name, inner;
    while (outer.length && outer.text[outer.length - 1] != '.')
        outer.length--;
    inner = (struct vmi_slice){name.text + outer.length, name.length - outer.length};
    if (!outer.length || role_named(name) != ROLE_NONE || measure_named(name) != VMI_MEASURE_NONE)
        return name;
    outer.length--;
    return says_the_same(outer, inner) ? inner : name;
}

const char *measure_called(int measure)
{
    switch (measure) {
    case INGEST_AVAILABLE:
        return "available";
    case INGEST_GROSS:
        return "gross";
    case INGEST_OPENING:
        return "opening";
    default:
        return vmi_measures[measure].name;
    }
}
