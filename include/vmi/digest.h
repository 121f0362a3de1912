/*
 * digest.h: SHA-256 (FIPS 180-4) of bytes as they come, by which one file is known from another.
 */
#ifndef VMI_DIGEST_H
#define VMI_DIGEST_H

#include "vmi/text.h"

struct vmi_digest;

enum { VMI_DIGEST_SIZE = 32, VMI_DIGEST_TEXT_SIZE = 65 };

struct vmi_digest *vmi_digest_new(void);
void vmi_digest_add(struct vmi_digest *digest, struct vmi_slice bytes);

/* Writes the digest of all bytes that were added, and frees it. */
void vmi_digest_end(struct vmi_digest *digest, unsigned char value[VMI_DIGEST_SIZE]);

/* Writes it in hexadecimal, with a NUL behind it; returns TEXT. */
const char *vmi_digest_text(const unsigned char value[VMI_DIGEST_SIZE], char text[VMI_DIGEST_TEXT_SIZE]);

#endif
