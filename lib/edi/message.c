#include "message.h"

static const struct edi_message *const messages[] = {
    &edi_x12_830,        &edi_x12_846,        &edi_x12_850,        &edi_x12_852,        &edi_x12_855,
    &edi_x12_856,        &edi_x12_860,        &edi_x12_861,        &edi_x12_862,        &edi_x12_865,
    &edi_x12_867,        &edi_x12_997,        &edi_x12_999,

    &edi_edifact_invrpt, &edi_edifact_slsrpt, &edi_edifact_slsfct, &edi_edifact_delfor, &edi_edifact_orders,
    &edi_edifact_ordchg, &edi_edifact_ordrsp, &edi_edifact_desadv, &edi_edifact_recadv, &edi_edifact_contrl,
};

const struct edi_message *edi_message_find(enum vmi_edi_family family, struct vmi_slice id)
{
    for (size_t i = 0; i < VMI_COUNT(messages); i++)
        if (messages[i]->family == family && vmi_slice_is(id, messages[i]->row.id))
            return messages[i];
    return NULL;
}

const struct vmi_edi_message_row *vmi_edi_message(size_t at)
{
    return at < VMI_COUNT(messages) ? &messages[at]->row : NULL;
}

const char *edi_message_other(struct vmi_slice id)
{
    static const struct vmi_edi_message_row others[] = {
        {"110", "freight details and invoice"},
        {"204", "load tender"},
        {"210", "freight invoice"},
        {"214", "shipment status"},
        {"270", "health care eligibility"},
        {"271", "health care eligibility"},
        {"275", "patient information"},
        {"276", "health care claim status"},
        {"277", "health care claim status"},
        {"278", "health care review"},
        {"315", "ocean shipment status"},
        {"753", "routing request"},
        {"754", "routing instructions"},
        {"810", "invoice"},
        {"812", "credit or debit adjustment"},
        {"816", "organizational relationships"},
        {"820", "payment"},
        {"824", "application advice"},
        {"832", "price catalogue"},
        {"834", "benefit enrolment"},
        {"835", "health care payment"},
        {"837", "health care claim"},
        {"838", "trading partner profile"},
        {"864", "text message"},
        {"870", "order status"},
        {"875", "grocery order"},
        {"880", "grocery invoice"},
        {"940", "warehouse shipping order"},
        {"944", "warehouse receipt"},
        {"945", "warehouse shipping advice"},
        {"947", "warehouse adjustment"},
        {"APERAK", "application error and acknowledgement"},
        {"BAPLIE", "bay plan"},
        {"COARRI", "container report"},
        {"CODECO", "container gate report"},
        {"COPRAR", "container order"},
        {"CUSCAR", "customs cargo report"},
        {"CUSDEC", "customs declaration"},
        {"DELJIT", "just-in-time delivery"},
        {"HANMOV", "cargo handling"},
        {"IFCSUM", "forwarding summary"},
        {"IFTMBC", "booking confirmation"},
        {"IFTMBF", "firm booking"},
        {"IFTMIN", "transport instruction"},
        {"IFTSAI", "schedule and availability"},
        {"IFTSTA", "transport status"},
        {"INFENT", "enterprise accounting information"},
        {"INVOIC", "invoice"},
        {"MEDRPT", "medical report"},
        {"MSCONS", "metered consumption"},
        {"PAORES", "travel product status"},
        {"PARTIN", "party information"},
        {"PAYORD", "payment order"},
        {"PNRGOV", "passenger data"},
        {"PRICAT", "price catalogue"},
        {"PRODAT", "product data"},
        {"QUOTES", "quotation"},
        {"REMADV", "remittance advice"},
        {"REQOTE", "request for quotation"},
        {"UTILMD", "utility master data"},
    };
    for (size_t i = 0; i < VMI_COUNT(others); i++)
        if (vmi_slice_is(id, others[i].id))
            return others[i].meaning;
    return "";
}
