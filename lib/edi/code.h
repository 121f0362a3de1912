/*
 * code.h: the codes of both standards that say what a quantity is; the subset that inventory needs, in our own words.
 */
#ifndef VMI_EDI_CODE_H
#define VMI_EDI_CODE_H

#include "vmi/edi_profile.h"
#include "vmi/measure.h"

/* What quantities are, beside the measures of activity. */
enum edi_kind {
    EDI_AVAILABLE = VMI_MEASURES, /* on hand less allocated */
    EDI_GROSS,                    /* on hand with what is on hold */
    EDI_BONDED,                   /* on hand beside the rest of it */
    EDI_OPENING,                  /* on hand as the period began */
    EDI_CLOSING,                  /* on hand as it ended */
    EDI_SIGNED_SOLD,              /* sold, or returned where it is below 0 */
    EDI_TRANSFERRED,              /* out, or in where it is below 0 */
    EDI_LOST,                     /* adjusted downwards */
    EDI_NOTHING,                  /* no activity; the row's meaning says what it is */
    EDI_KINDS,
};

/*
 * Figures of one family say the same or hold each other: of those about one item, place and time the lowest rank stands,
 * and those of that rank add up.
 */
enum edi_family {
    EDI_ALONE,
    EDI_STOCK,
    EDI_HOLD,
    EDI_SALES,
    EDI_LOWER,
    EDI_TRANSIT,
    EDI_DUE,
    EDI_DEMAND,
    EDI_ARRIVED,
    EDI_BACK
};

struct edi_code {
    const char *code;
    int kind;
    enum edi_family family;
    unsigned char rank;
    const char *meaning;
};

struct edi_code_table {
    const char *element; /* "852/ZA01" */
    const struct edi_code *codes;
    size_t count;
};

/* The row of VALUE; NULL where it is not known. */
const struct edi_code *edi_code_find(const struct edi_code_table *table, struct vmi_slice value);

/* The name of a kind: a measure of activity, "available" ...; "ignore" for nothing. */
const char *edi_kind_name(int kind);

/* The kind of that name, -1 for none. */
int edi_kind_named(struct vmi_slice name);

extern const struct edi_code_table edi_za01, edi_qty_673;

/* ---- EDIFACT (code_edifact.c) --------------------------------------------------------------------------- */

/* That of INVRPT knows all codes; those that are no activity in any message are nothing in it. */
extern const struct edi_code_table edi_qty_6063;

/* Those of the others hold what is activity in them. */
extern const struct edi_code_table edi_qty_slsrpt, edi_qty_slsfct, edi_qty_delfor, edi_qty_orders,
    edi_qty_ordchg, edi_qty_ordrsp, edi_qty_desadv, edi_qty_recadv;

/* Rows of documents, of whose quantities several together tell what a line is. */
enum {
    EDI_ORDERS_ORDERED,
    EDI_ORDERS_DELIVER,
    EDI_ORDERS_DISCRETE,
    EDI_ORDERS_FREE,
    EDI_ORDERS_PACK,
    EDI_ORDERS_PACKAGE,
    EDI_ORDERS_CODES
};
enum {
    EDI_ORDRSP_DELIVER,
    EDI_ORDRSP_ORDERED,
    EDI_ORDRSP_SHIPPED,
    EDI_ORDRSP_LATER,
    EDI_ORDRSP_CANCELLED,
    EDI_ORDRSP_PACK,
    EDI_ORDRSP_PACKAGE,
    EDI_ORDRSP_CODES
};
enum {
    EDI_DESADV_SHIPPED,
    EDI_DESADV_FREE,
    EDI_DESADV_PACK,
    EDI_DESADV_PACKAGE,
    EDI_DESADV_ORDERED,
    EDI_DESADV_CODES
};
enum {
    EDI_RECADV_ACCEPTED,
    EDI_RECADV_RECEIVED,
    EDI_RECADV_DELIVERED,
    EDI_RECADV_PACK,
    EDI_RECADV_PACKAGE,
    EDI_RECADV_DAMAGED,
    EDI_RECADV_CODES
};

/* Of the other messages of X12 (code_x12.c). */
extern const struct edi_code_table edi_qty_867, edi_ptd01, edi_fst_830, edi_fst_862, edi_ath01, edi_ack_855,
    edi_ack_865, edi_bak_855, edi_bca_865, edi_rcd_condition;

#endif
