/*
 * cut.h: a line of plain text cut into cells, many bytes at a time; part of csv_reader.h.
 */
#ifndef VMI_CUT_H
#define VMI_CUT_H

#include "vmi/rows.h"

struct cut {
    char delimiter;
    char quote;    /* '\0': none */
    char line_end; /* LF, with or without a CR before it; or CR */
};

/* The line that was cut. */
struct cut_line {
    size_t cells;
    size_t length, ending; /* as those of struct vmi_line */
};

/*
 * Cuts the line that begins WINDOW into CELLS. False, with nothing said of CELLS, when it is blank or begins with a
 * blank, holds something that needs a closer look (a quote, a control character, what is not ASCII), has more than MOST
 * cells, or ends too near to the end of WINDOW to be read in large steps. Blanks round a cell are not part of it.
 */
bool cut_plain(const struct cut *cut, struct vmi_slice window, struct vmi_cell *cells, size_t most,
               struct cut_line *line) VMI_MUST_USE;

/* Without the blanks at both ends; a tab is none where it parts cells. */
struct vmi_slice cut_trim(struct vmi_slice cell, char delimiter);

#endif
