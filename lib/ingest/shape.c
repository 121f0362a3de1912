#include "shape.h"

#include <stdlib.h>

#include "vmi/measure.h"
#include "vmi/memory.h"

static enum vmi_mapped field_of(enum role role)
{
    static const enum vmi_mapped fields[ROLES] = {
        [ROLE_DATE] = VMI_MAPPED_DATE,         [ROLE_LOCATION] = VMI_MAPPED_LOCATION,
        [ROLE_SKU] = VMI_MAPPED_SKU,           [ROLE_MEASURE] = VMI_MAPPED_MEASURE,
        [ROLE_QUANTITY] = VMI_MAPPED_QUANTITY, [ROLE_UNIT] = VMI_MAPPED_UNIT,
        [ROLE_LOT] = VMI_MAPPED_LOT,           [ROLE_EXPIRES] = VMI_MAPPED_EXPIRES,
        [ROLE_REF] = VMI_MAPPED_REF,           [ROLE_UNTIL] = VMI_MAPPED_UNTIL,
    };
    return fields[role];
}

void shape_bind_column(struct shape *s, struct binding *binding, struct vmi_slice name, int column)
{
    binding->parts = vmi_arena_alloc(&s->arena, sizeof *binding->parts);
    binding->parts[0] = (struct part){vmi_arena_dup(&s->arena, name), column};
    binding->count = 1;
    binding->evidence = NULL;
}

bool shape_uses_matrix(const struct vmi_template *template)
{
    for (size_t i = 0; i < template->count && template->parts; i++)
        if (template->parts[i].is_column && vmi_slice_is(template->parts[i].text, "*"))
            return true;
    return false;
}

/* NAME stands for {*}. */
void shape_bind_template(struct shape *s, struct binding *binding, const struct vmi_template *template,
                         struct vmi_slice name)
{
    *binding = (struct binding){.count = template->count};
    if (!template->parts)
        return;
    binding->parts = vmi_arena_alloc(&s->arena, template->count * sizeof *binding->parts);
    for (size_t i = 0; i < template->count; i++) {
        bool is_column = template->parts[i].is_column;
        binding->parts[i] = (struct part){template->parts[i].text, is_column ? COLUMN_UNSEEN : LITERAL};
        if (is_column && vmi_slice_is(template->parts[i].text, "*"))
            binding->parts[i] = (struct part){vmi_arena_dup(&s->arena, name), LITERAL};
    }
}

struct measure_binding *shape_add_measure(struct shape *s, int measure)
{
    s->measures = vmi_grow(s->measures, &s->measures_capacity, s->measure_count + 1, sizeof *s->measures);
    struct measure_binding *m = &s->measures[s->measure_count++];
    *m = (struct measure_binding){.measure = measure};
    return m;
}

static void bind_mapping(struct shape *s)
{
    const struct vmi_mapping *mapping = s->mapping;
    for (int f = 0; f < VMI_MAPPED_FIELDS; f++)
        if (!shape_uses_matrix(&mapping->fields[f]))
            shape_bind_template(s, &s->fields[f], &mapping->fields[f], VMI_SLICE_NONE);
    for (size_t i = 0; i < mapping->measure_count; i++) {
        struct measure_binding *m = shape_add_measure(s, mapping->measures[i].measure);
        for (int f = 0; f < VMI_MAPPED_FIELDS; f++)
            shape_bind_template(s, &m->fields[f], &mapping->measures[i].fields[f], VMI_SLICE_NONE);
    }
}

/* Gives the parts that name the column its place; true when there was one. */
static bool place_column(struct binding *binding, struct vmi_slice name, int column)
{
    bool used = false;
    for (size_t i = 0; i < binding->count && binding->parts; i++) {
        struct part *part = &binding->parts[i];
        if (part->column != COLUMN_UNSEEN || !vmi_slice_equal(part->text, name))
            continue;
        part->column = column;
        used = true;
    }
    return used;
}

/* The stock before a row's days is no record of its own. */
static bool is_record(const struct measure_binding *m)
{
    return m->measure != INGEST_OPENING;
}

