#include "vmi/dialect.h"

#include "internal.h"

static bool refuse(const char *option, const char *value, const char *expected)
{
    char quoted[VMI_QUOTED_SIZE];
    vmi_fail(VMI_USAGE, "--%s: %s %s", option, vmi_text_quote(vmi_slice_of(value), quoted), expected);
    vmi_try_help();
    return false;
}

/* One character, or a name for one that a shell makes hard to write. */
static bool read_delimiter(const char *text, char *delimiter)
{
    *delimiter = 0;
    if (!text || strcmp(text, "auto") == 0)
        return true;
    *delimiter = strcmp(text, "tab") == 0 ? '\t' : text[0];
    if (*delimiter && (*delimiter == '\t' || !text[1]) && !strchr("\"\r\n", *delimiter) &&
        (unsigned char)*delimiter < 0x80)
        return true;
    return refuse("delimiter", text, "is not one character; such as ; or | or tab was expected");
}

/* A count of lines that a person could mean. */
static bool read_count(const char *option, const char *text, int64_t least, uint64_t *count)
{
    vmi_decimal number;
    if (vmi_decimal_parse(vmi_slice_of(text), VMI_DECIMAL_PLAIN, &number) != VMI_DECIMAL_OK ||
        number % VMI_DECIMAL_ONE || number < least * VMI_DECIMAL_ONE)
        return refuse(option, text,
                      least ? "is not the number of a line; such as 4 was expected"
                            : "is not a number of lines; such as 3 was expected");
    *count = (uint64_t)(number / VMI_DECIMAL_ONE);
    return true;
}

static bool read_lines(const struct vmi_dialect *dialect, uint64_t *passed_over)
{
    uint64_t line = 0;
    if (dialect->skip_lines && !read_count("skip-lines", dialect->skip_lines, 0, passed_over))
        return false;
    if (dialect->header_line && !read_count("header-line", dialect->header_line, 1, &line))
        return false;
    if (dialect->header_line && dialect->columns)
        return refuse("header-line", dialect->header_line,
                      "stands beside --columns, where there is no header");
    if (dialect->header_line && dialect->skip_lines && line != *passed_over + 1)
        return refuse("header-line", dialect->header_line, "is not the line behind those of --skip-lines");
    if (dialect->header_line)
        *passed_over = line - 1;
    return true;
}

/* The list is a header that stands on the command line. */
static bool read_columns(const char *text, struct vmi_rows_options *options, struct vmi_dialect_names *names)
{
    struct vmi_slice list = vmi_slice_of(text);
    struct vmi_error error = {0};
    names->rows =
        vmi_rows_open(vmi_source_of_bytes(list, "", 0), &(struct vmi_rows_options){.format = VMI_FORMAT_CSV});
    if (vmi_rows_begin(names->rows, &error) != VMI_NEXT_ROW ||
        vmi_source_position(vmi_rows_source(names->rows)) != list.length)
        return refuse("columns", text, "is not a list of names with commas between them, as in CSV");
    options->columns = vmi_rows_columns(names->rows, &options->column_count);
    return true;
}

bool vmi_dialect_read(const struct vmi_dialect *dialect, struct vmi_rows_options *options,
                      struct vmi_dialect_names *names)
{
    bool json = options->format == VMI_FORMAT_NDJSON || options->format == VMI_FORMAT_JSON;
    bool header = dialect->skip_lines || dialect->header_line || dialect->columns;
    *names = (struct vmi_dialect_names){NULL};
    options->header_told = dialect->skip_lines || dialect->header_line;
    if (json && header)
        return refuse("from", options->format == VMI_FORMAT_JSON ? "json" : "ndjson",
                      "has no header; --skip-lines, --header-line and --columns are for CSV");
    return read_delimiter(dialect->delimiter, &options->delimiter) &&
           read_lines(dialect, &options->passed_over) &&
           (!dialect->columns || read_columns(dialect->columns, options, names));
}

void vmi_dialect_free(struct vmi_dialect_names *names)
{
    vmi_rows_close(names->rows);
}
