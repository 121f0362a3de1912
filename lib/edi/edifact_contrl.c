/*
 * CONTRL, syntax and service report: the partner's system has read what it was sent, or has refused it, as an interchange
 * (UCI), a group (UCF) or a message (UCM).
 */
#include "edifact.h"

struct state {
    struct vmi_slice interchange; /* that is answered */
    bool known;
};

/* ABOUT in the interchange, ACTION the element of 0083. */
static void put(struct edi_walk *w, struct vmi_slice about, struct vmi_slice sku, size_t action)
{
    struct state *st = w->state;
    struct edi_fact f = edi_fact_begin();
    char quoted[VMI_QUOTED_SIZE];
    struct vmi_buffer ref = {.maximum = 256};
    f.element = "CONTRL/0083";
    f.value = vmi_edi_component(w->segment, action, 1);
    f.kind = VMI_FUNCTIONAL_ACK;
    if (!edifact_rank("4 7 8", f.value)) {
        walk_tell(w, VMI_CHECK_EDI_CODE, action, "%s is neither an acknowledgement nor a refusal",
                  vmi_text_quote(f.value, quoted));
        walk_pass(w, f.element, f.value, "not known");
        return;
    }
    vmi_buffer_add_slice(&ref, st->interchange);
    if (about.length) {
        vmi_buffer_add(&ref, "/", 1);
        vmi_buffer_add_slice(&ref, about);
    }
    f.quantity = vmi_slice_is(f.value, "4") ? 0 : VMI_DECIMAL_ONE;
    f.date = w->sent;
    f.location = w->sender;
    f.sku = sku.length ? sku : VMI_SLICE("CONTRL");
    f.ref = vmi_buffer_slice(&ref);
    walk_put(w, &f);
    walk_end_item(w);
    vmi_buffer_free(&ref);
}

static void take_interchange(struct edi_walk *w)
{
    struct state *st = w->state;
    if (!st->known)
        st->interchange = walk_keep(w, vmi_edi_component(w->segment, 1, 1));
    st->known = true;
    put(w, VMI_SLICE_NONE, VMI_SLICE_NONE, 4);
}

static void segment(struct edi_walk *w)
{
    struct vmi_slice number = vmi_edi_component(w->segment, 1, 1);
    switch (edi_tag(w->segment)) {
    case TAG3('U', 'C', 'I'):
        take_interchange(w);
        break;
    case TAG3('U', 'C', 'F'):
        put(w, number, VMI_SLICE_NONE, 4);
        break;
    case TAG3('U', 'C', 'M'):
        put(w, number, vmi_edi_component(w->segment, 2, 1), 3);
        break;
    }
}

const struct edi_message edi_edifact_contrl = {
    .row = {"CONTRL", "syntax and service report"},
    .family = VMI_EDI_EDIFACT,
    .segments = "UCI! UCM UCS UCD UCF ",
    .state_size = sizeof(struct state),
    .segment = segment,
};
