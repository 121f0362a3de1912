/*
 * What a quantity is, in EDIFACT (element 6063), by message: the same code is a level in a report of stock and a document
 * in an order. What a message's table does not have is no activity in it.
 */
#include "code.h"

#define TABLE(element, rows)                                                                                 \
    {                                                                                                        \
        element, rows, VMI_COUNT(rows)                                                                       \
    }

/* In a report of stock; movements (58, 156, 199) are told apart further by INV. */
static const struct edi_code invrpt[] = {
    {"145", EDI_AVAILABLE, EDI_STOCK, 0, "in stock, not committed"},
    {"60", EDI_AVAILABLE, EDI_STOCK, 1, "can be shipped"},
    {"17", EDI_GROSS, EDI_STOCK, 2, "in stock with what is committed or on hold"},
    {"257", EDI_GROSS, EDI_STOCK, 3, "physically in stock"},
    {"158", EDI_CLOSING, EDI_STOCK, 4, "in stock as the period ended"},
    {"157", EDI_OPENING, EDI_ALONE, 0, "in stock as the period began"},
    {"89", VMI_ON_HOLD, EDI_HOLD, 0, "in quality control"},
    {"96", VMI_ON_HOLD, EDI_HOLD, 0, "failed quality control"},
    {"124", VMI_ON_HOLD, EDI_HOLD, 0, "damaged"},
    {"215", VMI_ON_HOLD, EDI_HOLD, 0, "not to be sold"},
    {"253", VMI_ON_HOLD, EDI_HOLD, 0, "restricted"},
    {"254", VMI_ON_HOLD, EDI_HOLD, 0, "withheld"},
    {"255", VMI_ON_HOLD, EDI_HOLD, 0, "not available"},
    {"66", VMI_ALLOCATED, EDI_ALONE, 0, "committed"},
    {"97", VMI_MIN, EDI_LOWER, 0, "minimum of stock"},
    {"197", VMI_MIN, EDI_LOWER, 1, "level at which to order"},
    {"98", VMI_MAX, EDI_ALONE, 0, "maximum of stock"},
    {"73", VMI_ON_ORDER, EDI_DUE, 0, "outstanding of what was ordered"},
    {"21", VMI_ON_ORDER, EDI_DUE, 1, "ordered"},
    {"256", VMI_ON_ORDER, EDI_DUE, 2, "awaited"},
    {"198", VMI_IN_TRANSIT, EDI_TRANSIT, 0, "in transit"},
    {"57", VMI_IN_TRANSIT, EDI_TRANSIT, 1, "on the road"},
    {"83", VMI_BACKORDERED, EDI_ALONE, 0, "owed to customers"},
    {"217", VMI_UNFILLED, EDI_ALONE, 0, "asked for and not in stock"},
    {"153", VMI_SOLD, EDI_SALES, 0, "sold"},
    {"212", EDI_SIGNED_SOLD, EDI_SALES, 1, "sold, less what was returned"},
    {"58", VMI_SOLD, EDI_SALES, 2, "withdrawn"},
    {"199", VMI_SOLD, EDI_SALES, 3, "taken out of stock"},
    {"156", EDI_NOTHING, EDI_ALONE, 0, "a movement of stock, of which it is not told where to"},
    {"194", VMI_RECEIVED, EDI_ALONE, 0, "received and accepted"},
    {"48", VMI_RECEIVED, EDI_ALONE, 0, "received"},
    {"191", VMI_ADJUSTED, EDI_ALONE, 0, "adjustment of stock"},
    {"250", VMI_ADJUSTED, EDI_ALONE, 0, "difference of stock"},
    {"213", VMI_TRANSFERRED_OUT, EDI_ALONE, 0, "transferred to other locations"},
    {"214", VMI_TRANSFERRED_IN, EDI_ALONE, 0, "transferred from other locations"},
    {"61", VMI_RETURNED, EDI_ALONE, 0, "returned"},
    {"77E", VMI_RETURNED, EDI_ALONE, 0, "returned by consumers"},
    {"210", VMI_RETURNED, EDI_ALONE, 0, "returned by customers"},
    {"218", VMI_RETURNED, EDI_ALONE, 0, "returned, to be sold again"},
    /* What is no activity in any message, unless its own table says so. */
    {"1", EDI_NOTHING, EDI_ALONE, 0, "a quantity of a schedule"},
    {"3", EDI_NOTHING, EDI_ALONE, 0, "a cumulative quantity"},
    {"11", EDI_NOTHING, EDI_ALONE, 0, "a split quantity"},
    {"12", EDI_NOTHING, EDI_ALONE, 0, "shipped by the vendor"},
    {"15", EDI_NOTHING, EDI_ALONE, 0, "the smallest quantity for sale"},
    {"26", EDI_NOTHING, EDI_ALONE, 0, "of a promotion, beside the rest"},
    {"31E", EDI_NOTHING, EDI_ALONE, 0, "in stock for a promotion"},
    {"35E", EDI_NOTHING, EDI_ALONE, 0, "on display"},
    {"38E", EDI_NOTHING, EDI_ALONE, 0, "expected to be sold"},
    {"46", EDI_NOTHING, EDI_ALONE, 0, "delivered"},
    {"47", EDI_NOTHING, EDI_ALONE, 0, "invoiced"},
    {"52", EDI_NOTHING, EDI_ALONE, 0, "in a package"},
    {"53", EDI_NOTHING, EDI_ALONE, 0, "the smallest quantity to be ordered"},
    {"54", EDI_NOTHING, EDI_ALONE, 0, "the largest quantity to be ordered"},
    {"59", EDI_NOTHING, EDI_ALONE, 0, "consumer units in a traded one"},
    {"70", EDI_NOTHING, EDI_ALONE, 0, "received so far, cumulative"},
    {"71", EDI_NOTHING, EDI_ALONE, 0, "ordered so far, cumulative"},
    {"72", EDI_NOTHING, EDI_ALONE, 0, "shipped so far, cumulative"},
    {"74", EDI_NOTHING, EDI_ALONE, 0, "the latest cumulative quantity"},
    {"75", EDI_NOTHING, EDI_ALONE, 0, "a cumulative quantity"},
    {"76", EDI_NOTHING, EDI_ALONE, 0, "a cumulative quantity"},
    {"78", EDI_NOTHING, EDI_ALONE, 0, "scheduled so far, cumulative"},
    {"79", EDI_NOTHING, EDI_ALONE, 0, "of the schedule before, cumulative"},
    {"113", EDI_NOTHING, EDI_ALONE, 0, "to be delivered"},
    {"146", EDI_NOTHING, EDI_ALONE, 0, "the stock that is aimed at"},
    {"152", EDI_NOTHING, EDI_ALONE, 0, "in stock at others"},
    {"154", EDI_NOTHING, EDI_ALONE, 0, "planned to be sold"},
    {"155", EDI_NOTHING, EDI_ALONE, 0, "for replenishment"},
    {"182", EDI_NOTHING, EDI_ALONE, 0, "cancelled"},
    {"187", EDI_NOTHING, EDI_ALONE, 0, "scheduled"},
    {"192", EDI_NOTHING, EDI_ALONE, 0, "free of charge"},
    {"193", EDI_NOTHING, EDI_ALONE, 0, "free of charge, in another quantity already"},
    {"195", EDI_NOTHING, EDI_ALONE, 0, "received and to be sent back"},
    {"196", EDI_NOTHING, EDI_ALONE, 0, "received and to be destroyed"},
    {"200", EDI_NOTHING, EDI_ALONE, 0, "free of charge, in no other quantity"},
    {"209", EDI_NOTHING, EDI_ALONE, 0, "demand beside the rest"},
    {"211", EDI_NOTHING, EDI_ALONE, 0, "demand whatever the plan says"},
    {"247", EDI_NOTHING, EDI_ALONE, 0, "expected of a promotion, beside the rest"},
    {"249", EDI_NOTHING, EDI_ALONE, 0, "on display and not for sale"},
    {"251", EDI_NOTHING, EDI_ALONE, 0, "the multiple in which to order"},
};

