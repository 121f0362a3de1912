/*
 * x12_line.h: a line of an order, of its change, or of an answer to them.
 *
 * Its quantity is one, or what the segments behind it split it into: by store (SDQ), or by day (SCH), of which the first
 * that comes counts, since both are about the same quantity. Days and places of the line may follow as well; so it is put
 * when it ends.
 */
#ifndef VMI_EDI_X12_LINE_H
#define VMI_EDI_X12_LINE_H

#include "x12.h"

enum x12_split { X12_WHOLE, X12_BY_STORE, X12_BY_DAY };

struct x12_line {
    struct edi_fact fact; /* its quantity is unknown where the line tells none */
    const char *days;     /* qualifiers of DTM that say when it is due, the best first */
    bool open, told;      /* told: its quantity is no number, which has been told */
    enum x12_split split;
    struct edi_choice place; /* of the line itself */
    struct x12_day until;
    struct x12_waiting parts;
};

/* The segment at hand begins it. FACT has its number, unit and what else is known; its texts are kept. */
void x12_line_begin(struct edi_walk *w, struct x12_line *line, const struct edi_fact *fact, const char *days);

/* Takes the segment at hand where it is one of the line that is open; false: it is not. */
bool x12_line_take(struct edi_walk *w, struct x12_line *line);

/* Puts what the line became, and closes it. False: it told no quantity at all. */
bool x12_line_end(struct edi_walk *w, struct x12_line *line);

#endif
