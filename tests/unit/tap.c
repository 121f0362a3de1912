#include "tap.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static int said, failed;

VMI_PRINTF(2, 0) static bool say(bool good, const char *name, va_list arguments)
{
    said++;
    failed += !good;
    printf("%sok %d - ", good ? "" : "not ", said);
    vprintf(name, arguments);
    putchar('\n');
    return good;
}

#define SAY(good, name)                                                                                                                                                            \
    do {                                                                                                                                                                           \
        va_list arguments;                                                                                                                                                         \
        va_start(arguments, name);                                                                                                                                                 \
        say(good, name, arguments);                                                                                                                                                \
        va_end(arguments);                                                                                                                                                         \
    } while (0)

bool ok(bool condition, const char *name, ...)
{
    SAY(condition, name);
    return condition;
}

/* One line, whatever is in the text. */
static void print_text(const char *what, struct vmi_slice s)
{
    printf("# %s", what);
    if (!s.text)
        printf("(nothing)");
    for (size_t i = 0; i < s.length; i++)
        printf(s.text[i] >= ' ' && s.text[i] < 127 ? "%c" : "\\x%02X", (unsigned char)s.text[i]);
    putchar('\n');
}

static bool compare(struct vmi_slice got, struct vmi_slice expected)
{
    return !got.text == !expected.text && vmi_slice_equal(got, expected);
}

static void print_both(struct vmi_slice got, struct vmi_slice expected)
{
    print_text("got:      ", got);
    print_text("expected: ", expected);
}

bool is_text(const char *got, const char *expected, const char *name, ...)
{
    bool good = compare(vmi_slice_of(got), vmi_slice_of(expected));
    SAY(good, name);
    if (!good)
        print_both(vmi_slice_of(got), vmi_slice_of(expected));
    return good;
}

bool is_slice(struct vmi_slice got, const char *expected, const char *name, ...)
{
    bool good = compare(got, vmi_slice_of(expected));
    SAY(good, name);
    if (!good)
        print_both(got, vmi_slice_of(expected));
    return good;
}

bool is_long(long long got, long long expected, const char *name, ...)
{
    SAY(got == expected, name);
    if (got != expected)
        printf("# got:      %lld\n# expected: %lld\n", got, expected);
    return got == expected;
}

bool is_quantity(vmi_decimal got, const char *expected, const char *name, ...)
{
    char text[VMI_DECIMAL_TEXT_SIZE];
    vmi_decimal_format(got, text);
    bool good = strcmp(text, expected) == 0;
    SAY(good, name);
    if (!good)
        printf("# got:      %s\n# expected: %s\n", text, expected);
    return good;
}

bool is_near(double got, double expected, double tolerance, const char *name, ...)
{
    bool good = isnan(expected) ? isnan(got) : fabs(got - expected) <= tolerance * fmax(1, fabs(expected));
    SAY(good, name);
    if (!good)
        printf("# got:      %.17g\n# expected: %.17g\n", got, expected);
    return good;
}

void note(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    printf("# ");
    vprintf(format, arguments);
    putchar('\n');
    va_end(arguments);
}

void skip(const char *name, const char *why)
{
    printf("ok %d - %s # SKIP %s\n", ++said, name, why);
}

int done(void)
{
    printf("1..%d\n", said);
    if (fflush(stdout) != 0)
        return EXIT_FAILURE;
    return failed || !said ? EXIT_FAILURE : EXIT_SUCCESS;
}

int rounds(int count)
{
    const char *soak = getenv("VMI_SOAK");
    return soak && strcmp(soak, "1") == 0 ? count : count / 10;
}
