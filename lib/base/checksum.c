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

/* Polynomials over one bit, the highest bit being that of x^0, modulo that of Castagnoli. */
static uint32_t multiply(uint32_t a, uint32_t b)
{
    const uint32_t castagnoli = UINT32_C(0x82F63B78);
    uint32_t product = 0;
    for (uint32_t bit = UINT32_C(1) << 31; bit; bit >>= 1) {
        product ^= a & bit ? b : 0;
        b = b >> 1 ^ (b & 1 ? castagnoli : 0);
    }
    return product;
}

/* Behind LENGTH zero bytes a checksum is multiplied by x^8 as often; the inversions cancel each other out. */
uint32_t vmi_crc32c_join(uint32_t first, uint32_t second, uint64_t length)
{
    uint32_t power = UINT32_C(1) << 31, square = UINT32_C(1) << 23;
    for (; length; length >>= 1, square = multiply(square, square))
        if (length & 1)
            power = multiply(square, power);
    return multiply(power, first) ^ second;
}

uint64_t vmi_identity(struct vmi_slice bytes)
{
    return XXH3_64bits(bytes.text ? bytes.text : "", bytes.length);
}

uint32_t vmi_fingerprint(struct vmi_slice bytes)
{
    return (uint32_t)(vmi_identity(bytes) >> 32);
}
