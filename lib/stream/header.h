/*
 * header.h: what stands at the beginning of CSV: which line is the header, and what parts its cells; part of rows.h.
 */
#ifndef VMI_HEADER_H
#define VMI_HEADER_H

#include "vmi/rows.h"

/* The first bytes of a file, and how it is read. */
struct header_search {
    const struct vmi_rows_options *options;
    const struct vmi_rows_judge *judge;
    struct vmi_slice bytes;
    char line_end;
    bool all; /* of the file: its last line may be without its end */
};

/* The first line, without its end. */
struct vmi_slice header_first_line(struct vmi_slice bytes, char line_end);

/* Of the marks that may part cells the one that stands most often in a header, outside quotes; of equals the first. */
char header_delimiter(struct vmi_slice line, bool no_quotes);

/* True when the judge takes the header on the first line for one of ours. */
bool header_is_own(const struct header_search *search);

/* How many lines stand before the first one that is understood as a header; 0 also where none is. */
uint64_t header_find(const struct header_search *search);

#endif
