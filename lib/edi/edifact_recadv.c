/*
 * RECADV, receiving advice: what has arrived of an order and stays. What is to be sent back or destroyed is no stock.
 */
#include "edifact_document.h"

static void put(struct edi_walk *w)
{
    struct edifact_document *d = w->state;
    const struct edi_fact *received = edifact_document_quantity(d, 0, EDI_RECADV_PACK);
    d->split_kind = VMI_RECEIVED;
    if (received)
        edifact_document_put(w, received, VMI_RECEIVED, true);
    edifact_document_pass_others(w, EDI_RECADV_PACK, received);
}

static void begin(struct edi_walk *w)
{
    static const struct edifact_document_kind kind = {.table = &edi_qty_recadv,
                                                      .amounts = EDI_RECADV_PACK,
                                                      .dates = "50 35 137",
                                                      .line_dates = "50 35",
                                                      .dues = "",
                                                      .orders = "ON",
                                                      .line_orders = true,
                                                      .put = put};
    edifact_document_begin(w, &kind);
}

const struct edi_message edi_edifact_recadv = {
    .row = {"RECADV", "receiving advice"},
    .family = VMI_EDI_EDIFACT,
    .segments =
        "BGM! DTM! RFF FTX NAD LOC CTA COM TDT EQD SEL CPS PAC PCI QTY QVR GIN GIR INP CDI MEA LIN PIA IMD "
        "DLM ALI STS CNT AUT TOD DOC PRI MOA UNS ",
    .state_size = sizeof(struct edifact_document),
    .begin = begin,
    .segment = edifact_document_segment,
    .end = edifact_document_end,
};