static enum use place_mapped(struct shape *s, struct vmi_slice name, int column)
{
    enum use use = USE_NONE;
    for (size_t i = 0; i < s->mapping->ignored_count; i++)
        if (vmi_slice_equal(s->mapping->ignored[i], name))
            use = USE_IGNORED;
    for (size_t i = 0; i < s->mapping->carried_count; i++)
        if (vmi_slice_equal(s->mapping->carried[i], name))
            use = USE_EXTRA;
    for (int f = 0; f < VMI_MAPPED_FIELDS; f++)
        if (place_column(&s->fields[f], name, column))
            use = USE_FIELD;
    for (size_t i = 0; i < s->mapping->measure_count; i++)
        for (int f = 0; f < VMI_MAPPED_FIELDS; f++)
            if (place_column(&s->measures[i].fields[f], name, column))
                use = is_record(&s->measures[i]) && f == VMI_MAPPED_QUANTITY && use != USE_FIELD
                          ? USE_QUANTITY
                          : USE_FIELD;
    return use == USE_NONE && role_named(name) == ROLE_REJECT ? USE_IGNORED : use;
}

/* How surely a column is the one that is meant, of several of a measure. */
static int rank_of(const struct shape *s, struct vmi_slice told, int measure, int column)
{
    if (measure < VMI_MEASURES && vmi_slice_is(told, vmi_measures[measure].name))
        return 3;
    return name_is_vague(told) && (size_t)column != s->reorder_column ? 1 : 2;
}

/* A column that names the measure better takes the place of another, as long as no row was read by it. */
static enum use place_measure(struct shape *s, int measure, struct vmi_slice told, struct vmi_slice name,
                              int column)
{
    int rank = rank_of(s, told, measure, column);
    struct measure_binding *m = NULL;
    for (size_t i = 0; i < s->measure_count; i++)
        if (s->measures[i].measure == measure)
            m = &s->measures[i];
    if (m && (s->settled || rank <= m->rank))
        return USE_NONE;
    if (m)
        s->uses[m->fields[VMI_MAPPED_QUANTITY].parts[0].column] = USE_NONE;
    else
        m = shape_add_measure(s, measure);
    m->rank = rank;
    shape_bind_column(s, &m->fields[VMI_MAPPED_QUANTITY], name, column);
    return is_record(m) ? USE_QUANTITY : USE_FIELD;
}

/* By name alone: the first column of a role has it, an exact name before an alias was arranged by the caller. */
static enum use place_named(struct shape *s, struct vmi_slice name, int column)
{
    struct vmi_slice told = name_within(name);
    enum role role = role_named(told);
    if (role == ROLE_REJECT)
        return USE_IGNORED;
    bool of_long = role == ROLE_MEASURE || role == ROLE_QUANTITY;
    bool wanted = s->is_matrix ? role != ROLE_QUANTITY : s->is_long || !of_long;
    if (role != ROLE_NONE && wanted) {
        struct binding *binding = &s->fields[field_of(role)];
        bool exact = vmi_slice_is(told, role_name(role));
        if (!binding->parts || (exact && !vmi_slice_is(binding->parts[0].text, role_name(role)))) {
            if (binding->parts && s->is_long)
                s->uses[binding->parts[0].column] = USE_EXTRA;
            else if (binding->parts)
                s->uses[binding->parts[0].column] = USE_NONE;
            shape_bind_column(s, binding, name, column);
            return USE_FIELD;
        }
    }
    if (s->is_long)
        return USE_EXTRA;
    int measure = (size_t)column == s->reorder_column ? VMI_MIN : measure_named(told);
    if (s->is_matrix || measure == VMI_MEASURE_NONE)
        return USE_NONE;
    return place_measure(s, measure, told, name, column);
}

bool shape_is_date(enum vmi_mapped field)
{
    return field == VMI_MAPPED_DATE || field == VMI_MAPPED_EXPIRES || field == VMI_MAPPED_UNTIL;
}

static bool has_form(enum vmi_mapped field)
{
    return shape_is_date(field) || field == VMI_MAPPED_QUANTITY;
}

