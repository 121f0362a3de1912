/*
 * edi_seen.h: the interchanges that came before, by their key and by their content.
 *
 * The key is what the parties call an interchange by: sender, receiver and control number. The content is told by 128 bits
 * of XXH3 over its segments, so that a resend with other line ends is the same. As text, it is a CSV.
 */
#ifndef VMI_EDI_SEEN_H
#define VMI_EDI_SEEN_H

#include "vmi/error.h"

struct vmi_edi_seen;

struct vmi_edi_seen *vmi_edi_seen_new(void);
void vmi_edi_seen_free(struct vmi_edi_seen *seen);

/* Adds a part of a key to OUT, as a cell of CSV; the parts are parted by commas. */
void vmi_edi_seen_key(struct vmi_buffer *out, struct vmi_slice part);

/* The content of the interchange of KEY, "" where there was none of that key. */
const char *vmi_edi_seen_find(const struct vmi_edi_seen *seen, struct vmi_slice key);

/* Adds one; of a key that is there the first content stands. */
void vmi_edi_seen_add(struct vmi_edi_seen *seen, struct vmi_slice key, struct vmi_slice content);

/* Takes what vmi_edi_seen_write() wrote. Errors have status VMI_INPUT and the line. */
bool vmi_edi_seen_read(struct vmi_edi_seen *seen, struct vmi_slice text,
                       struct vmi_error *error) VMI_MUST_USE;
void vmi_edi_seen_write(const struct vmi_edi_seen *seen, struct vmi_buffer *out);

/* How many there are. */
size_t vmi_edi_seen_count(const struct vmi_edi_seen *seen);

#endif
