/*
 * envelope.h: what the levels of an envelope have in common, for the files that know them.
 */
#ifndef VMI_EDI_ENVELOPE_H
#define VMI_EDI_ENVELOPE_H

#include "reader.h"

void envelope_set_text(struct vmi_buffer *to, struct vmi_slice text);

/* Element N of the segment at hand; of EDIFACT its first component. */
struct vmi_slice envelope_element(const struct edi_reader *r, size_t n);

/* Element N should be the level's count of WHAT, and its number, as in the HEADER. FIELD: "SE01". */
void envelope_check_count(struct edi_reader *r, struct edi_level *level, size_t n, const char *field,
                          const char *what);
void envelope_check_number(struct edi_reader *r, struct edi_level *level, size_t n, const char *field,
                           const char *header);

void envelope_open_level(struct edi_reader *r, struct edi_level *level, struct vmi_slice number);

/* What is closed with a fault is refused, as a look ahead finds. */
void envelope_close_level(struct edi_reader *r, struct edi_level *level);

/* The trailer of a message, or of a group, did not come: another header did, or the end. */
void envelope_miss_message(struct edi_reader *r);
void envelope_miss_group(struct edi_reader *r);

/* ---- interchanges (interchange.c) ----------------------------------------------------------------------- */

void interchange_open_isa(struct edi_reader *r);
void interchange_open_unb(struct edi_reader *r);

/* A message that stands alone, without the header of an interchange. */
void interchange_open_bare(struct edi_reader *r);
void interchange_take_trailer(struct edi_reader *r);
void interchange_miss(struct edi_reader *r);

#endif
