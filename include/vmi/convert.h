/*
 * convert.h: a text of another encoding as UTF-8.
 */
#ifndef VMI_CONVERT_H
#define VMI_CONVERT_H

#include "vmi/text.h"

/*
 * Adds BYTES to OUT, converted from ENCODING (any that iconv knows); what is no character of it becomes U+FFFD. False,
 * with nothing added, when there is no such encoding.
 */
bool vmi_convert(const char *encoding, struct vmi_slice bytes, struct vmi_buffer *out);

#endif
