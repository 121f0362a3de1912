#include <stdio.h>

#include "../../lib/ingest/alias.h"
#include "../../lib/ingest/alias_rows.h"
#include "tap.h"
#include "vmi/map.h"
#include "vmi/measure.h"
#include "vmi/term.h"

static const struct {
    const char *name, *plain;
} plain_names[] = {
    {"", ""},
    {"sku", "sku"},
    {" Qty. on Hand ", "qty_on_hand"},
    {"__Store--ID__", "store_id"},
    {"quantityOnHand", "quantity_on_hand"},
    {"QtyOnHand", "qty_on_hand"},
    {"onHandQty", "on_hand_qty"},
    {"storeID", "store_id"},
    {"GTINCode", "gtin_code"},
    {"ITEMNO", "itemno"},
    {"EAN13Code", "ean13_code"},
    {"item.sku", "item_sku"},
    {"H\xC3\xB6"
     "chstbestand",
     "hochstbestand"},
    {"Hoechstbestand", "hoechstbestand"},
    {"H\xC3\x96"
     "CHSTBESTAND",
     "hochstbestand"},
    {"GR\xC3\x96\xC3\x9F"
     "E",
     "grosse"},
    {"Quantit\xC3\xA9 en stock", "quantite_en_stock"},
    {"QUANTIT\xC3\x89", "quantite"},
    {"Quantite\xCC\x81", "quantite"},
    {"C\xC3\xB3"
     "digo Art\xC3\xAD"
     "culo",
     "codigo_articulo"},
    {"da\xC3\xB1"
     "ado",
     "danado"},
    {"\xC3\xA6\xC5\x93\xC3\xB8\xC4\xB3\xC5\x82\xC4\x91\xC3\xBE\xC5\xBF\xC5\x81", "aeoeoijldthsl"},
    {"date d\xE2\x80\x99"
     "expiration",
     "date_d_expiration"},
    {"n\xC2\xB0 de lot", "no_de_lot"},
    {"\xE2\x84\x96 lot", "no_lot"},
    {"on\xC2\xA0hand", "on_hand"},
    {"a\xC3\x97"
     "b",
     "a_b"},
    {"\xD1\x81\xD0\xBA\xD0\xBB\xD0\xB0\xD0\xB4", "\xD1\x81\xD0\xBA\xD0\xBB\xD0\xB0\xD0\xB4"},
    {"\xE5\x9C\xA8\xE5\xBA\xAB Qty", "\xE5\x9C\xA8\xE5\xBA\xAB_qty"},
    {"cut \xC3", "cut_\xC3"},
    {"\xE2\x80", "\xE2\x80"},
    {"a2345678901234567890123456789012345678901234567890123456789012.", "a2345678901234567890123456789012345678901234567890123456789012"},
    {"a23456789012345678901234567890123456789012345678901234567890123", ""},
    {"a2345678901234567890123456789012345678901234567890123456789012\xC3\x9F", ""},
};

static void test_plain_names(void)
{
    char buffer[PLAIN_NAME_SIZE];
    for (size_t i = 0; i < VMI_COUNT(plain_names); i++)
        is_text(plain_name(vmi_slice_of(plain_names[i].name), buffer), plain_names[i].plain, "plain: %s", plain_names[i].name);
}

