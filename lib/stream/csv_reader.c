#include "csv_reader.h"

#include <csv.h>
#include <stdlib.h>

#include "cut.h"
#include "source_internal.h"
#include "vmi/memory.h"

/* A cell while libcsv hands the row out: the buffer may still move. */
struct span {
    size_t offset, length;
    bool unknown;
};

enum { USUAL_CELLS = 32 };

struct vmi_csv_reader {
    struct vmi_source *source;
    char delimiter;
    bool libcsv_only, no_quotes;
    bool cuts; /* most lines at once */
    struct cut cut;
    struct csv_parser parser;
    struct vmi_cell *cells;
    size_t cells_capacity;
    struct vmi_buffer text; /* of the row that libcsv hands out */
    struct vmi_buffer raw;  /* the lines of a record that has several */
    struct span *spans;
    size_t span_count, spans_capacity;
    unsigned rows; /* that libcsv has ended since the record began */
};

static void start_parser(struct vmi_csv_reader *r)
{
    /* Each strictness flag alone lets half of the mistakes pass. */
    if (csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL) != 0)
        vmi_memory_exhausted();
    csv_set_delim(&r->parser, (unsigned char)r->delimiter);
    csv_set_blk_size(&r->parser, 4096);
    if (r->no_quotes)
        csv_set_quote(&r->parser, '\0'); /* which no line holds */
}

struct vmi_csv_reader *vmi_csv_reader_new(struct vmi_source *source, char delimiter,
                                          const struct vmi_rows_options *options)
{
    struct vmi_csv_reader *r = vmi_alloc_zeroed(1, sizeof *r);
    r->source = source;
    r->delimiter = delimiter;
    r->libcsv_only = options->libcsv_only;
    r->no_quotes = options->no_quotes;
    r->cut = (struct cut){delimiter, options->no_quotes ? '\0' : '"', '\0'};
    r->cuts = !options->libcsv_only && (delimiter > ' ' || delimiter == '\t') && delimiter != '"';
    r->cells = vmi_grow(r->cells, &r->cells_capacity, USUAL_CELLS, sizeof *r->cells);
    start_parser(r);
    return r;
}

void vmi_csv_reader_free(struct vmi_csv_reader *r)
{
    if (!r)
        return;
    csv_free(&r->parser);
    vmi_buffer_free(&r->text);
    vmi_buffer_free(&r->raw);
    free(r->spans);
    free(r->cells);
    free(r);
}

static enum vmi_next bad(struct vmi_csv_reader *r, struct vmi_error *error, uint64_t line, const char *code,
                         const char *text)
{
    error->file = vmi_source_name(r->source);
    error->line = line;
    vmi_error_set(error, VMI_INPUT, code, "%s", text);
    return VMI_NEXT_BAD;
}

static void add_cell(struct vmi_csv_reader *r, size_t index, struct vmi_slice text, bool unknown)
{
    r->cells = vmi_grow(r->cells, &r->cells_capacity, index + 1, sizeof *r->cells);
    r->cells[index].text = unknown ? VMI_SLICE_NONE : text;
    r->cells[index].kind = unknown ? VMI_CELL_UNKNOWN : VMI_CELL_BARE;
}

/* Cuts a line without a quote at its delimiters. Cells are short: a loop over their bytes beats a search for each. */
static void cut_line(struct vmi_csv_reader *r, struct vmi_slice line, struct vmi_row *row)
{
    const char *at = line.text, *end = line.text + line.length;
    const char delimiter = r->delimiter;
    for (row->count = 0;; at++) {
        const char *start = at;
        while (at < end && *at != delimiter)
            at++;
        struct vmi_slice cell = cut_trim((struct vmi_slice){start, (size_t)(at - start)}, delimiter);
        add_cell(r, row->count++, cell, cell.length == 0);
        if (at == end)
            break;
    }
    row->cells = r->cells;
}

/* libcsv lends its buffer until the next field, so each is copied. */
static void on_field(void *text, size_t length, void *context)
{
    struct vmi_csv_reader *r = context;
    r->spans = vmi_grow(r->spans, &r->spans_capacity, r->span_count + 1, sizeof *r->spans);
    r->spans[r->span_count++] = (struct span){r->text.length, length, text == NULL};
    vmi_buffer_add(&r->text, text, text ? length : 0);
}

