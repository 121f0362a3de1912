#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "internal.h"
#include "vmi/memory.h"

enum { MOST_OPTIONS = 64, MOST_DAYS = 3660 };

/* ---- values ----------------------------------------------------------------------------------------- */

static bool listing;      /* asked for: other options may say of what, wherever they stand */
static const char *place; /* of a value that does not stand on the command line */

static enum vmi_status bad_value(const struct vmi_option *option, const char *value, const char *expected)
{
    char quoted[VMI_QUOTED_SIZE];
    vmi_fail(VMI_USAGE, "%s%s--%s: %s %s", place ? place : "", place ? ": " : "", option->name,
             vmi_text_quote(vmi_slice_of(value), quoted), expected);
    return vmi_try_help();
}

static bool parse_size(struct vmi_slice s, size_t *size)
{
    size_t shift = 0, value = 0;
    char last = s.length ? (char)(s.text[s.length - 1] | 0x20) : '0';
    if (last == 'k' || last == 'm' || last == 'g') {
        shift = last == 'k' ? 10 : last == 'm' ? 20 : 30;
        s.length--;
    }
    if (!s.length || s.length > 12)
        return false;
    for (size_t i = 0; i < s.length; i++) {
        if (s.text[i] < '0' || s.text[i] > '9')
            return false;
        value = value * 10 + (size_t)(s.text[i] - '0');
    }
    *size = value << shift;
    return value > 0 && *size >> shift == value && *size <= (size_t)1 << 40;
}

/* Up to four digits, and no more than MOST. */
static bool parse_number(struct vmi_slice s, size_t most, size_t *number)
{
    *number = 0;
    for (size_t i = 0; i < s.length && i < 5; i++) {
        if (s.text[i] < '0' || s.text[i] > '9')
            return false;
        *number = *number * 10 + (size_t)(s.text[i] - '0');
    }
    return s.length >= 1 && s.length <= 4 && *number <= most;
}

static enum vmi_status set_choice(const struct vmi_option *option, const char *value, int *choice)
{
    char expected[128];
    struct vmi_slice words = vmi_slice_of(option->words);
    for (int i = 0; words.text; i++) {
        if (!vmi_slice_is(vmi_slice_cut(&words, '|'), value))
            continue;
        *choice = i;
        return VMI_DONE;
    }
    snprintf(expected, sizeof expected, "is none of %s", option->words);
    return bad_value(option, value, expected);
}

static void add_text(struct vmi_texts *list, const char *text)
{
    list->texts = vmi_grow(list->texts, &list->capacity, list->count + 1, sizeof *list->texts);
    list->texts[list->count++] = text;
}

