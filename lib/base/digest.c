#include "vmi/digest.h"

#include <stdlib.h>

#include <nettle/sha2.h>

#include "vmi/memory.h"

struct vmi_digest {
    struct sha256_ctx context;
};

struct vmi_digest *vmi_digest_new(void)
{
    struct vmi_digest *d = vmi_alloc(sizeof *d);
    sha256_init(&d->context);
    return d;
}

void vmi_digest_add(struct vmi_digest *d, struct vmi_slice bytes)
{
    sha256_update(&d->context, bytes.length, (const uint8_t *)bytes.text);
}

void vmi_digest_end(struct vmi_digest *d, unsigned char value[VMI_DIGEST_SIZE])
{
    sha256_digest(&d->context, VMI_DIGEST_SIZE, value);
    free(d);
}

const char *vmi_digest_text(const unsigned char value[VMI_DIGEST_SIZE], char text[VMI_DIGEST_TEXT_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < VMI_DIGEST_SIZE; i++) {
        text[2 * i] = digits[value[i] >> 4];
        text[2 * i + 1] = digits[value[i] & 15];
    }
    text[VMI_DIGEST_TEXT_SIZE - 1] = '\0';
    return text;
}