void shape_each_form(struct shape *s,
                     void (*each)(void *context, struct binding *binding, enum vmi_mapped field),
                     void *context)
{
    for (int f = 0; f < VMI_MAPPED_FIELDS; f++)
        if (has_form((enum vmi_mapped)f) && s->fields[f].parts)
            each(context, &s->fields[f], (enum vmi_mapped)f);
    for (size_t i = 0; i < s->measure_count; i++)
        for (int f = 0; f < VMI_MAPPED_FIELDS; f++)
            if (has_form((enum vmi_mapped)f) && s->measures[i].fields[f].parts)
                each(context, &s->measures[i].fields[f], (enum vmi_mapped)f);
}

static void add_evidence(void *context, struct binding *binding, enum vmi_mapped field)
{
    struct shape *s = context;
    bool date = shape_is_date(field);
    if (binding->evidence)
        return;
    bool told = date ? s->dates_told : s->told_number != 0;
    binding->evidence = vmi_arena_alloc(&s->arena, sizeof *binding->evidence);
    *binding->evidence = (struct evidence){.forms = date ? DATE_FORMS : NUMBER_FORMS,
                                           .settled = date ? s->told_date : s->told_number,
                                           .surveyed = told,
                                           .told = told};
}

void shape_extend(struct shape *s, const struct vmi_slice *names, size_t count)
{
    size_t known = s->column_count;
    if (known == count && count)
        return;
    s->uses = vmi_grow(s->uses, &s->uses_capacity, count, sizeof *s->uses);
    while (s->column_count < count) {
        size_t i = s->column_count++;
        s->uses[i] = USE_NONE;
        if (vmi_slice_is(names[i], "reject_form"))
            s->form_column = (int)i;
        s->uses[i] = s->mapping ? place_mapped(s, names[i], (int)i) : place_named(s, names[i], (int)i);
    }
    if (!s->mapping && s->told_measure && !s->fields[VMI_MAPPED_MEASURE].parts &&
        (s->is_long || s->is_matrix))
        shape_bind_column(s, &s->fields[VMI_MAPPED_MEASURE], vmi_slice_of(s->told_measure), LITERAL);
    if (s->is_matrix)
        matrix_extend(s, names, known);
    shape_each_form(s, add_evidence, s);
}

static bool refuse(struct vmi_error *error, const char *field, const char *text)
{
    vmi_error_field(error, vmi_slice_of(field));
    return vmi_error_set(error, VMI_INPUT, "columns", "%s", text);
}

/* No column is a measure; of the first that looks like one it is said why not. */
static bool refuse_measures(const struct vmi_slice *names, size_t count, struct vmi_error *error)
{
    static const char text[] = "no column is known to hold a measure; a mapping (-m) can say what they are";
    char quoted[VMI_QUOTED_SIZE];
    for (size_t i = 0; i < count; i++) {
        const char *trap = name_trap(name_within(names[i]));
        if (!trap)
            continue;
        vmi_error_field(error, VMI_SLICE("measure"));
        return vmi_error_set(error, VMI_INPUT, "columns", "%s (%s: %s)", text,
                             vmi_text_quote(names[i], quoted), trap);
    }
    return refuse(error, "measure", text);
}

/* Names of columns with nothing behind them, for the nearest one to what a mapping asks for. */
static const char *nearest_column(struct vmi_slice wanted, const struct vmi_slice *names, size_t count,
                                  char quoted[VMI_QUOTED_SIZE])
{
    for (size_t i = 0; i < count; i++) {
        char copy[64];
        const char *candidate = copy;
        if (names[i].length >= sizeof copy)
            continue;
        if (names[i].length)
            memcpy(copy, names[i].text, names[i].length);
        copy[names[i].length] = '\0';
        if (vmi_text_nearest(wanted, &candidate, 1))
            return vmi_text_quote(names[i], quoted);
    }
    return NULL;
}

