#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "internal.h"
#include "vmi/memory.h"

enum { SAID_IN_FULL = 10, MOST_CODES = 64 };

static struct {
    const char *code;
    uint64_t count;
} codes[MOST_CODES];

/*
 * Messages are put together and written at once, so that those of a pipe's tools do not run into each other. Names of
 * files, columns and items come from outside: what would move the cursor is not written.
 */
static void say(struct vmi_buffer *line)
{
    vmi_progress_end();
    for (size_t i = 0; i + 1 < line->length; i++)
        if ((unsigned char)line->text[i] < 0x20 || line->text[i] == 0x7F)
            line->text[i] = '?';
    size_t done = 0;
    while (done < line->length) {
        ssize_t put = write(STDERR_FILENO, line->text + done, line->length - done);
        if (put <= 0)
            break; /* there is nowhere left to complain to */
        done += (size_t)put;
    }
}

VMI_PRINTF(1, 0) static void say_format(const char *format, va_list arguments)
{
    struct vmi_buffer line = {0};
    char *text = NULL;
    if (vasprintf(&text, format, arguments) < 0)
        vmi_memory_exhausted();
    vmi_buffer_print(&line, "%s: %s\n", app_program->name, text);
    say(&line);
    free(text);
    vmi_buffer_free(&line);
}

void vmi_note(const char *format, ...)
{
    va_list arguments;
    if (vmi_settings()->quiet)
        return;
    va_start(arguments, format);
    say_format(format, arguments);
    va_end(arguments);
}

enum vmi_status vmi_fail(enum vmi_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say_format(format, arguments);
    va_end(arguments);
    return status;
}

enum vmi_status vmi_try_help(void)
{
    return vmi_fail(VMI_USAGE, "try '%s --help'", app_program->name);
}

/* How often a message of this code has come, this one included. */
static uint64_t count_code(const char *code)
{
    size_t i = 0;
    while (i < MOST_CODES - 1 && codes[i].code && strcmp(codes[i].code, code) != 0)
        i++;
    codes[i].code = code;
    return ++codes[i].count;
}

enum vmi_status vmi_report(const struct vmi_error *error)
{
    struct vmi_buffer line = {0};
    vmi_buffer_print(&line, "%s: ", app_program->name);
    if (error->file)
        vmi_buffer_print(&line, "%s:", error->file);
    if (error->file && error->line)
        vmi_buffer_print(&line, "%llu:", (unsigned long long)error->line);
    if (error->file && error->line && error->column)
        vmi_buffer_print(&line, "%llu:", (unsigned long long)error->column);
    vmi_buffer_print(&line, "%s", error->file ? " " : "");
    if (error->field[0])
        vmi_buffer_print(&line, "%s: ", error->field);
    vmi_buffer_print(&line, "%s\n", error->text);
    say(&line);
    vmi_buffer_free(&line);
    return error->status;
}

void vmi_report_bad(const struct vmi_error *error)
{
    if (count_code(error->code) <= SAID_IN_FULL || vmi_settings()->verbose)
        vmi_report(error);
}

void vmi_report_rest(void)
{
    for (size_t i = 0; i < MOST_CODES && codes[i].code; i++)
        if (codes[i].count > SAID_IN_FULL && !vmi_settings()->verbose)
            vmi_fail(VMI_INPUT, "%llu more messages of the kind '%s' (-v shows all)",
                     (unsigned long long)(codes[i].count - SAID_IN_FULL), codes[i].code);
}
