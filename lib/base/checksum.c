#include "vmi/checksum.h"

#include <isa-l/crc.h>
#include <xxhash.h>

uint32_t vmi_crc32c(uint32_t crc, const char *bytes, size_t length)
{
    /* isa-l takes an int and a buffer that it does not write to; it leaves both inversions to the caller. */
    while (length) {
        size_t piece = length < (1u << 30) ? length : 1u << 30;
        crc = ~crc32_iscsi((unsigned char *)(uintptr_t)bytes, (int)piece, ~crc);
        bytes += piece;
        length -= piece;
    }
    return crc;
}

uint64_t vmi_identity(struct vmi_slice bytes)
{
    return XXH3_64bits(bytes.text ? bytes.text : "", bytes.length);
}

uint32_t vmi_fingerprint(struct vmi_slice bytes)
{
    return (uint32_t)(vmi_identity(bytes) >> 32);
}
