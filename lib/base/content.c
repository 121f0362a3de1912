#include "vmi/content.h"

#include <stdio.h>
#include <stdlib.h>

#include <xxhash.h>

#include "vmi/memory.h"

struct vmi_content {
    XXH3_state_t *state;
};

struct vmi_content *vmi_content_new(void)
{
    struct vmi_content *c = vmi_alloc(sizeof *c);
    c->state = XXH3_createState();
    if (!c->state)
        vmi_memory_exhausted();
    vmi_content_restart(c);
    return c;
}

void vmi_content_free(struct vmi_content *c)
{
    if (!c)
        return;
    XXH3_freeState(c->state);
    free(c);
}

void vmi_content_restart(struct vmi_content *c)
{
    XXH3_128bits_reset(c->state);
}

void vmi_content_add(struct vmi_content *c, struct vmi_slice bytes)
{
    XXH3_128bits_update(c->state, bytes.text, bytes.length);
}

const char *vmi_content_text(const struct vmi_content *c, char text[VMI_CONTENT_TEXT_SIZE])
{
    XXH128_hash_t hash = XXH3_128bits_digest(c->state);
    snprintf(text, VMI_CONTENT_TEXT_SIZE, "%016llx%016llx", (unsigned long long)hash.high64,
             (unsigned long long)hash.low64);
    return text;
}
