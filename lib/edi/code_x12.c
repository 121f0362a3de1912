/*
 * Codes of the messages of X12 but 852: what their quantities are.
 */
#include "code.h"

/* ---- what a quantity is, in 846 and 867 (element 673) --------------------------------------------------- */

static const struct edi_code qty_673[] = {
    {"33", EDI_AVAILABLE, EDI_STOCK, 0, "in stock, available for sale"},
    {"34", EDI_AVAILABLE, EDI_STOCK, 1, "on the shelf, not committed"},
    {"36", EDI_AVAILABLE, EDI_STOCK, 2, "in stock at the distributor"},
    {"17", EDI_GROSS, EDI_STOCK, 3, "on hand"},
    {"26", EDI_GROSS, EDI_STOCK, 4, "in stock in total"},
    {"20", VMI_ON_HOLD, EDI_HOLD, 0, "not usable"},
    {"74", VMI_ON_HOLD, EDI_HOLD, 0, "damaged"},
    {"QH", VMI_ON_HOLD, EDI_HOLD, 0, "on hold"},
    {"27", VMI_ALLOCATED, EDI_ALONE, 0, "committed"},
    {"63", VMI_ON_ORDER, EDI_ALONE, 0, "on order"},
    {"64", VMI_BACKORDERED, EDI_ALONE, 0, "past its day: owed to customers"},
    {"IQ", VMI_IN_TRANSIT, EDI_ALONE, 0, "in transit"},
    {"32", VMI_SOLD, EDI_SALES, 0, "sold"},
    {"83", VMI_SOLD, EDI_SALES, 1, "sold, as handed in"},
    {"76", VMI_RETURNED, EDI_BACK, 0, "returned"},
    {"84", VMI_RETURNED, EDI_BACK, 1, "returned, as handed in"},
    {"87", VMI_RECEIVED, EDI_ARRIVED, 0, "received"},
    {"75", VMI_RECEIVED, EDI_ARRIVED, 1, "receipts"},
    {"77", VMI_TRANSFERRED_IN, EDI_ALONE, 0, "transferred from other locations"},
    {"78", VMI_TRANSFERRED_OUT, EDI_ALONE, 0, "transferred to other locations"},
    {"72", VMI_MIN, EDI_LOWER, 0, "minimum"},
    {"73", VMI_MAX, EDI_ALONE, 0, "maximum"},
    {"45", EDI_NOTHING, EDI_ALONE, 0, "on order since the year began, received or not"},
    {"29", EDI_NOTHING, EDI_ALONE, 0, "expected to be available on a day to come"},
    {"25", EDI_NOTHING, EDI_ALONE, 0, "in stock at the maker"},
    {"35", EDI_NOTHING, EDI_ALONE, 0, "in stock with what is still being made"},
    {"67", EDI_NOTHING, EDI_ALONE, 0, "the least that is shipped"},
    {"69", EDI_NOTHING, EDI_ALONE, 0, "the step in which it is ordered"},
    {"70", EDI_NOTHING, EDI_ALONE, 0, "the most that may be ordered"},
    {"01", EDI_NOTHING, EDI_ALONE, 0, "a quantity of nothing that is named"},
    {"02", EDI_NOTHING, EDI_ALONE, 0, "counted since some day, not in a period"},
    {"31", EDI_NOTHING, EDI_ALONE, 0, "demand beside that of the model"},
    {"38", EDI_NOTHING, EDI_ALONE, 0, "as ordered at first"},
    {"39", EDI_NOTHING, EDI_ALONE, 0, "shipped"},
    {"90", EDI_NOTHING, EDI_ALONE, 0, "acknowledged"},
    {"OC", EDI_NOTHING, EDI_ALONE, 0, "a count of orders"},
};

const struct edi_code_table edi_qty_673 = {"846/QTY01", qty_673, VMI_COUNT(qty_673)};
const struct edi_code_table edi_qty_867 = {"867/QTY01", qty_673, VMI_COUNT(qty_673)};

/* ---- what moves goods, in 867 (PTD01) ------------------------------------------------------------------- */

