/*
 * ORDRSP, response to a purchase order: what of it is going to be delivered, and when. What is to come later stays
 * confirmed, for a day that is not told.
 */
#include "edifact_document.h"

/* Why a line is not accepted, as a code of ELEMENT; none where it is, or is not said not to be. */
static struct vmi_slice refusal(const struct edifact_document *d, const char **element)
{
    *element = "ORDRSP/1229";
    if (edifact_rank("2 7 10", d->line.action))
        return d->line.action;
    if (d->line.action.length)
        return VMI_SLICE_NONE;
    *element = "ORDRSP/4343";
    if (edifact_rank("RE NA", d->head.answer))
        return d->head.answer;
    *element = "ORDRSP/1225";
    return vmi_slice_is(d->head.function, "27") ? d->head.function : VMI_SLICE_NONE;
}

static void refuse(struct edi_walk *w, const char *element, struct vmi_slice code)
{
    struct edifact_document *d = w->state;
    const struct edi_fact *amount = edifact_document_quantity(d, 0, EDI_ORDRSP_LATER);
    struct edi_fact f = amount ? *amount : edi_fact_begin();
    f.element = element;
    f.value = code;
    f.quantity = 0;
    f.position = d->line.position;
    f.line = d->line.line;
    edifact_document_put(w, &f, VMI_CONFIRMED, false);
    edifact_document_pass_others(w, EDI_ORDRSP_PACK, amount);
    d->split_kind = EDI_NOTHING;
}

static void confirm(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    const struct edi_fact *amount = edifact_document_quantity(d, 0, EDI_ORDRSP_LATER),
                          *later = edifact_document_quantity(d, EDI_ORDRSP_LATER, 1),
                          *cancelled = edifact_document_quantity(d, EDI_ORDRSP_CANCELLED, 1);
    bool gross = !amount || amount == &d->line.quantities[EDI_ORDRSP_ORDERED];
    d->split_kind = VMI_CONFIRMED;
    if (amount) {
        struct edi_fact f = *amount;
        bool fits = !gross || !later || vmi_decimal_subtract(f.quantity, later->quantity, &f.quantity);
        if (fits && (f.quantity || !later))
            edifact_document_put(w, &f, VMI_CONFIRMED, true);
    }
    edifact_document_pass_others(w, EDI_ORDRSP_LATER, amount);
    if (later) {
        struct edifact_date line = d->line.due, message = d->due;
        d->line.due = d->due = (struct edifact_date){.rank = 0};
        edifact_document_put(w, later, VMI_CONFIRMED, false);
        d->line.due = line;
        d->due = message;
    }
    if (cancelled && gross)
        edifact_document_put(w, cancelled, VMI_CANCELLED, false);
    else if (cancelled)
        walk_pass(w, cancelled->element, cancelled->value, "cancelled, and not in what is to be delivered");
}

static void put(struct edi_walk *w)
{
    const char *element;
    struct edifact_document *d = w->state;
    struct vmi_slice code = refusal(d, &element);
    if (edifact_document_is_void(w))
        return;
    if (!edifact_document_order(d).length) /* the response has the number of the order */
        d->line.order = (struct edi_choice){d->head.number, 0};
    if (code.length)
        refuse(w, element, code);
    else
        confirm(w);
}

static void begin(struct edi_walk *w)
{
    static const struct edifact_document_kind kind = {.table = &edi_qty_ordrsp,
                                                      .amounts = EDI_ORDRSP_LATER,
                                                      .dates = "137 4",
                                                      .line_dates = "",
                                                      .dues = "69 2 67 17 132 191 79 76 10 63 64",
                                                      .orders = "ON",
                                                      .line_orders = true,
                                                      .put = put};
    edifact_document_begin(w, &kind);
}

/* Orders are answered for line by line. */
static void end(struct edi_walk *w)
{
    edifact_document_end(w);
    if (!w->items)
        walk_tell(w, VMI_CHECK_EDI_CODE, 0, "the response is about the order as a whole, and names no items");
}

const struct edi_message edi_edifact_ordrsp = {
    .row = {"ORDRSP", "purchase order response"},
    .family = VMI_EDI_EDIFACT,
    .segments =
        "BGM! DTM! PAI ALI IMD FTX GIR RFF NAD LOC FII DOC CTA COM AJT INP TAX MOA CUX PCD PAT TDT TOD "
        "PAC PCI MEA EQD HAN SCC QTY ALC RNG RTE APR RCS DGS LIN PIA GIN QVR PRI CCI CAV STG SPS ARD "
        "UNS CNT GIS PYT BUS ",
    .state_size = sizeof(struct edifact_document),
    .begin = begin,
    .segment = edifact_document_segment,
    .end = end,
};
