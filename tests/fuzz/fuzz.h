/*
 * fuzz.h: what the fuzz targets share.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdlib.h>

#include "vmi/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads every byte, so that a slice that leaves its memory is seen. */
static inline void touch(struct vmi_slice s)
{
    static volatile unsigned char seen;
    unsigned char sum = 0;
    for (size_t i = 0; i < s.length; i++)
        sum ^= (unsigned char)s.text[i];
    seen = sum;
    (void)seen;
}

static inline void touch_string(const char *s)
{
    touch(vmi_slice_of(s));
}

/* What must hold, whatever the input is. */
static inline void must(bool condition)
{
    if (!condition)
        abort();
}

/* Takes the first byte off, which chooses options; 0 where there is none. */
static inline unsigned take_options(struct vmi_slice *input)
{
    if (!input->length)
        return 0;
    unsigned options = (unsigned char)input->text[0];
    input->text++, input->length--;
    return options;
}

/* A copy that ends with its memory, for the sanitizer to guard. */
static inline struct vmi_slice tight_copy(const uint8_t *data, size_t size)
{
    char *copy = malloc(size ? size : 1);
    must(copy != NULL);
    if (size)
        memcpy(copy, data, size);
    return (struct vmi_slice){copy, size};
}

#endif
