/*
 * encoding.h: bytes of another encoding as UTF-8, through iconv; part of source.h.
 */
#ifndef VMI_ENCODING_H
#define VMI_ENCODING_H

#include "vmi/text.h"

struct encoding;

/* NULL when there is no encoding of that name. */
struct encoding *encoding_open(const char *name);
void encoding_close(struct encoding *encoding);

/*
 * Adds BYTES to OUT as UTF-8. What begins a character and may go on in the next piece is kept; at the END it is not.
 * Bytes that are none of the encoding become one byte that is not UTF-8, so that its line is found to be bad.
 */
void encoding_convert(struct encoding *encoding, struct vmi_slice bytes, bool end, struct vmi_buffer *out);

#endif
