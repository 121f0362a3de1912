/*
 * ORDERS and ORDCHG, purchase orders and changes of them. An order that the vendor has raised for his customer (22E) comes
 * back under the vendor's number, and names the customer's.
 */
#include "edifact_document.h"

static struct vmi_slice order_of(const struct edi_walk *w)
{
    const struct edifact_document *d = w->state;
    bool refers = w->message == &edi_edifact_ordchg || vmi_slice_is(d->head.name, "22E");
    return refers && d->order.text.length ? d->order.text : d->head.number;
}

/* The buyer confirms what the vendor has raised; a line may be deleted. */
static int kind_of(const struct edi_walk *w)
{
    const struct edifact_document *d = w->state;
    if (edifact_rank("1 3", d->head.function) || vmi_slice_is(d->line.action, "2"))
        return VMI_CANCELLED;
    if (edifact_rank("6 29", d->head.function))
        return VMI_CONFIRMED;
    return VMI_ORDERED;
}

static void put(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    const struct edi_fact *ordered = edifact_document_quantity(d, EDI_ORDERS_ORDERED, EDI_ORDERS_FREE),
                          *free_goods = edifact_document_quantity(d, EDI_ORDERS_FREE, 1);
    int kind = kind_of(w);
    d->line.order = (struct edi_choice){order_of(w), 0};
    d->split_kind = kind;
    if (ordered)
        edifact_document_put(w, ordered, kind, true);
    edifact_document_pass_others(w, EDI_ORDERS_FREE, ordered);
    if (free_goods)
        edifact_document_put(w, free_goods, kind, false);
}

#define DUES "2 63 64 69 10 76 67 17 132 191 79"

static void begin_orders(struct edi_walk *w)
{
    static const struct edifact_document_kind kind = {.table = &edi_qty_orders,
                                                      .amounts = EDI_ORDERS_FREE,
                                                      .dates = "137 4",
                                                      .line_dates = "",
                                                      .dues = DUES,
                                                      .orders = "CR ON",
                                                      .line_orders = true,
                                                      .cancels = true,
                                                      .put = put};
    edifact_document_begin(w, &kind);
}

static void begin_changes(struct edi_walk *w)
{
    static const struct edifact_document_kind kind = {.table = &edi_qty_ordchg,
                                                      .amounts = EDI_ORDERS_FREE,
                                                      .dates = "137 4",
                                                      .line_dates = "",
                                                      .dues = DUES,
                                                      .orders = "ON",
                                                      .line_orders = true,
                                                      .cancels = true,
                                                      .put = put};
    edifact_document_begin(w, &kind);
}

#define SEGMENTS                                                                                             \
    "BGM! DTM! PAI ALI IMD FTX GIR RFF NAD LOC FII DOC CTA COM TAX MOA CUX PCD PAT TDT TOD PAC PCI MEA EQD " \
    "HAN SCC QTY ALC RNG RTE APR RCS DGS LIN PIA GIN QVR PRI CCI CAV STG IMD SPS ARD UNS CNT AJT INP GIS "   \
    "PYT BUS "

const struct edi_message edi_edifact_orders = {
    .row = {"ORDERS", "purchase order"},
    .family = VMI_EDI_EDIFACT,
    .segments = SEGMENTS,
    .state_size = sizeof(struct edifact_document),
    .begin = begin_orders,
    .segment = edifact_document_segment,
    .end = edifact_document_end,
};

const struct edi_message edi_edifact_ordchg = {
    .row = {"ORDCHG", "purchase order change"},
    .family = VMI_EDI_EDIFACT,
    .segments = SEGMENTS,
    .state_size = sizeof(struct edifact_document),
    .begin = begin_changes,
    .segment = edifact_document_segment,
    .end = edifact_document_end,
};
