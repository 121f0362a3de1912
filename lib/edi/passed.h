/*
 * passed.h: what becomes no activity, counted by what it is.
 */
#ifndef VMI_EDI_PASSED_H
#define VMI_EDI_PASSED_H

#include "vmi/map.h"

/* Begin with a zeroed struct. */
struct edi_passed {
    struct vmi_map texts;
    uint64_t *counts;
    size_t capacity;
};

/* Counts one of what the text says: "852/ZA01=QK: not listed". */
void passed_add(struct edi_passed *passed, const char *format, ...) VMI_PRINTF(2, 3);

/* Number AT: "852/ZA01=QK: not listed; 3 passed over". False behind the last. */
bool passed_text(const struct edi_passed *passed, size_t at, struct vmi_buffer *out);
void passed_free(struct edi_passed *passed);

#endif
