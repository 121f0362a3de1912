#include "code.h"

static const char *const kinds[EDI_KINDS] = {
    [EDI_AVAILABLE] = "available",     [EDI_GROSS] = "gross",     [EDI_BONDED] = "bonded",
    [EDI_OPENING] = "opening",         [EDI_CLOSING] = "closing", [EDI_SIGNED_SOLD] = "sold_net",
    [EDI_TRANSFERRED] = "transferred", [EDI_LOST] = "lost",       [EDI_NOTHING] = "ignore",
};

const char *edi_kind_name(int kind)
{
    if (kind < VMI_MEASURES)
        return vmi_measures[kind].name;
    return kind < EDI_KINDS ? kinds[kind] : "";
}

int edi_kind_named(struct vmi_slice name)
{
    enum vmi_measure measure = vmi_measure_find(name);
    if (measure != VMI_MEASURE_NONE)
        return (int)measure;
    for (int i = VMI_MEASURES; i < EDI_KINDS; i++)
        if (vmi_slice_is(name, kinds[i]))
            return i;
    return -1;
}

const struct edi_code *edi_code_find(const struct edi_code_table *table, struct vmi_slice value)
{
    for (size_t i = 0; i < table->count && value.length; i++)
        if (vmi_slice_is(value, table->codes[i].code))
            return &table->codes[i];
    return NULL;
}

/* ---- what a quantity is, in 852 (element 859) ----------------------------------------------------------- */

static const struct edi_code za01[] = {
    {"QS", VMI_SOLD, EDI_SALES, 0, "sold"},
    {"QA", EDI_AVAILABLE, EDI_STOCK, 0, "in stock, available for sale or shipment"},
    {"QP", VMI_ON_ORDER, EDI_ALONE, 0, "on order and not received"},
    {"QI", VMI_IN_TRANSIT, EDI_ALONE, 0, "in transit"},
    {"QR", VMI_RECEIVED, EDI_ALONE, 0, "received"},
    {"QO", VMI_BACKORDERED, EDI_ALONE, 0, "out of stock: owed to customers"},
    {"QC", VMI_ALLOCATED, EDI_ALONE, 0, "committed"},
    {"QU", VMI_RETURNED, EDI_ALONE, 0, "returned by consumers"},
    {"Q1", EDI_SIGNED_SOLD, EDI_SALES, 1, "sold, less what was returned"},
    {"TS", VMI_SOLD, EDI_SALES, 2, "sold in total"},
    {"RE", VMI_SOLD, EDI_SALES, 3, "sold in retail"},
    {"WQ", VMI_SOLD, EDI_SALES, 4, "sold in wholesale"},
    {"OP", VMI_SOLD, EDI_SALES, 5, "sold for use on the premises"},
    {"OF", VMI_SOLD, EDI_SALES, 6, "sold for use elsewhere"},
    {"MS", VMI_SOLD, EDI_SALES, 7, "sold to the military"},
    {"BS", VMI_SOLD, EDI_SALES, 8, "sold on bailment"},
    {"BT", VMI_SOLD, EDI_SALES, 9, "sold to carriers"},
    {"QW", VMI_SOLD, EDI_SALES, 10, "withdrawn from the warehouse"},
    {"OH", EDI_GROSS, EDI_STOCK, 1, "on hand with what is committed or on hold"},
    {"QE", EDI_CLOSING, EDI_STOCK, 2, "on hand as the period ended"},
    {"QB", EDI_OPENING, EDI_ALONE, 0, "on hand as the period began"},
    {"QF", EDI_BONDED, EDI_ALONE, 0, "in bond"},
    {"QH", VMI_ON_HOLD, EDI_HOLD, 0, "damaged or on hold"},
    {"DG", VMI_ON_HOLD, EDI_HOLD, 1, "damaged"},
    {"HL", VMI_ON_HOLD, EDI_HOLD, 1, "on hold"},
    {"LS", VMI_UNFILLED, EDI_ALONE, 0, "sales that were lost"},
    {"Q2", VMI_RETURNED, EDI_ALONE, 0, "returned"},
    {"Q3", VMI_RETURNED, EDI_ALONE, 0, "returned with defects"},
    {"RQ", VMI_RETURNED, EDI_ALONE, 0, "returned, to be sold again"},
    {"QT", VMI_ADJUSTED, EDI_ALONE, 0, "adjustment of stock"},
    {"PA", VMI_ADJUSTED, EDI_ALONE, 0, "adjustment by production"},
    {"AA", EDI_LOST, EDI_ALONE, 0, "stolen"},
    {"QZ", EDI_TRANSFERRED, EDI_ALONE, 0, "transferred to other locations"},
    {"QL", VMI_MIN, EDI_LOWER, 0, "minimum"},
    {"PO", VMI_MIN, EDI_LOWER, 1, "reorder point as reckoned"},
    {"QM", VMI_MAX, EDI_ALONE, 0, "maximum"},
    {"QX", VMI_FORECAST, EDI_ALONE, 0, "demand that is to be planned for, whatever the model says"},
    {"QD", EDI_NOTHING, EDI_ALONE, 0, "demand beside that of the model"},
    {"QN", EDI_NOTHING, EDI_ALONE, 0, "planned stock, by which an item begins or ends"},
    {"OQ", EDI_NOTHING, EDI_ALONE, 0, "planned order"},
    {"QK", EDI_NOTHING, EDI_ALONE, 0, "not listed, or on promotion"},
    {"AB", EDI_NOTHING, EDI_ALONE, 0, "shipped to customers, which is sold already"},
    {"Q4", EDI_NOTHING, EDI_ALONE, 0, "ordered by customers"},
};

const struct edi_code_table edi_za01 = {"852/ZA01", za01, VMI_COUNT(za01)};
