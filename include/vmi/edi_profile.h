/*
 * edi_profile.h: how trading partners use what the standards leave open.
 *
 * It is the member "edi" of a mapping: settings for all partners, and under "partners" others for senders that match a
 * glob, of which the first that matches counts.
 *
 *     {"edi": {"sales": "QS", "sku": ["UP", "VP"], "codes": {"852/ZA01=QO": "ignore"},
 *              "partners": {"ACME*": {"feed": "full", "century": 80}}}}
 */
#ifndef VMI_EDI_PROFILE_H
#define VMI_EDI_PROFILE_H

#include "vmi/decimal.h"
#include "vmi/error.h"
#include "vmi/map.h"

enum vmi_edi_feed { VMI_EDI_DELTA, VMI_EDI_FULL };

/* What a week number counts from: ISO 8601, or the week that holds January 1st, beginning on Sunday. */
enum vmi_edi_week { VMI_EDI_WEEK_ISO, VMI_EDI_WEEK_US };

enum vmi_edi_reply {
    VMI_EDI_REPLY_AUTO,
    VMI_EDI_REPLY_997,
    VMI_EDI_REPLY_999,
    VMI_EDI_REPLY_CONTRL,
    VMI_EDI_REPLY_NONE
};

struct vmi_edi_pack {
    struct vmi_slice unit;
    vmi_decimal size; /* base units in one */
};

struct vmi_edi_override {
    struct vmi_slice code; /* "852/ZA01=QO" */
    int kind;              /* lib/edi's own */
};

/* A text under a code: a unit of ours and the partner's, a qualifier and a reference. */
struct vmi_edi_pair {
    struct vmi_slice code, text;
};

/* How orders are sent to a partner: the member "orders". What is unknown is as the message has it by default. */
struct vmi_edi_orders {
    struct vmi_slice version;             /* 004010; D:96A:UN */
    struct vmi_slice syntax;              /* UNOC:3 */
    struct vmi_slice delimiters;          /* X12: element, component, terminator, repetition; else as UNA */
    struct vmi_slice place, location;     /* qualifiers of the location: 98 and 66, 3035 and 3055 */
    struct vmi_slice vendor_code, vendor; /* qualifier and id of the two parties within a message */
    struct vmi_slice customer_code, customer;
    struct vmi_slice sku;                      /* qualifier of our skus where they are no GTIN */
    struct vmi_slice vendor_sku, customer_sku; /* and of the other numbers of an item */
    struct vmi_slice answer;                   /* ACK01 of the lines of an 855; "none": there is no ACK */
    struct vmi_edi_pair *units, *references;
    size_t unit_count, reference_count;
    bool lines; /* each segment on a line of its own */
    bool hash;  /* CTT02 */
    bool test;  /* the interchange is a test */
};

struct vmi_edi_profile {
    struct vmi_slice sender;                  /* glob */
    enum vmi_edi_feed feed;                   /* delta: what is not listed has not changed */
    struct vmi_slice *sku, *location, *sales; /* codes, the first that is there counts */
    size_t sku_count, location_count, sales_count;
    struct vmi_edi_override *overrides;
    size_t override_count;
    struct vmi_slice unit; /* of quantities that have none */
    struct vmi_edi_pack *packs;
    size_t pack_count;
    bool gtin_as_sent; /* else all are written with 14 digits */
    int century;       /* years of two digits from here on are of 1900 */
    enum vmi_edi_week week;
    enum vmi_edi_reply reply;
    bool test;             /* test interchanges are read */
    bool received_damaged; /* a received quantity holds what was damaged */
    struct vmi_edi_orders orders;
};

struct vmi_edi_profiles {
    struct vmi_arena arena;
    struct vmi_edi_profile all;
    struct vmi_edi_profile *partners; /* complete: what they do not set is as for all */
    size_t partner_count;
};

/* Begin with a zeroed struct. The defaults for all partners. */
void vmi_edi_profiles_begin(struct vmi_edi_profiles *profiles);

/*
 * Reads the member "edi" of a mapping, TEXT; without it the defaults stand. Errors have status VMI_USAGE, line, column and
 * the key.
 */
bool vmi_edi_profiles_read(struct vmi_edi_profiles *profiles, struct vmi_slice text,
                           struct vmi_error *error) VMI_MUST_USE;
void vmi_edi_profiles_free(struct vmi_edi_profiles *profiles);

/* The profile for a sender's id; orders go by that of their receiver, who sends the rest. */
const struct vmi_edi_profile *vmi_edi_profile_of(const struct vmi_edi_profiles *profiles,
                                                 struct vmi_slice sender);

#endif
