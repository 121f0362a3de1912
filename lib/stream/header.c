#include "header.h"

#include <stdlib.h>

#include "csv_reader.h"
#include "vmi/memory.h"

/* Titles of an export are a few lines; who looks further might find a header in the data. */
enum { MOST_LINES = 50 };

struct vmi_slice header_first_line(struct vmi_slice bytes, char line_end)
{
    const char *end = bytes.length ? memchr(bytes.text, line_end, bytes.length) : NULL;
    if (end)
        bytes.length = (size_t)(end - bytes.text);
    return bytes;
}

char header_delimiter(struct vmi_slice line, bool no_quotes)
{
    static const char marks[] = ",;\t|";
    size_t counts[sizeof marks - 1] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < line.length; i++) {
        const char *mark = memchr(marks, line.text[i], sizeof marks - 1);
        quoted = quoted != (line.text[i] == '"' && !no_quotes);
        if (mark && !quoted)
            counts[mark - marks]++;
    }
    for (size_t i = 1; i < VMI_COUNT(counts); i++)
        if (counts[i] > counts[best])
            best = i;
    return marks[best];
}

/* What the judge says of the record that begins BYTES, when it is one. OWN: whether it is ours, else if understood. */
static bool judge(const struct header_search *search, struct vmi_slice bytes, char delimiter, bool own)
{
    struct vmi_rows_options options = {.libcsv_only = search->options->libcsv_only,
                                       .no_quotes = search->options->no_quotes && !own};
    struct vmi_source *source = vmi_source_of_bytes(bytes, "", 0);
    struct vmi_error error = {0};
    struct vmi_row row;
    if (search->line_end == '\r')
        vmi_source_any_line_end(source);
    struct vmi_csv_reader *reader = vmi_csv_reader_new(source, delimiter, &options);
    bool good = vmi_csv_reader_next(reader, &row, &error) == VMI_NEXT_ROW;
    if (good) {
        struct vmi_slice *names = vmi_alloc_zeroed(row.count, sizeof *names);
        for (size_t i = 0; i < row.count; i++)
            names[i] = row.cells[i].text.text ? row.cells[i].text : VMI_SLICE("");
        good = own ? search->judge->is_own(names, row.count)
                   : search->judge->is_understood(search->judge->context, names, row.count);
        free(names);
    }
    vmi_csv_reader_free(reader);
    vmi_source_close(source);
    return good;
}

bool header_is_own(const struct header_search *search)
{
    struct vmi_slice line = header_first_line(search->bytes, search->line_end);
    return judge(search, search->bytes, header_delimiter(line, false), true);
}

uint64_t header_find(const struct header_search *search)
{
    const struct vmi_rows_options *options = search->options;
    struct vmi_slice rest = search->bytes;
    for (uint64_t before = 0; before < MOST_LINES && rest.length; before++) {
        struct vmi_slice line = header_first_line(rest, search->line_end);
        bool ended = line.length < rest.length;
        char delimiter = options->delimiter                  ? options->delimiter
                         : options->format == VMI_FORMAT_TSV ? '\t'
                                                             : header_delimiter(line, options->no_quotes);
        if ((ended || search->all) && judge(search, rest, delimiter, false))
            return before;
        rest.text += line.length + ended;
        rest.length -= line.length + ended;
    }
    return 0;
}