static bool check_binding(const struct binding *binding, const struct vmi_slice *names, size_t count,
                          struct vmi_error *error)
{
    for (size_t i = 0; i < binding->count && binding->parts; i++) {
        const struct part *part = &binding->parts[i];
        if (part->column != COLUMN_UNSEEN)
            continue;
        char quoted[VMI_QUOTED_SIZE];
        const char *nearest = nearest_column(part->text, names, count, quoted);
        vmi_error_field(error, part->text);
        return vmi_error_set(error, VMI_INPUT, "columns",
                             "the mapping names this column, and the file has none%s%s",
                             nearest ? "; the nearest is " : "", nearest ? nearest : "");
    }
    return true;
}

static bool check_mapped(const struct shape *s, const struct vmi_slice *names, size_t count,
                         struct vmi_error *error)
{
    for (int f = 0; f < VMI_MAPPED_FIELDS; f++)
        if (!check_binding(&s->fields[f], names, count, error))
            return false;
    for (size_t i = 0; i < s->measure_count; i++)
        for (int f = 0; f < VMI_MAPPED_FIELDS; f++)
            if (!check_binding(&s->measures[i].fields[f], names, count, error))
                return false;
    return true;
}

static bool has_role(const struct vmi_slice *names, size_t count, enum role role)
{
    for (size_t i = 0; i < count; i++)
        if (role_named(name_within(names[i])) == role)
            return true;
    return false;
}

/* A header that is one cell with marks in it was cut at the wrong one. */
static bool looks_uncut(const struct vmi_slice *names, size_t count)
{
    static const char marks[] = ";|:~^";
    for (size_t i = 0; count == 1 && i < names[0].length; i++)
        if (memchr(marks, names[0].text[i], sizeof marks - 1))
            return true;
    return false;
}

static bool check_named(const struct shape *s, const struct vmi_slice *names, size_t count,
                        struct vmi_error *error)
{
    if (looks_uncut(names, count)) {
        char quoted[VMI_QUOTED_SIZE];
        return vmi_error_set(error, VMI_INPUT, "columns",
                             "%s is one column; --delimiter says by what its cells are parted",
                             vmi_text_quote(names[0], quoted));
    }
    bool matrix_location = s->is_matrix && s->matrix == VMI_MAPPED_LOCATION;
    if (!s->fields[VMI_MAPPED_LOCATION].parts && !matrix_location)
        return refuse(error, "location",
                      "no column is known to hold the location; a mapping (-m) can name it");
    if (!s->fields[VMI_MAPPED_SKU].parts)
        return refuse(error, "sku", "no column is known to hold the item; a mapping (-m) can name it");
    if (s->is_matrix && !s->fields[VMI_MAPPED_MEASURE].parts)
        return refuse(error, "measure",
                      "columns are named by days or locations, and nothing says what their cells "
                      "measure; --measure names it");
    if (s->is_long && !s->fields[VMI_MAPPED_QUANTITY].parts)
        return refuse(error, "quantity", "there is a measure, and no column is known to hold its quantity");
    if (!s->is_long && !s->measure_count && has_role(names, count, ROLE_QUANTITY))
        return refuse(error, "measure", "there are quantities, and nothing says of what; --measure names it");
    return s->is_long || s->measure_count || refuse_measures(names, count, error);
}

static bool is_used(const struct shape *s, size_t column)
{
    return s->uses[column] == USE_FIELD || s->uses[column] == USE_QUANTITY || s->uses[column] == USE_EXTRA;
}

/* Of two columns of one name it would be a guess which is meant, unless neither is used. */
static bool check_twice(const struct shape *s, const struct vmi_slice *names, size_t count,
                        struct vmi_error *error)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i && names[i].length; j++) {
            if (!vmi_slice_equal(names[i], names[j]) || !(is_used(s, i) || is_used(s, j)))
                continue;
            vmi_error_field(error, names[i]);
            return vmi_error_set(error, VMI_INPUT, "column_twice", "the column stands twice in the header");
        }
    return true;
}

static bool has_measure_column(const struct vmi_slice *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (measure_named(name_within(names[i])) != VMI_MEASURE_NONE)
            return true;
    return false;
}