/* What a name is: "sku", "on_hand", "word on_hand", "trap", all that it is, or "". */
static const struct {
    const char *name, *meaning;
} meanings[] = {
    {"sku", "sku"},
    {"Item Number", "sku"},
    {"ITEMID", "sku"},
    {"StoreNbr", "location"},
    {"on_hand", "on_hand word on_hand"},
    {"OnHand", "on_hand word on_hand"},
    {"ONHANDQTY", "on_hand word on_hand"},
    {"Sales", "sold word sold vague"},
    {"Units Sold", "sold word sold"},
    {"receipt", "word received trap"},
    {"issue", "word sold"},
    {"reject_code", "reject"},
    {"Reject Reason", "reject"},
    {"colour", ""},
    {"", ""},
    {"_", ""},
    /* of the systems */
    {"onhand", "on_hand word on_hand"},      /* frePPLe */
    {"qty_on_hand", "on_hand word on_hand"}, /* Odoo */
    {"qty_available", "trap"},
    {"product_max_qty", "max word max"},
    {"top_of_yellow", "min word min"},           /* OCA DDMRP */
    {"warehouse_reorder_level", "min word min"}, /* ERPNext */
    {"actual_qty", "trap"},
    {"target_quantity", "max word max vague"},  /* Tryton */
    {"quantityOnHand", "on_hand word on_hand"}, /* OpenBoxes */
    {"reorderQuantity", "trap"},
    {"quantityAvailableToPromise", "trap"},
    {"Level_Min", "min word min vague"},                /* iDempiere */
    {"Qty. on Purch. Order", "on_order word on_order"}, /* Business Central */
    {"Safety Stock Quantity", "trap"},
    {"stockOnHand", "on_hand word on_hand"}, /* OpenLMIS */
    {"totalLossesAndAdjustments", "adjusted word adjusted"},
    {"totalStockoutDays", "stockout_days word stockout_days"},
    {"adjusted_days_out_of_stock", "stockout_days word stockout_days"}, /* mSupply */
    {"MATNR", "sku"},                                                   /* SAP */
    {"Unrestricted", "on_hand word on_hand"},
    {"MIN_QUANTITY", "min word min vague"}, /* Oracle */
    {"MOQ", "trap"},
    {"lead time (days)", "trap"},
    /* of the languages */
    {"Artikel-Nr.", "sku"},
    {"Filiale", "location"},
    {"H\xC3\xB6"
     "chstbestand",
     "max word max"},
    {"Hoechstbestand", "max word max"},
    {"MHD", "expires"},
    {"Umsatz", "trap"},
    {"D\xC3\xA9p\xC3\xB4t", "location"},
    {"R\xC3\xA9"
     "f\xC3\xA9rence article",
     "sku"},
    {"Date de p\xC3\xA9remption", "expires"},
    {"Quantit\xC3\xA9", "quantity"},
    {"Almac\xC3\xA9n", "location"},
    {"C\xC3\xB3"
     "digo de art\xC3\xAD"
     "culo",
     "sku"},
    {"Existencias", "on_hand word on_hand"},
    {"Devoluciones", "returned word returned"},
};

static const char *measure_name(int measure)
{
    return measure_called(measure);
}

static void put(struct vmi_buffer *out, const char *before, const char *text)
{
    vmi_buffer_print(out, "%s%s%s", out->length ? " " : "", before, text);
}

static void test_meanings(void)
{
    for (size_t i = 0; i < VMI_COUNT(meanings); i++) {
        struct vmi_slice name = vmi_slice_of(meanings[i].name);
        struct vmi_buffer out = {0};
        if (role_named(name) != ROLE_NONE)
            put(&out, "", role_name(role_named(name)));
        if (measure_named(name) != VMI_MEASURE_NONE)
            put(&out, "", measure_name(measure_named(name)));
        if (measure_told(name) != VMI_MEASURE_NONE)
            put(&out, "word ", measure_name(measure_told(name)));
        if (name_trap(name))
            put(&out, "", "trap");
        if (name_is_vague(name))
            put(&out, "", "vague");
        is_slice(vmi_buffer_slice(&out), meanings[i].meaning, "meaning: %s", meanings[i].name);
        vmi_buffer_free(&out);
    }
}

/* A name without its underscores, by which names are compared; of SPACE, which tells columns and words apart. */
static bool is_new(struct vmi_map *seen, const char *space, struct vmi_slice name)
{
    struct vmi_buffer key = {0};
    size_t before = seen->count;
    vmi_buffer_print(&key, "%s:", space);
    for (size_t i = 0; i < name.length; i++)
        if (name.text[i] != '_')
            vmi_buffer_add(&key, name.text + i, 1);
    vmi_map_intern(seen, vmi_buffer_slice(&key));
    vmi_buffer_free(&key);
    return seen->count > before;
}