static void on_row(int byte, void *context)
{
    struct vmi_csv_reader *r = context;
    (void)byte;
    r->rows++;
}

static void hand_out(struct vmi_csv_reader *r, struct vmi_row *row)
{
    struct vmi_slice text = vmi_buffer_slice(&r->text);
    for (size_t i = 0; i < r->span_count; i++) {
        struct span *span = &r->spans[i];
        add_cell(r, i, (struct vmi_slice){text.text + span->offset, span->length}, span->unknown);
    }
    row->cells = r->cells;
    row->count = r->span_count;
}

/* Neither csv_fini() nor another csv_parse() may follow a refusal: both would hand out half a row. */
static void restart_parser(struct vmi_csv_reader *r)
{
    csv_free(&r->parser);
    start_parser(r);
}

/* Gives libcsv some of a line. False when it refuses it. */
static bool feed(struct vmi_csv_reader *r, const char *text, size_t length)
{
    if (length == 0 || csv_parse(&r->parser, text, length, on_field, on_row, r) == length)
        return true;
    if (csv_error(&r->parser) == CSV_ENOMEM)
        vmi_memory_exhausted();
    return false;
}

/* Ends the last row of a file that has no line end. False inside a quote. */
static bool finish(struct vmi_csv_reader *r)
{
    bool good = csv_fini(&r->parser, on_field, on_row, r) == 0;
    restart_parser(r);
    return good;
}

static const char NOT_UTF8[] = "the line is not UTF-8 (iconv converts other encodings)";
static const char HAS_NUL[] = "the line holds a NUL byte; text was expected";
static const char LONE_CR[] = "a carriage return stands alone within the line; lines end in LF or CR LF";
static const char LONE_LF[] = "a line feed stands alone within the line; lines end in CR";
static const char OPEN_QUOTE[] = "a quote that opens here is never closed";
static const char STRAY_QUOTE[] =
    "a quote stands within a cell; a cell that holds one is quoted as a whole, and the quote doubled";

/* NULL when the bytes of the line can be text. */
static const char *check_bytes(struct vmi_slice line, const char **code)
{
    *code = "nul";
    if (line.length && memchr(line.text, '\0', line.length))
        return HAS_NUL;
    *code = "encoding";
    return vmi_text_is_utf8(line.text, line.length) ? NULL : NOT_UTF8;
}

/* The line end that is not the one of the file, and what is said of it. */
static char other_line_end(const struct vmi_csv_reader *r)
{
    return vmi_source_line_end(r->source) == '\n' ? '\r' : '\n';
}

static const char *lone_line_end(const struct vmi_csv_reader *r)
{
    return other_line_end(r) == '\r' ? LONE_CR : LONE_LF;
}

/* libcsv takes a line end before the first cell for a blank line of its own. */
static bool begins_with(struct vmi_slice line, char line_end, char delimiter)
{
    while (line.length && (line.text[0] == ' ' || line.text[0] == '\t') && line.text[0] != delimiter)
        line.text++, line.length--;
    return line.length && line.text[0] == line_end;
}

/* What keeps a line from being the next one of the record that began on line FIRST, NULL when nothing does. */
static const char *take_line(struct vmi_csv_reader *r, const struct vmi_line *line, uint64_t first,
                             const char **code)
{
    const char *problem = check_bytes(line->text, code);
    if (problem)
        return problem;
    *code = "lone_cr";
    if (line->number == first && begins_with(line->text, other_line_end(r), r->delimiter))
        return lone_line_end(r);
    bool taken = feed(r, line->text.text, line->text.length);
    if (taken && r->rows) /* only the other line end can end a row before the line's end */
        return lone_line_end(r);
    *code = "quote";
    if (!taken)
        return STRAY_QUOTE;
    return feed(r, line->text.text + line->text.length, line->ending) ? NULL : STRAY_QUOTE;
}

/* Keeps the line: it dies when the next one is read. False when the record has become too long. */
static bool keep_raw(struct vmi_csv_reader *r, const struct vmi_line *line, struct vmi_row *row)
{
    vmi_buffer_add(&r->raw, line->text.text, line->text.length + line->ending);
    row->raw = vmi_buffer_slice(&r->raw);
    return r->raw.length <= vmi_source_max_record(r->source);
}

