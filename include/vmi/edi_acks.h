/*
 * edi_acks.h: what partners are told of the syntax of what they sent: TA1 and 997 or 999, or CONTRL.
 *
 * One interchange is written for each that came: a 997 or 999 for each functional group of X12 but those of
 * acknowledgements, a CONTRL for each interchange of EDIFACT that is none. It has the control number of the interchange
 * that it answers, and its date and time, so that the same input gives the same answer.
 */
#ifndef VMI_EDI_ACKS_H
#define VMI_EDI_ACKS_H

#include "vmi/edi_profile.h"

struct vmi_edi_acks;

struct vmi_edi_acks *vmi_edi_acks_new(void);
void vmi_edi_acks_free(struct vmi_edi_acks *acks);

/* What is to be sent, and takes it: the text of the interchanges that have ended since the last call. */
struct vmi_slice vmi_edi_acks_take(struct vmi_edi_acks *acks);

#endif
