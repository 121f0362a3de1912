/*
 * schema.h: what an agreement may look like, for programs and for people.
 */
#ifndef VMI_SCHEMA_H
#define VMI_SCHEMA_H

#include "vmi/text.h"

/* The JSON Schema (draft 2020-12) of an agreement, made from the registry of terms. */
void vmi_agreement_schema(struct vmi_buffer *out);

/* An agreement to begin with, with comments; nothing is found in it. */
extern const char vmi_agreement_example[];

#endif
