/*
 * message.h: the registry of messages that become records.
 */
#ifndef VMI_EDI_MESSAGE_H
#define VMI_EDI_MESSAGE_H

#include "walk.h"

struct edi_message {
    struct vmi_edi_message_row row;
    enum vmi_edi_family family;
    const char *group; /* GS01 of its groups; NULL in EDIFACT */

    /*
     * The segments that it may have, each followed by a blank, the header and the trailer left out; ! marks those that it
     * must have.
     */
    const char *segments;

    size_t state_size;                   /* of walk->state; 0: none */
    void (*begin)(struct edi_walk *w);   /* NULL: nothing to do */
    void (*segment)(struct edi_walk *w); /* walk->segment is neither header nor trailer */
    void (*end)(struct edi_walk *w);     /* before the last item is settled; NULL: nothing to do */
};

/* NULL: not one of ours. */
const struct edi_message *edi_message_find(enum vmi_edi_family family, struct vmi_slice id);

/* What a message that carries no inventory is about, "" where even that is not known. */
const char *edi_message_other(struct vmi_slice id);

/* A tag as a number, for switches; letters are upper-case. 0: it is none, of 2 or 3 letters and digits. */
#define TAG2(a, b)    ((uint32_t)(a) << 16 | (uint32_t)(b) << 8)
#define TAG3(a, b, c) (TAG2(a, b) | (uint32_t)(c))

static inline uint32_t edi_tag_of(struct vmi_slice text)
{
    uint32_t tag = 0;
    if (text.length != 2 && text.length != 3)
        return 0;
    for (size_t i = 0; i < 3; i++) {
        unsigned char c = i < text.length ? (unsigned char)text.text[i] : 0;
        c = c >= 'a' && c <= 'z' ? (unsigned char)(c - 'a' + 'A') : c;
        if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && i < text.length)
            return 0;
        tag = tag << 8 | c;
    }
    return tag;
}

static inline uint32_t edi_tag(const struct vmi_edi_segment *s)
{
    return edi_tag_of(s->tag);
}

extern const struct edi_message edi_x12_830, edi_x12_846, edi_x12_850, edi_x12_852, edi_x12_855, edi_x12_856,
    edi_x12_860, edi_x12_861, edi_x12_862, edi_x12_865, edi_x12_867, edi_x12_997, edi_x12_999;

extern const struct edi_message edi_edifact_invrpt, edi_edifact_slsrpt, edi_edifact_slsfct,
    edi_edifact_delfor, edi_edifact_orders, edi_edifact_ordchg, edi_edifact_ordrsp, edi_edifact_desadv,
    edi_edifact_recadv, edi_edifact_contrl;

#endif
