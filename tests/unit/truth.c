#include "truth.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 32, LINE = 4096 };

struct truth {
    const char *name;
    FILE *file;
    char header[LINE], line[LINE];
    char *columns[COLUMNS], *fields[COLUMNS];
    size_t column_count, field_count;
    int rows, figures, failed;
    double worst; /* the largest distance, as a share of what is allowed */
};

/* One line, cut into its fields. */
static bool read_fields(struct truth *t, char *line, char **fields, size_t *count)
{
    *count = 0;
    if (!fgets(line, LINE, t->file))
        return false;
    line[strcspn(line, "\r\n")] = '\0';
    for (char *rest = line, *field; (field = strsep(&rest, ",")) && *count < COLUMNS;)
        fields[(*count)++] = field;
    return true;
}

struct truth *truth_open(const char *name)
{
    struct truth *t = calloc(1, sizeof *t);
    const char *shared = getenv("VMI_SHARED");
    char path[LINE];
    if (!t)
        exit(VMI_SYSTEM);
    snprintf(path, sizeof path, "%s/truth/%s.csv", shared ? shared : "testdata", name);
    t->name = name;
    t->file = fopen(path, "r");
    if (t->file && read_fields(t, t->header, t->columns, &t->column_count))
        return t;
    fprintf(stderr, "%s cannot be read\n", path);
    exit(VMI_INPUT);
}

bool truth_next(struct truth *t)
{
    if (!read_fields(t, t->line, t->fields, &t->field_count))
        return false;
    t->rows++;
    return true;
}

void truth_close(struct truth *t)
{
    ok(t->rows && t->figures && !t->failed, "%s: %d rows", t->name, t->rows);
    note("%s: %d figures, the worst at %.2g of its tolerance", t->name, t->figures, t->worst);
    fclose(t->file);
    free(t);
}

const char *truth_text(const struct truth *t, const char *column)
{
    for (size_t i = 0; i < t->column_count; i++)
        if (strcmp(t->columns[i], column) == 0)
            return i < t->field_count ? t->fields[i] : "";
    fprintf(stderr, "%s has no column %s\n", t->name, column);
    exit(VMI_INPUT);
}

double truth_number(const struct truth *t, const char *column)
{
    const char *text = truth_text(t, column);
    return *text ? strtod(text, NULL) : NAN;
}

bool truth_given(const struct truth *t, const char *column)
{
    return *truth_text(t, column) != '\0';
}

bool truth_is(const struct truth *t, const char *column, const char *text)
{
    return strcmp(truth_text(t, column), text) == 0;
}

size_t truth_list(const struct truth *t, const char *column, double *list, size_t most)
{
    size_t count = 0;
    for (const char *rest = truth_text(t, column); *rest && count < most; rest += *rest == ';') {
        char *end;
        list[count++] = strtod(rest, &end);
        if (end == rest)
            break;
        rest = end;
    }
    return count;
}

size_t truth_quantities(const struct truth *t, const char *column, vmi_decimal *list, size_t most)
{
    struct vmi_slice rest = vmi_slice_of(truth_text(t, column));
    size_t count = 0;
    while (rest.text && count < most)
        if (vmi_decimal_parse(vmi_slice_cut(&rest, ';'), VMI_DECIMAL_PLAIN, &list[count++]) != VMI_DECIMAL_OK) {
            fprintf(stderr, "%s row %d: %s holds no quantities\n", t->name, t->rows, column);
            exit(VMI_INPUT);
        }
    return count;
}

void truth_are(struct truth *t, const char *column, const vmi_decimal *got, size_t count)
{
    vmi_decimal *expected = calloc(count + 1, sizeof *expected);
    if (!expected)
        exit(VMI_SYSTEM);
    size_t listed = truth_quantities(t, column, expected, count + 1);
    t->figures++;
    if (listed != count || memcmp(got, expected, count * sizeof *got) != 0) {
        t->failed++;
        note("%s row %d, %s: %s was expected; got", t->name, t->rows, column, truth_text(t, column));
        for (size_t i = 0; i < count; i++)
            note("    %.6f", vmi_decimal_to_double(got[i]));
    }
    free(expected);
}

void truth_expect(struct truth *t, const char *what, double got, double expected, double tolerance, double scale)
{
    double allowed = tolerance * fmax(fabs(expected), scale), away = fabs(got - expected);
    t->figures++;
    if (isnan(expected) ? isnan(got) : got == expected || away <= allowed) {
        if (allowed > 0 && isfinite(allowed) && isfinite(expected))
            t->worst = fmax(t->worst, away / allowed);
        return;
    }
    t->failed++;
    note("%s row %d, %s: got %.17g, expected %.17g, %.3g of what is allowed", t->name, t->rows, what, got, expected, away / allowed);
}

void truth_near(struct truth *t, const char *column, double got, double tolerance, double scale)
{
    if (truth_given(t, column))
        truth_expect(t, column, got, truth_number(t, column), tolerance, scale);
}