/* Some tell what is left, too. */
static const struct edi_code slsrpt[] = {
    {"153", VMI_SOLD, EDI_SALES, 0, "sold"},
    {"212", EDI_SIGNED_SOLD, EDI_SALES, 1, "sold, less what was returned"},
    {"61", VMI_RETURNED, EDI_ALONE, 0, "returned"},
    {"77E", VMI_RETURNED, EDI_ALONE, 0, "returned by consumers"},
    {"210", VMI_RETURNED, EDI_ALONE, 0, "returned by customers"},
    {"218", VMI_RETURNED, EDI_ALONE, 0, "returned, to be sold again"},
    {"145", EDI_AVAILABLE, EDI_STOCK, 0, "in stock, not committed"},
    {"17", EDI_GROSS, EDI_STOCK, 1, "in stock with what is committed or on hold"},
};

static const struct edi_code slsfct[] = {
    {"38E", VMI_FORECAST, EDI_DEMAND, 0, "expected to be sold"},
    {"154", VMI_FORECAST, EDI_DEMAND, 1, "planned to be sold"},
    {"1", VMI_FORECAST, EDI_DEMAND, 2, "expected"},
};

static const struct edi_code delfor[] = {
    {"113", VMI_FORECAST, EDI_DEMAND, 0, "to be delivered"},
    {"1", VMI_FORECAST, EDI_DEMAND, 1, "a quantity of the schedule"},
    {"194", VMI_RECEIVED, EDI_ALONE, 0, "received and accepted"},
    {"48", VMI_RECEIVED, EDI_ALONE, 0, "received last"},
    {"83", VMI_BACKORDERED, EDI_ALONE, 0, "owed"},
    {"21", EDI_NOTHING, EDI_ALONE, 0, "ordered, which the order tells"},
    {"73", EDI_NOTHING, EDI_ALONE, 0, "outstanding of what was ordered"},
};