static enum vmi_status print_and_end(void (*write)(const struct vmi_program *, struct vmi_buffer *),
                                     bool *done)
{
    struct vmi_buffer text = {0};
    write(app_program, &text);
    enum vmi_status status = app_print(vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
    *done = true;
    return status;
}

static void version_text(const struct vmi_program *program, struct vmi_buffer *out)
{
    vmi_buffer_print(out, "%s (vmi) %s\n", program->name, VMI_VERSION);
}

static void registry_text(const struct vmi_program *program, struct vmi_buffer *out)
{
    program->registry(out);
}

static enum vmi_status apply(const struct vmi_option *option, const char *value, bool *done)
{
    void *member = (char *)app_program->settings + option->offset;
    size_t number;
    switch (option->kind) {
    case VMI_OPTION_FLAG:
        *(bool *)member = true;
        return VMI_DONE;
    case VMI_OPTION_TEXT:
        *(const char **)member = value;
        return VMI_DONE;
    case VMI_OPTION_LIST:
        add_text(member, value);
        return VMI_DONE;
    case VMI_OPTION_DAY:
        if (!vmi_day_parse(vmi_slice_of(value), member))
            return bad_value(option, value, "is not a date; YYYY-MM-DD was expected");
        return VMI_DONE;
    case VMI_OPTION_DAYS:
        if (!parse_number(vmi_slice_of(value), MOST_DAYS, &number))
            return bad_value(option, value, "is not a number of days; 0 to 3660 was expected");
        *(int32_t *)member = (int32_t)number;
        return VMI_DONE;
    case VMI_OPTION_SIZE:
        if (!parse_size(vmi_slice_of(value), member))
            return bad_value(option, value, "is not a size; such as 4096, 64K or 1M was expected");
        return VMI_DONE;
    case VMI_OPTION_THREADS:
        if (!parse_number(vmi_slice_of(value), VMI_MOST_THREADS, member) || *(size_t *)member == 0)
            return bad_value(option, value, "is not a number of threads; 1 to 64 was expected");
        return VMI_DONE;
    case VMI_OPTION_CHOICE:
        return set_choice(option, value, member);
    case VMI_OPTION_HELP:
        return print_and_end(vmi_help_text, done);
    case VMI_OPTION_VERSION:
        return print_and_end(version_text, done);
    case VMI_OPTION_REGISTRY:
        listing = true;
        return VMI_DONE;
    }
    return VMI_USAGE;
}

/* ---- getopt_long -------------------------------------------------------------------------------------- */

struct tables {
    struct option longs[MOST_OPTIONS + 1];
    char shorts[2 * MOST_OPTIONS + 2];
    size_t count;
};

static void make_tables(struct tables *t)
{
    char *out = t->shorts;
    *out++ = ':'; /* a missing argument is told apart from an unknown option */
    for (t->count = 0; t->count < MOST_OPTIONS; t->count++) {
        const struct vmi_option *option = vmi_program_option(app_program, t->count);
        if (!option)
            break;
        t->longs[t->count] =
            (struct option){option->name, option->argument ? required_argument : no_argument, NULL, 0};
        if (option->letter) {
            *out++ = (char)option->letter;
            if (option->argument)
                *out++ = ':';
        }
    }
    t->longs[t->count] = (struct option){0};
    *out = '\0';
}

static const struct vmi_option *lettered(int letter)
{
    const struct vmi_option *option;
    for (size_t i = 0; (option = vmi_program_option(app_program, i)); i++)
        if (option->letter == letter)
            return option;
    return NULL;
}

/* getopt_long takes any unambiguous beginning of a name; a later option would break scripts that rely on that. */
static bool is_abbreviated(char **argv, const struct option *taken)
{
    const char *token = argv[optind - 1];
    if (optarg && token == optarg)
        token = argv[optind - 2];
    return strncmp(token, "--", 2) == 0 && strcspn(token + 2, "=") != strlen(taken->name);
}

static enum vmi_status unknown_option(const char *token, const struct tables *t)
{
    const char *names[MOST_OPTIONS];
    char quoted[VMI_QUOTED_SIZE];
    struct vmi_slice name = vmi_slice_of(token);
    for (size_t i = 0; i < t->count; i++)
        names[i] = t->longs[i].name;
    vmi_text_quote(name, quoted);
    const char *nearest = NULL;
    if (name.length > 2) {
        name = (struct vmi_slice){token + 2, strcspn(token + 2, "=")};
        nearest = vmi_text_nearest(name, names, t->count);
    }
    vmi_fail(VMI_USAGE, "unrecognized option %s%s%s%s", quoted, nearest ? "; did you mean --" : "",
             nearest ? nearest : "", nearest ? "?" : "");
    return vmi_try_help();
}

/* True for "--name=value" where the option of that name takes no value. */
static bool has_needless_value(const char *token, const struct tables *t)
{
    size_t length = strcspn(token, "=");
    for (size_t i = 0; i < t->count && token[length] == '='; i++)
        if (strncmp(token + 2, t->longs[i].name, length - 2) == 0 && strlen(t->longs[i].name) == length - 2)
            return true;
    return false;
}

/* What getopt_long stopped at, for the message. For a letter optopt is set, for a name it is 0. */
static enum vmi_status refuse(int got, char **argv, const struct tables *t)
{
    char letter[3] = {'-', (char)optopt, '\0'};
    const char *token = optopt ? letter : argv[optind - 1];
    if (got == '?' && !(optopt == 0 && has_needless_value(token, t)))
        return unknown_option(token, t);
    if (got == ':')
        vmi_fail(VMI_USAGE, "option %s needs an argument", token);
    else
        vmi_fail(VMI_USAGE, "option %.*s takes no argument", (int)strcspn(token, "="), token);
    return vmi_try_help();
}

enum vmi_status app_parse(int argc, char **argv, bool *done)
{
    struct tables t = {.count = 0};
    int got, index;
    make_tables(&t);
    opterr = 0;
    while ((got = getopt_long(argc, argv, t.shorts, t.longs, &index)) != -1) {
        const struct vmi_option *option = NULL;
        if (got == '?' || got == ':')
            return refuse(got, argv, &t);
        if (got == 0 && is_abbreviated(argv, &t.longs[index]))
            return unknown_option(optarg && argv[optind - 1] == optarg ? argv[optind - 2] : argv[optind - 1],
                                  &t);
        option = got == 0 ? vmi_program_option(app_program, (size_t)index) : lettered(got);
        add_text(&vmi_settings()->given, option->name);
        add_text(&vmi_settings()->given, option->argument ? optarg : NULL);
        enum vmi_status status = apply(option, optarg, done);
        if (status != VMI_DONE || *done)
            return status;
    }
    if (listing)
        return print_and_end(registry_text, done);
    for (int i = optind; i < argc; i++)
        add_text(&vmi_settings()->operands, argv[i]);
    return VMI_DONE;
}

static bool is_given(const char *name)
{
    const struct vmi_texts *given = &vmi_settings()->given;
    for (size_t i = 0; i < given->count; i += 2)
        if (strcmp(given->texts[i], name) == 0)
            return true;
    return false;
}

enum vmi_status vmi_option_preset(const char *name, const char *value, const char *where)
{
    const struct vmi_option *option;
    size_t i = 0;
    bool done;
    while ((option = vmi_program_option(app_program, i)) && strcmp(option->name, name) != 0)
        i++;
    if (!option || is_given(name))
        return VMI_DONE;
    place = where;
    enum vmi_status status = apply(option, value, &done);
    place = NULL;
    return status;
}
