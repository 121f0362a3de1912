/*
 * segment_check.h: damage that shows in a segment, whatever the message does with it.
 */
#ifndef VMI_EDI_SEGMENT_CHECK_H
#define VMI_EDI_SEGMENT_CHECK_H

#include "reader.h"

/* Tells what is wrong with the segment at hand, whose tag that is, of a message that is read. */
void segment_check(struct edi_reader *r, uint32_t tag);

#endif
