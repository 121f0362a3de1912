/*
 * content.h: 128 bits of XXH3 over a content that comes in pieces, by which it is known again. No signature.
 */
#ifndef VMI_CONTENT_H
#define VMI_CONTENT_H

#include "vmi/text.h"

struct vmi_content;

enum { VMI_CONTENT_TEXT_SIZE = 33 };

struct vmi_content *vmi_content_new(void);
void vmi_content_free(struct vmi_content *content);
void vmi_content_restart(struct vmi_content *content);
void vmi_content_add(struct vmi_content *content, struct vmi_slice bytes);

/* Writes what all bytes since the last restart give, in hexadecimal with a NUL behind it; returns TEXT. */
const char *vmi_content_text(const struct vmi_content *content, char text[VMI_CONTENT_TEXT_SIZE]);

#endif