static const struct edi_code ptd01[] = {
    {"SS", VMI_SOLD, EDI_ALONE, 0, "sold from stock"},
    {"CS", VMI_SOLD, EDI_ALONE, 0, "sold under a contract"},
    {"SD", VMI_SOLD, EDI_ALONE, 0, "sold, to be debited"},
    {"SH", VMI_SOLD, EDI_ALONE, 0, "sold, to be debited"},
    {"RU", VMI_RETURNED, EDI_ALONE, 0, "returned to stock"},
    {"BN", VMI_RETURNED, EDI_ALONE, 0, "returned"},
    {"RV", EDI_LOST, EDI_ALONE, 0, "returned to the vendor"},
    {"IB", EDI_TRANSFERRED, EDI_ALONE, 0, "to another branch"},
    {"BJ", EDI_TRANSFERRED, EDI_ALONE, 0, "to another place"},
    {"IA", VMI_ADJUSTED, EDI_ALONE, 0, "adjustment of stock"},
    {"SA", VMI_ADJUSTED, EDI_ALONE, 0, "adjustment of stocking"},
    {"RC", VMI_RECEIVED, EDI_ALONE, 0, "received from the vendor"},
    {"SC", VMI_SCRAPPED, EDI_ALONE, 0, "scrapped"},
    {"DS", EDI_NOTHING, EDI_ALONE, 0, "sold without touching the stock of who reports it"},
    {"PA", EDI_NOTHING, EDI_ALONE, 0, "a change of prices alone"},
    {"BB", EDI_NOTHING, EDI_ALONE, 0, "demand that others had, told for information"},
    {"SU", EDI_NOTHING, EDI_ALONE, 0, "a summary of what is told beside it"},
    {"PM", EDI_NOTHING, EDI_ALONE, 0, "metered consumption, not inventory"},
};

const struct edi_code_table edi_ptd01 = {"867/PTD01", ptd01, VMI_COUNT(ptd01)};

/* ---- schedules, 830 and 862 ----------------------------------------------------------------------------- */

static const struct edi_code fst02[] = {
    {"C", VMI_FORECAST, EDI_ALONE, 0, "firm"},           {"D", VMI_FORECAST, EDI_ALONE, 0, "planned"},
    {"A", VMI_FORECAST, EDI_ALONE, 0, "wanted at once"}, {"B", VMI_FORECAST, EDI_ALONE, 0, "for a pilot"},
    {"Q", VMI_FORECAST, EDI_ALONE, 0, "released"},       {"Z", VMI_FORECAST, EDI_ALONE, 0, "as agreed"},
    {"W", EDI_NOTHING, EDI_ALONE, 0, "cancelled"},
};

const struct edi_code_table edi_fst_830 = {"830/FST02", fst02, VMI_COUNT(fst02)};
const struct edi_code_table edi_fst_862 = {"862/FST02", fst02, VMI_COUNT(fst02)};

static const struct edi_code ath01[] = {
    {"FI", EDI_NOTHING, EDI_ALONE, 0, "authorised to be finished"},
    {"MT", EDI_NOTHING, EDI_ALONE, 0, "authorised to be bought as material"},
    {"PQ", EDI_NOTHING, EDI_ALONE, 0, "required in total before the schedule"},
    {"PR", EDI_NOTHING, EDI_ALONE, 0, "released before"},
};

const struct edi_code_table edi_ath01 = {"830/ATH01", ath01, VMI_COUNT(ath01)};

/* ---- answers to a line, 855 and 865 (element 668) ------------------------------------------------------- */

/* The rank tells what the answer is: 0 accepted, 1 as well, though its day is open, 2 refused. */
static const struct edi_code ack01[] = {
    {"IA", VMI_CONFIRMED, EDI_ALONE, 0, "accepted"},
    {"AA", VMI_CONFIRMED, EDI_ALONE, 0, "accepted, to be shipped at once"},
    {"AC", VMI_CONFIRMED, EDI_ALONE, 0, "accepted, and shipped"},
    {"AR", VMI_CONFIRMED, EDI_ALONE, 0, "accepted, and released to be shipped"},
    {"IC", VMI_CONFIRMED, EDI_ALONE, 0, "accepted with changes"},
    {"IQ", VMI_CONFIRMED, EDI_ALONE, 0, "accepted in another quantity"},
    {"IP", VMI_CONFIRMED, EDI_ALONE, 0, "accepted at another price"},
    {"IE", VMI_CONFIRMED, EDI_ALONE, 0, "accepted, its price to come"},
    {"DR", VMI_CONFIRMED, EDI_ALONE, 0, "accepted for another day"},
    {"IS", VMI_CONFIRMED, EDI_ALONE, 0, "accepted with a substitute"},
    {"SP", VMI_CONFIRMED, EDI_ALONE, 0, "accepted, its day to come"},
    {"IB", VMI_CONFIRMED, EDI_ALONE, 1, "backordered"},
    {"BP", VMI_CONFIRMED, EDI_ALONE, 1, "shipped in part, and the rest backordered"},
    {"ID", VMI_CONFIRMED, EDI_ALONE, 2, "deleted"},
    {"IR", VMI_CONFIRMED, EDI_ALONE, 2, "refused"},
    {"R1", VMI_CONFIRMED, EDI_ALONE, 2, "refused: it cannot be shipped so"},
    {"R2", VMI_CONFIRMED, EDI_ALONE, 2, "refused: the item number"},
    {"R3", VMI_CONFIRMED, EDI_ALONE, 2, "refused: the unit"},
    {"R4", VMI_CONFIRMED, EDI_ALONE, 2, "refused: the item is no more"},
    {"R5", VMI_CONFIRMED, EDI_ALONE, 2, "refused: too few"},
    {"R6", VMI_CONFIRMED, EDI_ALONE, 2, "refused: the price"},
    {"R7", VMI_CONFIRMED, EDI_ALONE, 2, "refused: a day has passed"},
    {"R8", VMI_CONFIRMED, EDI_ALONE, 2, "refused: the order"},
    {"IF", EDI_NOTHING, EDI_ALONE, 0, "on hold, and not answered"},
    {"IH", EDI_NOTHING, EDI_ALONE, 0, "on hold, and not answered"},
    {"IW", EDI_NOTHING, EDI_ALONE, 0, "on hold, and not answered"},
};

