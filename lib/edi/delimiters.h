/*
 * delimiters.h: what the lexer asks where an interchange may begin.
 */
#ifndef VMI_EDI_DELIMITERS_H
#define VMI_EDI_DELIMITERS_H

#include "vmi/edi_lexer.h"

/* Space, tab, CR or LF. */
bool edi_is_blank(char c);

/* True when BYTES begin with a tag with which an interchange can begin. */
bool edi_may_begin(struct vmi_slice bytes);

/* True when BYTES are X12 whose ISA was left out: they begin with a GS or an ST. */
bool edi_lacks_isa(struct vmi_slice bytes);

/* Where such a tag stands in BYTES from AT on, not within a word; their length where there is none. */
size_t edi_find_begin(struct vmi_slice bytes, size_t at);

#endif
