#include "internal.h"

/* The options' column, and where their text begins. */
enum { OPTION_COLUMN = 2, TEXT_COLUMN = 28, LINE_WIDTH = 79 };

static void pad(struct vmi_buffer *out, size_t from, size_t to)
{
    for (; from < to; from++)
        vmi_buffer_add(out, " ", 1);
}

/* Adds words, breaking lines before LINE_WIDTH. AT is the column of the first. */
static void wrap(struct vmi_buffer *out, const char *text, size_t at)
{
    struct vmi_slice rest = vmi_slice_of(text);
    bool first = true;
    while (rest.text) {
        struct vmi_slice word = vmi_slice_cut(&rest, ' ');
        if (!first && at + 1 + word.length > LINE_WIDTH) {
            vmi_buffer_add(out, "\n", 1);
            pad(out, 0, TEXT_COLUMN);
            at = TEXT_COLUMN;
            first = true;
        }
        if (!first)
            vmi_buffer_add(out, " ", 1), at++;
        vmi_buffer_add_slice(out, word);
        at += word.length;
        first = false;
    }
    vmi_buffer_add(out, "\n", 1);
}

static const char *help_of(const struct vmi_option *option)
{
    return option->help ? option->help : "the registry of this tool, as CSV, and exit";
}

static void add_option(struct vmi_buffer *out, const struct vmi_option *option)
{
    size_t start = out->length;
    pad(out, 0, OPTION_COLUMN);
    if (option->letter)
        vmi_buffer_print(out, "-%c, ", option->letter);
    else
        vmi_buffer_print(out, "    ");
    vmi_buffer_print(out, "--%s", option->name);
    if (option->argument)
        vmi_buffer_print(out, "=%s", option->argument);
    size_t width = out->length - start;
    if (width + 1 > TEXT_COLUMN) {
        vmi_buffer_add(out, "\n", 1);
        width = 0;
    }
    pad(out, width, TEXT_COLUMN);
    wrap(out, help_of(option), TEXT_COLUMN);
}

void vmi_help_text(const struct vmi_program *program, struct vmi_buffer *out)
{
    const struct vmi_option *option;
    vmi_buffer_print(out, "Usage: %s [OPTION]... %s\n%s\n\n", program->name, program->operands,
                     program->summary);
    for (size_t i = 0; (option = vmi_program_option(program, i)); i++)
        add_option(out, option);
    vmi_buffer_print(out,
                     "\nExit status: 0 done, 1 a judgement is not good, 2 usage, 3 unusable input,\n"
                     "4 the system failed.\n\nExamples:\n%s\nSee %s(1) and vmi(7), or vmi help %s.\n",
                     program->examples, program->name,
                     strncmp(program->name, "vmi-", 4) == 0 ? program->name + 4 : "TOOL");
}

void vmi_options_text(const struct vmi_program *program, struct vmi_buffer *out)
{
    const struct vmi_option *option;
    for (size_t i = 0; (option = vmi_program_option(program, i)); i++)
        vmi_buffer_print(out, "%c\t%s\t%s\t%s\t%s\n", option->letter ? option->letter : '-', option->name,
                         option->argument ? option->argument : "-", option->words ? option->words : "-",
                         help_of(option));
}
