#include "alias.h"

#include "vmi/measure.h"

static const char *const ROLE_NAMES[ROLES] = {
    [ROLE_NONE] = "",     [ROLE_DATE] = "date",       [ROLE_LOCATION] = "location",
    [ROLE_SKU] = "sku",   [ROLE_MEASURE] = "measure", [ROLE_QUANTITY] = "quantity",
    [ROLE_UNIT] = "unit", [ROLE_LOT] = "lot",         [ROLE_EXPIRES] = "expires",
    [ROLE_REF] = "ref",   [ROLE_UNTIL] = "until",     [ROLE_REJECT] = "reject",
};

/*
 * Names that mean one thing wherever they were seen. Names that mean different things in different systems
 * ("reorder quantity" is a level in one and a quantity in another) are left out: a mapping says which is meant.
 */
static const struct {
    const char *name;
    enum role role;
} role_aliases[] = {
    {"day", ROLE_DATE},
    {"as_of", ROLE_DATE},
    {"snapshot_date", ROLE_DATE},
    {"stock_date", ROLE_DATE},
    {"transaction_date", ROLE_DATE},
    {"sales_date", ROLE_DATE},
    {"posting_date", ROLE_DATE},
    {"period", ROLE_DATE},
    {"week", ROLE_DATE},
    {"month", ROLE_DATE},
    {"timestamp", ROLE_DATE},
    {"start_date", ROLE_DATE},
    {"store", ROLE_LOCATION},
    {"store_id", ROLE_LOCATION},
    {"store_code", ROLE_LOCATION},
    {"site", ROLE_LOCATION},
    {"site_id", ROLE_LOCATION},
    {"site_code", ROLE_LOCATION},
    {"location_id", ROLE_LOCATION},
    {"location_code", ROLE_LOCATION},
    {"warehouse", ROLE_LOCATION},
    {"warehouse_code", ROLE_LOCATION},
    {"facility", ROLE_LOCATION},
    {"facility_id", ROLE_LOCATION},
    {"branch", ROLE_LOCATION},
    {"plant", ROLE_LOCATION},
    {"depot", ROLE_LOCATION},
    {"gln", ROLE_LOCATION},
    {"item", ROLE_SKU},
    {"item_id", ROLE_SKU},
    {"item_code", ROLE_SKU},
    {"item_number", ROLE_SKU},
    {"product", ROLE_SKU},
    {"product_id", ROLE_SKU},
    {"product_code", ROLE_SKU},
    {"article", ROLE_SKU},
    {"article_number", ROLE_SKU},
    {"material", ROLE_SKU},
    {"part", ROLE_SKU},
    {"part_number", ROLE_SKU},
    {"gtin", ROLE_SKU},
    {"upc", ROLE_SKU},
    {"ean", ROLE_SKU},
    {"type", ROLE_MEASURE},
    {"movement_type", ROLE_MEASURE},
    {"transaction_type", ROLE_MEASURE},
    {"qty", ROLE_QUANTITY},
    {"amount", ROLE_QUANTITY},
    {"uom", ROLE_UNIT},
    {"unit_of_measure", ROLE_UNIT},
    {"batch", ROLE_LOT},
    {"lot_number", ROLE_LOT},
    {"batch_number", ROLE_LOT},
    {"expiry", ROLE_EXPIRES},
    {"expiry_date", ROLE_EXPIRES},
    {"expiration_date", ROLE_EXPIRES},
    {"best_before", ROLE_EXPIRES},
    {"reference", ROLE_REF},
    {"order_number", ROLE_REF},
    {"order_no", ROLE_REF},
    {"po_number", ROLE_REF},
    {"document", ROLE_REF},
    {"end_date", ROLE_UNTIL},
    {"through", ROLE_UNTIL},
    {"due_date", ROLE_UNTIL},
};

