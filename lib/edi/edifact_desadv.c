/*
 * DESADV, despatch advice: what is on its way, for which order. Goods of one item lie in several packages, and add up.
 */
#include "edifact_document.h"

static void put(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    const struct edi_fact *shipped = edifact_document_quantity(d, EDI_DESADV_SHIPPED, 1),
                          *free_goods = edifact_document_quantity(d, EDI_DESADV_FREE, 1);
    d->split_kind = VMI_SHIPPED;
    if (shipped)
        edifact_document_put(w, shipped, VMI_SHIPPED, true);
    if (free_goods)
        edifact_document_put(w, free_goods, VMI_SHIPPED, false);
}

static void begin(struct edi_walk *w)
{
    static const struct edifact_document_kind kind = {.table = &edi_qty_desadv,
                                                      .amounts = EDI_DESADV_FREE,
                                                      .dates = "11 137",
                                                      .line_dates = "11",
                                                      .dues = "17 132 191 69 2 35 67 63 64 76",
                                                      .orders = "ON",
                                                      .line_orders = true,
                                                      .put = put};
    edifact_document_begin(w, &kind);
}

const struct edi_message edi_edifact_desadv = {
    .row = {"DESADV", "despatch advice"},
    .family = VMI_EDI_EDIFACT,
    .segments =
        "BGM! DTM! ALI MEA MOA CUX FTX RFF NAD LOC CTA COM TOD TDT EQD SEL EQA CPS PAC HAN PCI GIN GIR "
        "SGP TMP LIN PIA IMD QTY DLM DGS QVR CNT AUT PCD TSR EFI CCI CAV PRI UNS GPO STS PIT ",
    .state_size = sizeof(struct edifact_document),
    .begin = begin,
    .segment = edifact_document_segment,
    .end = edifact_document_end,
};