/* The record that begins with LINE, through libcsv. */
static enum vmi_next parse_record(struct vmi_csv_reader *r, struct vmi_line line, struct vmi_row *row,
                                  struct vmi_error *error)
{
    uint64_t first = line.number;
    const char *code, *problem;
    vmi_buffer_clear(&r->text);
    vmi_buffer_clear(&r->raw);
    r->span_count = 0;
    r->rows = 0;
    while (!(problem = take_line(r, &line, first, &code)) && !r->rows && line.ending) { /* a quote is open */
        bool fits = keep_raw(r, &line, row);
        enum vmi_next next = fits ? vmi_source_line(r->source, &line, error) : VMI_NEXT_ROW;
        if (fits && next == VMI_NEXT_ROW)
            continue;
        restart_parser(r);
        if (!fits)
            return bad(r, error, first, "quote",
                       "a quote that opens here is not closed within --max-record bytes");
        return next == VMI_NEXT_END ? bad(r, error, first, "quote", OPEN_QUOTE) : next;
    }
    if (r->raw.length)
        keep_raw(r, &(struct vmi_line){line.text, 0, 0}, row);
    if (problem) {
        restart_parser(r);
        return bad(r, error, line.number, code, problem);
    }
    if (!r->rows && !finish(r))
        return bad(r, error, first, "quote", OPEN_QUOTE);
    hand_out(r, row);
    return VMI_NEXT_ROW;
}

static enum vmi_next plain_record(struct vmi_csv_reader *r, const struct vmi_line *line, struct vmi_row *row,
                                  struct vmi_error *error)
{
    const char *code, *problem = check_bytes(line->text, &code);
    if (problem)
        return bad(r, error, line->number, code, problem);
    if (memchr(line->text.text, other_line_end(r), line->text.length))
        return bad(r, error, line->number, "lone_cr", lone_line_end(r));
    cut_line(r, line->text, row);
    return VMI_NEXT_ROW;
}

/* What a row tells of the line with which it begins. */
static void place_row(struct vmi_row *row, const struct vmi_line *line)
{
    row->line = line->number;
    row->raw = line->text;
    row->marked = line->text.text[0] == '#';
    row->ended = line->ending > 0;
}

/* True when the next line was cut into the cells of ROW at once, as most are. */
static bool cut_at_once(struct vmi_csv_reader *r, struct vmi_row *row)
{
    struct vmi_slice window = source_window(r->source);
    struct cut_line cut;
    r->cut.line_end = r->source->line_end;
    if (!cut_plain(&r->cut, window, r->cells, r->cells_capacity, &cut) || cut.length > r->source->max_record)
        return false;
    struct vmi_line line = source_take_line(r->source, cut.length, cut.ending);
    row->cells = r->cells;
    row->count = cut.cells;
    place_row(row, &line);
    return true;
}

static bool is_blank_line(struct vmi_slice line, char delimiter)
{
    for (size_t i = 0; i < line.length; i++)
        if ((line.text[i] != ' ' && line.text[i] != '\t') || line.text[i] == delimiter)
            return false;
    return true;
}

bool vmi_csv_reader_usual(struct vmi_csv_reader *r, struct vmi_row *row)
{
    return r->cuts && cut_at_once(r, row);
}

enum vmi_next vmi_csv_reader_next(struct vmi_csv_reader *r, struct vmi_row *row, struct vmi_error *error)
{
    struct vmi_line line;
    if (r->cuts && cut_at_once(r, row))
        return VMI_NEXT_ROW;
    do {
        enum vmi_next next = vmi_source_line(r->source, &line, error);
        if (next != VMI_NEXT_ROW) {
            row->raw = VMI_SLICE("");
            row->line = error->line;
            return next;
        }
    } while (is_blank_line(line.text, r->delimiter));
    place_row(row, &line);
    if (r->libcsv_only || (!r->no_quotes && memchr(line.text.text, '"', line.text.length)))
        return parse_record(r, line, row, error);
    return plain_record(r, &line, row, error);
}