static const struct {
    const char *name;
    int measure;
} measure_aliases[] = {
    {"stock", VMI_ON_HAND},
    {"onhand", VMI_ON_HAND},
    {"qty_on_hand", VMI_ON_HAND},
    {"quantity_on_hand", VMI_ON_HAND},
    {"on_hand_qty", VMI_ON_HAND},
    {"on_hand_quantity", VMI_ON_HAND},
    {"stock_on_hand", VMI_ON_HAND},
    {"soh", VMI_ON_HAND},
    {"inventory", VMI_ON_HAND},
    {"closing_stock", VMI_ON_HAND},
    {"stock_level", VMI_ON_HAND},
    {"available", INGEST_AVAILABLE},
    {"available_qty", INGEST_AVAILABLE},
    {"available_stock", INGEST_AVAILABLE},
    {"quantity_available", INGEST_AVAILABLE},
    {"gross", INGEST_GROSS},
    {"gross_on_hand", INGEST_GROSS},
    {"gross_stock", INGEST_GROSS},
    {"opening", INGEST_OPENING},
    {"opening_stock", INGEST_OPENING},
    {"opening_balance", INGEST_OPENING},
    {"stock_initial", INGEST_OPENING},
    {"initial_stock", INGEST_OPENING},
    {"blocked", VMI_ON_HOLD},
    {"quality_hold", VMI_ON_HOLD},
    {"damaged", VMI_ON_HOLD},
    {"quarantine", VMI_ON_HOLD},
    {"reserved", VMI_ALLOCATED},
    {"committed", VMI_ALLOCATED},
    {"qty_reserved", VMI_ALLOCATED},
    {"backorder", VMI_BACKORDERED},
    {"backorders", VMI_BACKORDERED},
    {"back_order", VMI_BACKORDERED},
    {"intransit", VMI_IN_TRANSIT},
    {"transit", VMI_IN_TRANSIT},
    {"onorder", VMI_ON_ORDER},
    {"qty_on_order", VMI_ON_ORDER},
    {"quantity_on_order", VMI_ON_ORDER},
    {"on_order_qty", VMI_ON_ORDER},
    {"open_orders", VMI_ON_ORDER},
    {"sales", VMI_SOLD},
    {"sale", VMI_SOLD},
    {"units_sold", VMI_SOLD},
    {"sold_qty", VMI_SOLD},
    {"qty_sold", VMI_SOLD},
    {"quantity_sold", VMI_SOLD},
    {"sales_units", VMI_SOLD},
    {"unit_sales", VMI_SOLD},
    {"units", VMI_SOLD},
    {"issued", VMI_SOLD},
    {"dispensed", VMI_SOLD},
    {"consumed", VMI_SOLD},
    {"consumption", VMI_SOLD},
    {"usage", VMI_SOLD},
    {"distributed", VMI_SOLD},
    {"returns", VMI_RETURNED},
    {"return", VMI_RETURNED},
    {"customer_returns", VMI_RETURNED},
    {"lost_sales", VMI_UNFILLED},
    {"unmet", VMI_UNFILLED},
    {"unmet_demand", VMI_UNFILLED},
    {"receipt", VMI_RECEIVED},
    {"receipts", VMI_RECEIVED},
    {"qty_received", VMI_RECEIVED},
    {"quantity_received", VMI_RECEIVED},
    {"received_qty", VMI_RECEIVED},
    {"transfer_in", VMI_TRANSFERRED_IN},
    {"transfers_in", VMI_TRANSFERRED_IN},
    {"transfer_out", VMI_TRANSFERRED_OUT},
    {"transfers_out", VMI_TRANSFERRED_OUT},
    {"adjustment", VMI_ADJUSTED},
    {"adjustments", VMI_ADJUSTED},
    {"scrap", VMI_SCRAPPED},
    {"waste", VMI_SCRAPPED},
    {"wasted", VMI_SCRAPPED},
    {"stock_out_days", VMI_STOCKOUT_DAYS},
    {"days_out_of_stock", VMI_STOCKOUT_DAYS},
    {"order", VMI_ORDERED},
    {"ordered_qty", VMI_ORDERED},
    {"cancellation", VMI_CANCELLED},
    {"count", VMI_COUNTED},
    {"stock_count", VMI_COUNTED},
    {"minimum", VMI_MIN},
    {"min_qty", VMI_MIN},
    {"reorder_point", VMI_MIN},
    {"rop", VMI_MIN},
    {"reorder_level", VMI_MIN},
    {"maximum", VMI_MAX},
    {"max_qty", VMI_MAX},
    {"order_up_to", VMI_MAX},
    {"safetystock", VMI_SAFETY_STOCK},
};

const char *plain_name(struct vmi_slice name, char buffer[PLAIN_NAME_SIZE])
{
    size_t length = 0;
    for (size_t i = 0; i < name.length; i++) {
        unsigned char c = (unsigned char)name.text[i];
        bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
        if (!kept && (length == 0 || buffer[length - 1] == '_'))
            continue;
        if (length + 1 >= PLAIN_NAME_SIZE)
            return memcpy(buffer, "", 1);
        buffer[length++] = !kept ? '_' : c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : (char)c;
    }
    while (length && buffer[length - 1] == '_')
        length--;
    buffer[length] = '\0';
    return buffer;
}

enum role role_named(struct vmi_slice name)
{
    char plain[PLAIN_NAME_SIZE];
    plain_name(name, plain);
    if (!*plain)
        return ROLE_NONE;
    for (int role = ROLE_DATE; role < ROLE_REJECT; role++)
        if (strcmp(plain, ROLE_NAMES[role]) == 0)
            return (enum role)role;
    if (strncmp(plain, "reject_", 7) == 0)
        return ROLE_REJECT;
    for (size_t i = 0; i < VMI_COUNT(role_aliases); i++)
        if (strcmp(plain, role_aliases[i].name) == 0)
            return role_aliases[i].role;
    return ROLE_NONE;
}

int measure_named(struct vmi_slice name)
{
    char plain[PLAIN_NAME_SIZE];
    enum vmi_measure measure = vmi_measure_find(vmi_slice_of(plain_name(name, plain)));
    if (measure != VMI_MEASURE_NONE)
        return measure;
    for (size_t i = 0; i < VMI_COUNT(measure_aliases); i++)
        if (strcmp(plain, measure_aliases[i].name) == 0)
            return measure_aliases[i].measure;
    return VMI_MEASURE_NONE;
}

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

const char *role_name(enum role role)
{
    return ROLE_NAMES[role];
}
