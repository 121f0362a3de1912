/*
 * seen.h: whether a thing came before, told by 128 bits of XXH3 over its bytes.
 *
 * A set that keeps digests in place of things, so that it costs 32 bytes for each, however long they are. Two things
 * of one digest are taken for one: among a thousand million of them that comes to pass once in 10^20 runs. Begin with a
 * zeroed struct.
 */
#ifndef VMI_SEEN_H
#define VMI_SEEN_H

#include "vmi/text.h"

struct vmi_seen {
    uint64_t (*digests)[2]; /* both 0: free */
    size_t slots, count;
};

/* True when the same bytes were added before. */
bool vmi_seen_add(struct vmi_seen *seen, struct vmi_slice bytes);
void vmi_seen_free(struct vmi_seen *seen);

#endif
