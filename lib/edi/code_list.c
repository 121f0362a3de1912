/*
 * All codes that are understood, for the manual and for people who ask.
 */
#include "vmi/edi.h"

#include "code.h"

static const struct edi_code_table *const tables[] = {
    &edi_za01,       &edi_qty_673,    &edi_qty_867,    &edi_ptd01,      &edi_fst_830,    &edi_fst_862,
    &edi_ath01,      &edi_ack_855,    &edi_bak_855,    &edi_ack_865,    &edi_bca_865,    &edi_rcd_condition,
    &edi_qty_6063,   &edi_qty_slsrpt, &edi_qty_slsfct, &edi_qty_delfor, &edi_qty_orders, &edi_qty_ordchg,
    &edi_qty_ordrsp, &edi_qty_desadv, &edi_qty_recadv,
};

bool vmi_edi_code(size_t at, struct vmi_edi_code_row *row)
{
    for (size_t i = 0; i < VMI_COUNT(tables); at -= tables[i++]->count) {
        if (at >= tables[i]->count)
            continue;
        const struct edi_code *code = &tables[i]->codes[at];
        *row = (struct vmi_edi_code_row){tables[i]->element, code->code,
                                         code->kind == EDI_NOTHING ? "" : edi_kind_name(code->kind),
                                         code->meaning};
        return true;
    }
    return false;
}
