/*
 * json_reader.h: rows out of NDJSON or of one JSON array; part of rows.h.
 */
#ifndef VMI_JSON_READER_H
#define VMI_JSON_READER_H

#include "vmi/map.h"
#include "vmi/rows.h"

struct vmi_json_reader;

/*
 * ARRAY: the source holds one array of objects, else an object on each line. Of OPTIONS, nested counts: the members of
 * an object within a record are cells then, but objects and arrays within that one are not taken apart. A name that comes
 * up twice so makes the row BAD.
 */
struct vmi_json_reader *vmi_json_reader_new(struct vmi_source *source, bool array,
                                            const struct vmi_rows_options *options);
void vmi_json_reader_free(struct vmi_json_reader *reader);
enum vmi_next vmi_json_reader_next(struct vmi_json_reader *reader, struct vmi_row *row,
                                   struct vmi_error *error);

/* The keys so far, by column. */
const struct vmi_map *vmi_json_reader_keys(const struct vmi_json_reader *reader);

/* Gives the reader, which is new, the keys of another one as columns. */
void vmi_json_reader_know(struct vmi_json_reader *reader, const struct vmi_map *keys);

#endif