const struct edi_code_table edi_ack_855 = {"855/ACK01", ack01, VMI_COUNT(ack01)};
const struct edi_code_table edi_ack_865 = {"865/ACK01", ack01, VMI_COUNT(ack01)};

/* The same of the whole answer (element 587), for lines that have none of their own. */
static const struct edi_code ack02[] = {
    {"AC", VMI_CONFIRMED, EDI_ALONE, 0, "accepted with changes"},
    {"AD", VMI_CONFIRMED, EDI_ALONE, 0, "accepted, with details"},
    {"AE", VMI_CONFIRMED, EDI_ALONE, 0, "accepted but for what is listed otherwise"},
    {"AK", VMI_CONFIRMED, EDI_ALONE, 0, "accepted, without details"},
    {"AT", VMI_CONFIRMED, EDI_ALONE, 0, "accepted"},
    {"RD", VMI_CONFIRMED, EDI_ALONE, 2, "refused, with details"},
    {"RF", VMI_CONFIRMED, EDI_ALONE, 2, "refused but for what is listed otherwise"},
    {"RJ", VMI_CONFIRMED, EDI_ALONE, 2, "refused"},
    {"RN", VMI_CONFIRMED, EDI_ALONE, 2, "refused: not as agreed"},
    {"RO", VMI_CONFIRMED, EDI_ALONE, 2, "refused, with an offer instead"},
    {"RV", VMI_CONFIRMED, EDI_ALONE, 2, "refused: against the trade's custom"},
    {"AP", VMI_ORDERED, EDI_ALONE, 0, "an order that the vendor made"},
    {"AH", EDI_NOTHING, EDI_ALONE, 0, "on hold, and not answered"},
    {"NA", EDI_NOTHING, EDI_ALONE, 0, "no answer"},
    {"ZZ", EDI_NOTHING, EDI_ALONE, 0, "an answer of the parties' own kind"},
};

const struct edi_code_table edi_bak_855 = {"855/BAK02", ack02, VMI_COUNT(ack02)};
const struct edi_code_table edi_bca_865 = {"865/BCA02", ack02, VMI_COUNT(ack02)};

/* ---- the state of what arrived, 861 (element 412) ------------------------------------------------------- */

/* The rank is 1 for what arrived and is of no use. */
static const struct edi_code rcd_condition[] = {
    {"01", EDI_NOTHING, EDI_ALONE, 1, "damaged, told beside what was received"},
    {"02", EDI_NOTHING, EDI_ALONE, 0, "a discrepancy: too few"},
    {"03", EDI_NOTHING, EDI_ALONE, 0, "a discrepancy: too many"},
    {"04", EDI_NOTHING, EDI_ALONE, 1, "of poor quality, told beside what was received"},
    {"05", EDI_NOTHING, EDI_ALONE, 0, "a discrepancy: another item"},
    {"06", EDI_NOTHING, EDI_ALONE, 0, "a discrepancy: another container"},
    {"07", EDI_NOTHING, EDI_ALONE, 0, "in good condition, which what was received holds"},
    {"08", EDI_NOTHING, EDI_ALONE, 1, "refused, told beside what was received"},
    {"09", EDI_NOTHING, EDI_ALONE, 1, "on hold, told beside what was received"},
    {"12", EDI_NOTHING, EDI_ALONE, 0, "returned beyond what was agreed"},
    {"13", EDI_NOTHING, EDI_ALONE, 0, "a discrepancy: no notice of it came"},
    {"14", EDI_NOTHING, EDI_ALONE, 0, "a discrepancy: no notice of it came"},
    {"16", EDI_NOTHING, EDI_ALONE, 0, "a discrepancy: a notice of it is needed"},
};

const struct edi_code_table edi_rcd_condition = {"861/RCD08", rcd_condition, VMI_COUNT(rcd_condition)};
