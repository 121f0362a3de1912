/*
 * Files with a column for each day, or for each location: the name of the column is a field of its records.
 */
#include "shape.h"
#include "vmi/glob.h"

/* A total of the columns beside it would be counted twice. */
static bool is_total(struct vmi_slice name)
{
    static const char *const names[] = {"total", "grand_total", "sum",  "subtotal", "gesamt",
                                        "summe", "somme",       "suma", "totale",   "insgesamt"};
    char plain[PLAIN_NAME_SIZE];
    plain_name(name, plain);
    for (size_t i = 0; i < VMI_COUNT(names); i++)
        if (strcmp(plain, names[i]) == 0)
            return true;
    return false;
}

/* Forms in which a name of a column says a day beyond doubt; numbers may well be those of locations. */
static const unsigned NAMED_DAYS = DATE_DMY | DATE_MDY;

bool matrix_looks_dated(const struct vmi_slice *names, size_t count)
{
    size_t days = 0;
    for (size_t i = 0; i < count; i++) {
        struct period period;
        days += names[i].length && date_read(names[i], NAMED_DAYS, &period).forms != 0;
    }
    return days >= 2 && days < count;
}

static bool is_of_mapping(const struct vmi_mapping *mapping, struct vmi_slice name)
{
    for (size_t i = 0; i < mapping->matrix_count; i++)
        if (vmi_glob_match(mapping->matrix[i], name))
            return true;
    return false;
}

static bool is_of_matrix(const struct shape *s, struct vmi_slice name)
{
    struct period period;
    if (!name.length)
        return false;
    if (s->mapping)
        return is_of_mapping(s->mapping, name);
    if (s->matrix == VMI_MAPPED_LOCATION)
        return !is_total(name);
    return date_read(name, s->told_date | (s->dates_told ? 0 : NAMED_DAYS), &period).forms != 0;
}

/* All columns of a matrix hold numbers of one form, and days of one form name them. */
static void share_evidence(struct shape *s, struct measure_binding *m)
{
    struct binding *date = &m->fields[VMI_MAPPED_DATE];
    if (!s->matrix_evidence) {
        s->matrix_evidence = vmi_arena_alloc(&s->arena, sizeof *s->matrix_evidence);
        *s->matrix_evidence = (struct evidence){.forms = NUMBER_FORMS,
                                                .settled = s->told_number,
                                                .surveyed = s->told_number != 0,
                                                .told = s->told_number != 0};
    }
    m->fields[VMI_MAPPED_QUANTITY].evidence = s->matrix_evidence;
    if (!date->parts || date->count != 1)
        return;
    struct period period;
    date->evidence = &s->names;
    evidence_add(&s->names, date_read(date->parts[0].text, DATE_FORMS, &period), date->parts[0].text);
}

/* The columns that its templates name have their places by now. */
static void place_parts(struct binding *binding, const struct vmi_slice *names, size_t count)
{
    for (size_t i = 0; i < binding->count && binding->parts; i++)
        for (size_t k = 0; k < count && binding->parts[i].column == COLUMN_UNSEEN; k++)
            if (vmi_slice_equal(binding->parts[i].text, names[k]))
                binding->parts[i].column = (int)k;
}

static void bind_fields(struct shape *s, struct measure_binding *m, const struct vmi_slice *names,
                        size_t column)
{
    struct vmi_slice name = names[column];
    if (!s->mapping)
        shape_bind_column(s, &m->fields[s->matrix], name, LITERAL);
    for (int f = 0; s->mapping && f < VMI_MAPPED_FIELDS; f++) {
        if (!shape_uses_matrix(&s->mapping->fields[f]))
            continue;
        shape_bind_template(s, &m->fields[f], &s->mapping->fields[f], name);
        place_parts(&m->fields[f], names, s->column_count);
    }
    shape_bind_column(s, &m->fields[VMI_MAPPED_QUANTITY], name, (int)column);
}

void matrix_extend(struct shape *s, const struct vmi_slice *names, size_t first)
{
    for (size_t i = first; i < s->column_count; i++) {
        if (s->uses[i] != USE_NONE || !is_of_matrix(s, names[i]))
            continue;
        struct measure_binding *m = shape_add_measure(s, MEASURE_OF_ROW);
        bind_fields(s, m, names, i);
        share_evidence(s, m);
        s->uses[i] = USE_QUANTITY;
    }
    s->names.surveyed = true;
    s->names.told = s->dates_told;
    s->names.settled = s->dates_told ? s->told_date : s->names.forms;
}
