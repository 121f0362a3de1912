/*
 * cut.h: a line of plain text cut into cells, many bytes at a time; part of csv_reader.h.
 */
#ifndef VMI_CUT_H
#define VMI_CUT_H

#include "vmi/rows.h"

/* What is not plain: a quote (as long as it is not '\0'), the line end that is not the file's. */
struct cut {
    char delimiter, quote, lone;
};

/*
 * Cuts LINE, which is not empty, into CELLS and returns how many there are. 0: it holds something that needs a closer
 * look (a quote, a NUL, a lone line end, what is not ASCII), has more than MOST cells, or stands too near to the end of
 * what is there to be read in large steps. BLANK bytes round a cell are not part of it.
 */
size_t cut_plain(const struct cut *cut, const struct vmi_line *line, struct vmi_cell *cells, size_t most);

/* Without the blanks at both ends; a tab is none where it parts cells. */
struct vmi_slice cut_trim(struct vmi_slice cell, char delimiter);

#endif