static const struct edi_code orders[EDI_ORDERS_CODES] = {
    [EDI_ORDERS_ORDERED] = {"21", VMI_ORDERED, EDI_ALONE, 0, "ordered"},
    [EDI_ORDERS_DELIVER] = {"113", VMI_ORDERED, EDI_ALONE, 0, "to be delivered"},
    [EDI_ORDERS_DISCRETE] = {"1", VMI_ORDERED, EDI_ALONE, 0, "a quantity of the schedule"},
    [EDI_ORDERS_FREE] = {"192", VMI_ORDERED, EDI_ALONE, 0, "ordered free of charge"},
    [EDI_ORDERS_PACK] = {"59", EDI_NOTHING, EDI_ALONE, 0, "consumer units in a traded one"},
    [EDI_ORDERS_PACKAGE] = {"52", EDI_NOTHING, EDI_ALONE, 0, "in a package"},
};

static const struct edi_code ordrsp[EDI_ORDRSP_CODES] = {
    [EDI_ORDRSP_DELIVER] = {"113", VMI_CONFIRMED, EDI_ALONE, 0, "to be delivered"},
    [EDI_ORDRSP_ORDERED] = {"21", VMI_CONFIRMED, EDI_ALONE, 0, "ordered"},
    [EDI_ORDRSP_SHIPPED] = {"12", VMI_CONFIRMED, EDI_ALONE, 0, "shipped"},
    [EDI_ORDRSP_LATER] = {"83", VMI_CONFIRMED, EDI_ALONE, 0, "to be delivered later"},
    [EDI_ORDRSP_CANCELLED] = {"182", VMI_CANCELLED, EDI_ALONE, 0, "cancelled"},
    [EDI_ORDRSP_PACK] = {"59", EDI_NOTHING, EDI_ALONE, 0, "consumer units in a traded one"},
    [EDI_ORDRSP_PACKAGE] = {"52", EDI_NOTHING, EDI_ALONE, 0, "in a package"},
};

static const struct edi_code desadv[EDI_DESADV_CODES] = {
    [EDI_DESADV_SHIPPED] = {"12", VMI_SHIPPED, EDI_ALONE, 0, "shipped"},
    [EDI_DESADV_FREE] = {"192", VMI_SHIPPED, EDI_ALONE, 0, "shipped free of charge"},
    [EDI_DESADV_PACK] = {"59", EDI_NOTHING, EDI_ALONE, 0, "consumer units in a traded one"},
    [EDI_DESADV_PACKAGE] = {"52", EDI_NOTHING, EDI_ALONE, 0, "in a package"},
    [EDI_DESADV_ORDERED] = {"21", EDI_NOTHING, EDI_ALONE, 0, "ordered, which the order tells"},
};

static const struct edi_code recadv[EDI_RECADV_CODES] = {
    [EDI_RECADV_ACCEPTED] = {"194", VMI_RECEIVED, EDI_ALONE, 0, "received and accepted"},
    [EDI_RECADV_RECEIVED] = {"48", VMI_RECEIVED, EDI_ALONE, 0, "received"},
    [EDI_RECADV_DELIVERED] = {"46", VMI_RECEIVED, EDI_ALONE, 0, "delivered"},
    [EDI_RECADV_PACK] = {"59", EDI_NOTHING, EDI_ALONE, 0, "consumer units in a traded one"},
    [EDI_RECADV_PACKAGE] = {"52", EDI_NOTHING, EDI_ALONE, 0, "in a package"},
    [EDI_RECADV_DAMAGED] = {"124", EDI_NOTHING, EDI_ALONE, 0, "received and damaged"},
};

const struct edi_code_table edi_qty_6063 = TABLE("INVRPT/6063", invrpt);
const struct edi_code_table edi_qty_slsrpt = TABLE("SLSRPT/6063", slsrpt);
const struct edi_code_table edi_qty_slsfct = TABLE("SLSFCT/6063", slsfct);
const struct edi_code_table edi_qty_delfor = TABLE("DELFOR/6063", delfor);
const struct edi_code_table edi_qty_orders = TABLE("ORDERS/6063", orders);
const struct edi_code_table edi_qty_ordchg = TABLE("ORDCHG/6063", orders);
const struct edi_code_table edi_qty_ordrsp = TABLE("ORDRSP/6063", ordrsp);
const struct edi_code_table edi_qty_desadv = TABLE("DESADV/6063", desadv);
const struct edi_code_table edi_qty_recadv = TABLE("RECADV/6063", recadv);
