/*
 * csv_reader.h: RFC 4180 rows out of a source; part of rows.h.
 *
 * Blanks round an unquoted cell are not part of it; blank lines are passed over; a quote may hold line ends. A quote
 * inside an unquoted cell, text behind a closing quote, a lone CR, NUL and bytes that are not UTF-8 make a row BAD,
 * and reading goes on with the next line. Without quotes, one is a character like any other.
 */
#ifndef VMI_CSV_READER_H
#define VMI_CSV_READER_H

#include "vmi/rows.h"

struct vmi_csv_reader;

/* Of OPTIONS, no_quotes and libcsv_only count. */
struct vmi_csv_reader *vmi_csv_reader_new(struct vmi_source *source, char delimiter,
                                          const struct vmi_rows_options *options);
void vmi_csv_reader_free(struct vmi_csv_reader *reader);

/* As vmi_rows_usual(). */
bool vmi_csv_reader_usual(struct vmi_csv_reader *reader, struct vmi_row *row) VMI_MUST_USE;

enum vmi_next vmi_csv_reader_next(struct vmi_csv_reader *reader, struct vmi_row *row,
                                  struct vmi_error *error);

#endif
