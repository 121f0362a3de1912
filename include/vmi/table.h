/*
 * table.h: records in and out of streams: a text format, a column table, a seal.
 *
 * The reader checks everything that the column table and the record type say; a record that does not hold is BAD with
 * line and column. The texts of a record are slices that die at the reader's next call.
 */
#ifndef VMI_TABLE_H
#define VMI_TABLE_H

#include "vmi/arena.h"
#include "vmi/column.h"
#include "vmi/rows.h"
#include "vmi/sink.h"

struct vmi_table_reader;

struct vmi_table_reader_options {
    enum vmi_format format; /* AUTO, CSV or NDJSON */
    bool sealed;            /* the stream must end in a seal */
};

/* Takes SOURCE over. */
struct vmi_table_reader *vmi_table_reader_open(struct vmi_source *source, const struct vmi_record_type *type,
                                               const struct vmi_table_reader_options *options);
void vmi_table_reader_close(struct vmi_table_reader *reader);

/*
 * Fills RECORD, a struct of the type. FAIL: the stream cannot be used, or was cut off; its seal, where it has one,
 * is checked and never handed out.
 */
enum vmi_next vmi_table_reader_next(struct vmi_table_reader *reader, void *record, struct vmi_error *error);

/*
 * Fills RECORDS, an array of the struct, with up to MOST that are as most are; returns how many. They stand in lines one
 * behind the other, ERROR tells that of the last, and their texts die together. 0: the next is for
 * vmi_table_reader_next(), be it a record or the end. RECORDS and MOST are the same at all calls, and nothing but what
 * the columns of the stream say is written to them in between.
 */
size_t vmi_table_reader_few(struct vmi_table_reader *reader, void *records, size_t most,
                            struct vmi_error *error);

/*
 * Several threads may read a file, each a part of it (vmi_source_split()). A reader from PLACE on, for any thread; it
 * says nothing of use when something is wrong, but may be read in vain then, and comes to its END also before a seal. NULL
 * where it cannot be had.
 */
struct vmi_table_reader *vmi_table_reader_from(const struct vmi_table_reader *reader, uint64_t place);

/*
 * READER goes on where PART has got to, which began where READER stands; as if it had read that itself. Returns how many
 * records it was.
 */
uint64_t vmi_table_reader_pass(struct vmi_table_reader *reader, struct vmi_table_reader *part);

/* What it reads; NULL while that cannot be read in parts: JSON, and all before the first record. */
struct vmi_source *vmi_table_reader_source(const struct vmi_table_reader *reader);

uint64_t vmi_table_reader_position(const struct vmi_table_reader *reader); /* bytes read */

/*
 * Reads one cell into the member of RECORD that COLUMN describes. False with code and text of ERROR set; the field is
 * the column's name.
 */
bool vmi_cell_read(const struct vmi_column *column, const struct vmi_cell *cell, void *record,
                   struct vmi_error *error) VMI_MUST_USE;

#define VMI_CELL_TEXT_SIZE 344

/* The member as text: a slice of the record itself or of BUFFER. Unknown is an unknown slice. */
struct vmi_slice vmi_cell_text(const struct vmi_column *column, const void *record,
                               char buffer[VMI_CELL_TEXT_SIZE]);

enum vmi_output_form { VMI_OUTPUT_CSV, VMI_OUTPUT_NDJSON, VMI_OUTPUT_PEOPLE, VMI_OUTPUT_MARKDOWN };

struct vmi_table_writer;

struct vmi_table_writer_options {
    enum vmi_output_form output;
    bool seal;
    bool spreadsheet_safe;
    size_t width;                   /* of the terminal for PEOPLE; 0: as wide as it wants */
    bool color;                     /* PEOPLE alone */
    const struct vmi_slice *extras; /* names of further text columns behind the type's own */
    size_t extra_count;
};

/* Writes the header at once. The options are copied; SINK stays the caller's. */
struct vmi_table_writer *vmi_table_writer_open(struct vmi_sink *sink, const struct vmi_record_type *type,
                                               const struct vmi_table_writer_options *options);

/* EXTRAS are the cells of the further columns, NULL when there are none. */
void vmi_table_writer_add(struct vmi_table_writer *writer, const void *record,
                          const struct vmi_slice *extras);

uint64_t vmi_table_writer_records(const struct vmi_table_writer *writer);

/* Writes what is left: the table for people, the seal. */
void vmi_table_writer_finish(struct vmi_table_writer *writer);
void vmi_table_writer_free(struct vmi_table_writer *writer);

/* The control record that ends a sealed stream, with its line end; JSON says in which form. */
void vmi_seal_write(struct vmi_buffer *out, uint64_t records, uint32_t crc, bool json);

/* Reads a control record, either form; false when the line is none. */
bool vmi_seal_read(struct vmi_slice line, uint64_t *records, uint32_t *crc) VMI_MUST_USE;

/*
 * Checks the control record ROW against SOURCE: it counts RECORDS, and has the checksum of all bytes since the one
 * before it. The checksum then begins anew. False, with ERROR, when the stream was cut, changed or joined wrongly.
 */
bool vmi_seal_check(struct vmi_source *source, const struct vmi_row *row, uint64_t records,
                    struct vmi_error *error) VMI_MUST_USE;

/*
 * Aligned columns for people, out of cells that were formatted; used by the writer for PEOPLE. ROWS times COUNT cells,
 * a row after the other.
 */
void vmi_people_write(struct vmi_buffer *out, const struct vmi_record_type *type,
                      const struct vmi_slice *cells, size_t rows, size_t width, bool color);

/* The same cells as a table in Markdown, used for MARKDOWN. */
void vmi_people_markdown(struct vmi_buffer *out, const struct vmi_record_type *type,
                         const struct vmi_slice *cells, size_t rows);

#endif
