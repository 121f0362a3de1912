/*
 * checksum.h: the two digests of the toolkit, both from libraries.
 */
#ifndef VMI_CHECKSUM_H
#define VMI_CHECKSUM_H

#include "vmi/text.h"

/*
 * CRC-32C (Castagnoli; RFC 3720 appendix B.4). Begin with 0 and feed each piece in turn; the value is final after
 * every call: "123456789" gives e3069283.
 */
uint32_t vmi_crc32c(uint32_t crc, const char *bytes, size_t length);

/* That of two texts one behind the other, of which the second, LENGTH bytes long, alone has the checksum SECOND. */
uint32_t vmi_crc32c_join(uint32_t first, uint32_t second, uint64_t length);

/* The first 32 bits of XXH3 (64 bits) over the bytes: tells two versions of an agreement apart. No signature. */
uint32_t vmi_fingerprint(struct vmi_slice bytes);

/* All 64 bits of it: what a thing is known by from one run to the next. */
uint64_t vmi_identity(struct vmi_slice bytes);

#endif