/* A column that says "measure" settles it; an alias of it ("type") only where no column is a measure itself. */
static bool looks_long(const struct vmi_slice *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (vmi_slice_is(name_within(names[i]), "measure"))
            return true;
    return has_role(names, count, ROLE_MEASURE) && !has_measure_column(names, count);
}

/* What is known before a column is placed. */
static void choose_form(struct shape *s, const struct vmi_slice *names, size_t count, const char *matrix)
{
    s->names = (struct evidence){.forms = DATE_FORMS};
    if (s->mapping) {
        s->is_matrix = s->mapping->matrix_count > 0;
        s->is_long = !s->is_matrix && s->mapping->fields[VMI_MAPPED_MEASURE].parts != NULL;
        s->matrix =
            shape_uses_matrix(&s->mapping->fields[VMI_MAPPED_DATE]) ? VMI_MAPPED_DATE : VMI_MAPPED_LOCATION;
        return;
    }
    bool days = !has_role(names, count, ROLE_DATE) && matrix_looks_dated(names, count);
    s->is_matrix = matrix ? true : days;
    s->matrix = matrix && strcmp(matrix, "location") == 0 ? VMI_MAPPED_LOCATION : VMI_MAPPED_DATE;
    bool counted =
        s->told_measure && has_role(names, count, ROLE_QUANTITY) && !has_measure_column(names, count);
    s->is_long = !s->is_matrix && (looks_long(names, count) || counted);
}

bool shape_begin(struct shape *s, const struct vmi_mapping *mapping, const struct vmi_slice *names,
                 size_t count, bool complete, struct vmi_error *error)
{
    s->mapping = mapping;
    s->form_column = -1;
    s->reorder_column = openboxes_reorder_column(names, count);
    choose_form(s, names, count, s->told_matrix);
    if (mapping)
        bind_mapping(s);
    shape_extend(s, names, count);
    s->settled = true;
    if (!check_twice(s, names, count, error))
        return false;
    if (mapping)
        return !complete || check_mapped(s, names, count, error);
    return check_named(s, names, count, error);
}

void shape_free(struct shape *s)
{
    vmi_arena_free(&s->arena);
    free(s->measures);
    free(s->uses);
    *s = (struct shape){0};
}

/* The text of a part for a row; unknown when the cell is empty. */
static struct vmi_slice part_text(const struct part *part, const struct vmi_row *row)
{
    if (part->column == LITERAL)
        return part->text;
    if (part->column < 0 || (size_t)part->column >= row->count)
        return VMI_SLICE_NONE;
    return row->cells[part->column].text;
}

struct vmi_cell shape_cell(const struct binding *binding, const struct vmi_row *row, struct vmi_arena *arena)
{
    static const struct vmi_cell unknown = {{NULL, 0}, VMI_CELL_UNKNOWN};
    size_t length = 0;
    if (!binding->parts || !binding->count)
        return unknown;
    if (binding->count == 1 && binding->parts[0].column >= 0)
        return (size_t)binding->parts[0].column < row->count ? row->cells[binding->parts[0].column] : unknown;
    for (size_t i = 0; i < binding->count; i++) {
        struct vmi_slice text = part_text(&binding->parts[i], row);
        if (!text.length)
            return unknown;
        length += text.length;
    }
    char *joined = vmi_arena_alloc(arena, length), *out = joined;
    for (size_t i = 0; i < binding->count; i++) {
        struct vmi_slice text = part_text(&binding->parts[i], row);
        memcpy(out, text.text, text.length);
        out += text.length;
    }
    return (struct vmi_cell){{joined, length}, VMI_CELL_BARE};
}

const struct measure_binding *shape_measure(const struct shape *s, int measure)
{
    for (size_t i = 0; i < s->measure_count; i++)
        if (s->measures[i].measure == measure)
            return &s->measures[i];
    return NULL;
}

struct vmi_slice shape_column_name(const struct binding *binding)
{
    for (size_t i = 0; i < binding->count && binding->parts; i++)
        if (binding->parts[i].column != LITERAL)
            return binding->parts[i].text;
    return VMI_SLICE("");
}
