/*
 * source.h: bytes in, as lines or as elements of a JSON array, in bounded memory.
 *
 * A source reads a descriptor (which it closes, but for 0) or bytes that the caller lends. The slices it hands out die
 * at its next call. A byte order mark of UTF-8 at the beginning is passed over; UTF-16 is refused with a hint, unless the
 * source decodes.
 */
#ifndef VMI_SOURCE_H
#define VMI_SOURCE_H

#include "vmi/error.h"

struct vmi_source;

#define VMI_MAX_RECORD_DEFAULT ((size_t)1 << 20)

/* NAME is borrowed and stands in errors. MAX_RECORD is the longest line or element that is handed out. */
struct vmi_source *vmi_source_open(int descriptor, const char *name, size_t max_record);
struct vmi_source *vmi_source_of_bytes(struct vmi_slice bytes, const char *name, size_t max_record);
void vmi_source_close(struct vmi_source *source);

/*
 * Before the first line: reads the bytes as text in the encoding NAME (any that iconv knows), or, where it is NULL, in
 * the one that the first bytes show: that of their byte order mark, else UTF-8 where they are, else Windows-1252. False
 * when there is no such encoding. What is no text of the encoding makes its line one that is not UTF-8. Places in
 * bytes and the checksum are those of the converted text.
 */
bool vmi_source_decode(struct vmi_source *source, const char *name) VMI_MUST_USE;

/* Before vmi_source_decode(): a source whose first bytes are JUDGED so is read as it is, whatever encoding is told. */
void vmi_source_spare(struct vmi_source *source, bool (*judge)(struct vmi_slice first));

/* The encoding by which the source is read; of one that tells it by its first bytes, after the first line. */
const char *vmi_source_encoding(const struct vmi_source *source);

/*
 * Before the first line: lines may also end in CR alone, as old Macintosh exports have it. They do where the first
 * 64 KiB hold a CR and no LF; an LF is then a byte like any other.
 */
void vmi_source_any_line_end(struct vmi_source *source);

/* LF (also where a CR stands before it), or CR; after the first line. */
char vmi_source_line_end(const struct vmi_source *source);

/* Given every byte that is read, as it is read; for digests. */
void vmi_source_watch(struct vmi_source *source, void (*each)(void *context, struct vmi_slice bytes),
                      void *context);

struct vmi_line {
    struct vmi_slice text; /* without its end */
    size_t ending;         /* bytes of the line's end behind the text: 0 (the last line), 1 or 2 */
    uint64_t number;       /* of the first line of the text */
};

/*
 * The next physical line. BAD: it was longer than the maximum and has been passed over. FAIL: reading failed.
 */
enum vmi_next vmi_source_line(struct vmi_source *source, struct vmi_line *line, struct vmi_error *error);

/*
 * The next element of the JSON array that the source holds: the bytes between the commas of its top level. What is in
 * them is for a JSON parser to judge. An array that never ends, and anything behind one, is FAIL.
 */
enum vmi_next vmi_source_element(struct vmi_source *source, struct vmi_line *element,
                                 struct vmi_error *error);

/* Up to LENGTH bytes at the front without taking them; fewer only at the end. */
enum vmi_next vmi_source_peek(struct vmi_source *source, size_t length, struct vmi_slice *bytes,
                              struct vmi_error *error);

/*
 * Another source on what is still to come behind the line last handed out, for a look ahead; SOURCE goes on as if it had
 * not been. It is to be closed first. What cannot be read twice (a pipe, a text that is converted) is kept in an unnamed
 * file in the folder of vmi_source_spool_in(), "/tmp" where none was given. NULL with ERROR when that fails.
 */
struct vmi_source *vmi_source_ahead(struct vmi_source *source, struct vmi_error *error);
void vmi_source_spool_in(struct vmi_source *source, const char *folder); /* borrowed */

/*
 * A file in parts, for several threads. Cuts what is still to come of it into parts of about the same length, LEAST bytes
 * or more, and fills PLACES with those where the second and all further ones begin, MOST at most. There lines begin, and
 * so do records but where a line ends within quotes. 0: it is no regular file, its text is converted, or little is left.
 */
size_t vmi_source_split(struct vmi_source *source, size_t most, uint64_t least, uint64_t *places);

/* Another source on the same file from PLACE on; it stays of use when SOURCE is closed. NULL: it cannot be had. */
struct vmi_source *vmi_source_from(const struct vmi_source *source, uint64_t place);

/* Until it is set anew: lines that are cut in the window (rows.h) end at PLACE; UINT64_MAX: wherever they do. */
void vmi_source_pause(struct vmi_source *source, uint64_t place);

/* SOURCE goes on where PART has got to, which began where SOURCE stands; as if it had read that itself. */
void vmi_source_pass(struct vmi_source *source, struct vmi_source *part);

/*
 * For readers that cut by marks of their own: takes the first TAKEN bytes of the window and reads on behind the rest. ROW:
 * WINDOW is all that is there now, longer than before by at least a byte; END: there is nothing behind WINDOW.
 */
enum vmi_next vmi_source_more(struct vmi_source *source, size_t taken, struct vmi_slice *window,
                              struct vmi_error *error);

/* CRC-32C of all bytes before the line last handed out, since the last restart. */
uint32_t vmi_source_checksum(struct vmi_source *source);

/* Begins the checksum anew behind the line last handed out. */
void vmi_source_checksum_restart(struct vmi_source *source);

const char *vmi_source_name(const struct vmi_source *source);
size_t vmi_source_max_record(const struct vmi_source *source);

/* Bytes taken so far, for progress. */
uint64_t vmi_source_position(const struct vmi_source *source);

#endif