static void check_name(struct vmi_map *seen, struct vmi_slice name, bool column, bool word)
{
    char plain[PLAIN_NAME_SIZE];
    bool good = name.length && vmi_slice_is(name, plain_name(name, plain));
    good = (!column || is_new(seen, "column", name)) && (!word || is_new(seen, "word", name)) && good;
    if (!good)
        ok(false, "the name %.*s is in its plain form, and stands once", VMI_SLICE_PRINT(name));
}

static void test_tables(void)
{
    struct vmi_map seen = {0}, all = {0};
    for (int role = ROLE_DATE; role < ROLE_REJECT; role++)
        check_name(&seen, vmi_slice_of(role_name((enum role)role)), true, false);
    for (int i = 0; i < VMI_MEASURES; i++)
        check_name(&seen, vmi_slice_of(vmi_measures[i].name), true, true);
    for (size_t i = 0; i < alias_row_count; i++) {
        struct vmi_slice rest = vmi_slice_of(alias_rows[i].names);
        enum alias_kind kind = alias_rows[i].kind;
        while (rest.text) {
            struct vmi_slice name = vmi_slice_cut(&rest, ' ');
            is_new(&all, "", name);
            check_name(&seen, name, kind != ALIAS_WORD, kind != ALIAS_ROLE);
            int found = kind == ALIAS_ROLE ? (int)role_named(name) : kind == ALIAS_WORD ? measure_told(name) : measure_named(name);
            if (found != alias_rows[i].meaning)
                ok(false, "the name %.*s is found", VMI_SLICE_PRINT(name));
        }
    }
    for (size_t i = 0; i < trap_row_count; i++) {
        struct vmi_slice rest = vmi_slice_of(trap_rows[i].names);
        while (rest.text) {
            struct vmi_slice name = vmi_slice_cut(&rest, ' ');
            is_new(&all, "", name);
            check_name(&seen, name, true, false);
            is_text(name_trap(name), trap_rows[i].meaning, "the trap %.*s is found", VMI_SLICE_PRINT(name));
        }
    }
    ok(all.count + ROLES + VMI_MEASURES < 2048, "the index is at most half full: %zu names", all.count);
    vmi_map_free(&seen);
    vmi_map_free(&all);
}

/* "of the agreement: lead_time" names a term that there is. */
static void test_terms(void)
{
    static const char begin[] = "of the agreement: ";
    for (size_t i = 0; i < trap_row_count; i++) {
        struct vmi_slice term = vmi_slice_of(trap_rows[i].meaning);
        if (strncmp(term.text, begin, sizeof begin - 1) != 0)
            continue;
        term.text += sizeof begin - 1;
        term.length = strcspn(term.text, ";");
        ok(vmi_term_find(term) >= 0, "%.*s is a term", VMI_SLICE_PRINT(term));
    }
}

static const struct {
    const char *name, *told_by;
} within[] = {
    {"sku", "sku"},
    {"item.sku", "item.sku"},
    {"item.gtin", "gtin"},
    {"item.id", "item.id"},
    {"stock.reserved", "reserved"},
    {"data.date", "date"},
    {"data.store.id", "data.store.id"},
    {"sales.units_sold", "units_sold"},
    {"forecast.units", "forecast.units"},
    {"last_year.sold", "last_year.sold"},
    {"vendor.location", "vendor.location"},
    {"item.type", "item.type"},
    {"item.date", "item.date"},
    {"item.", "item."},
    {".sku", ".sku"},
    {".", "."},
    {"Avg. Sales", "Avg. Sales"},
};

static void test_within(void)
{
    for (size_t i = 0; i < VMI_COUNT(within); i++)
        is_slice(name_within(vmi_slice_of(within[i].name)), within[i].told_by, "what tells of %s", within[i].name);
}

int main(void)
{
    test_plain_names();
    test_meanings();
    test_tables();
    test_terms();
    test_within();
    return done();
}
