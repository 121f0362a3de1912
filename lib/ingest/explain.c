/*
 * What was understood of a file: column by column, and as a mapping that says the same.
 */
#include "feed_internal.h"
#include "vmi/measure.h"
#include "vmi/memory.h"
#include "vmi/sink.h"

void feed_keep_examples(struct vmi_feed *f)
{
    enum { LONGEST = 40 };
    f->examples = vmi_grow(f->examples, &f->examples_capacity, f->row.count, sizeof *f->examples);
    while (f->example_count < f->row.count)
        f->examples[f->example_count++] = VMI_SLICE_NONE;
    for (size_t i = 0; i < f->row.count; i++) {
        struct vmi_slice text = f->row.cells[i].text;
        if (f->examples[i].text || !text.length)
            continue;
        text.length = text.length < LONGEST ? text.length : LONGEST;
        while (!vmi_text_is_utf8(text.text, text.length)) /* cut within a character */
            text.length--;
        f->examples[i] = vmi_arena_dup(&f->kept, text);
    }
}

/* ---- columns ---------------------------------------------------------------------------------------------- */

struct use_text {
    struct vmi_buffer becomes;
    const struct binding *formed; /* one whose numbers or dates come from the column */
    enum vmi_mapped field;
};

static bool takes(const struct binding *binding, size_t column)
{
    for (size_t i = 0; i < binding->count && binding->parts; i++)
        if (binding->parts[i].column == (int)column)
            return true;
    return false;
}

static void add_use(struct use_text *use, const struct binding *binding, enum vmi_mapped field,
                    const char *measure)
{
    if (use->becomes.length)
        vmi_buffer_add(&use->becomes, ", ", 2);
    if (measure && field == VMI_MAPPED_QUANTITY)
        vmi_buffer_print(&use->becomes, "%s", measure);
    else
        vmi_buffer_print(&use->becomes, "%s%s%s", vmi_mapped_name(field), measure ? " of " : "",
                         measure ? measure : "");
    if (binding->count > 1)
        vmi_buffer_print(&use->becomes, " (in part)");
    if (binding->evidence)
        use->formed = binding, use->field = field;
}

/* The field that the name of a column of a matrix gives. */
static void add_matrix(struct use_text *use, const struct measure_binding *m)
{
    for (int k = 0; k < VMI_MAPPED_FIELDS; k++)
        if (k != VMI_MAPPED_QUANTITY && m->fields[k].parts)
            vmi_buffer_print(&use->becomes, ", its name %s", vmi_mapped_name((enum vmi_mapped)k));
}

static void collect_uses(const struct vmi_feed *f, size_t column, struct use_text *use)
{
    const struct shape *s = &f->shape;
    for (int k = 0; k < VMI_MAPPED_FIELDS; k++)
        if (takes(&s->fields[k], column))
            add_use(use, &s->fields[k], (enum vmi_mapped)k, NULL);
    for (size_t i = 0; i < s->measure_count; i++) {
        const struct measure_binding *m = &s->measures[i];
        for (int k = 0; k < VMI_MAPPED_FIELDS; k++)
            if (takes(&m->fields[k], column))
                add_use(use, &m->fields[k], (enum vmi_mapped)k,
                        m->measure == MEASURE_OF_ROW ? "quantity" : measure_called(m->measure));
        if (m->measure == MEASURE_OF_ROW && takes(&m->fields[VMI_MAPPED_QUANTITY], column))
            add_matrix(use, m);
    }
}

static const char *form_of(const struct use_text *use)
{
    const struct evidence *e = use->formed ? use->formed->evidence : NULL;
    bool date = shape_is_date(use->field);
    unsigned settled = e && e->surveyed ? e->settled : 0;
    if (!settled || (settled & (settled - 1)) != 0 || (!date && settled == NUMBER_POINT))
        return "";
    return date ? date_form_words(settled) : number_form_words(settled);
}

bool vmi_feed_column_use(const struct vmi_feed *f, size_t column, struct vmi_column_use *use,
                         struct vmi_arena *arena)
{
    size_t count;
    const struct vmi_slice *names = vmi_rows_columns(f->rows, &count);
    struct use_text text = {0};
    char why[VMI_FEED_WHY_SIZE];
    if (column >= count || column >= f->shape.column_count)
        return false;
    collect_uses(f, column, &text);
    enum use kind = f->shape.uses[column];
    if (!text.becomes.length)
        vmi_buffer_print(&text.becomes, "%s",
                         kind == USE_EXTRA     ? "carried"
                         : kind == USE_IGNORED ? "ignored"
                                               : "");
    feed_why_unused(f, column, names[column], why);
    *use = (struct vmi_column_use){
        .file = vmi_slice_of(f->name),
        .column = names[column],
        .becomes = vmi_arena_dup(arena, vmi_buffer_slice(&text.becomes)),
        .form = vmi_slice_of(form_of(&text)),
        .example = column < f->example_count ? f->examples[column] : VMI_SLICE_NONE,
        .note = vmi_arena_dup(arena, vmi_slice_of(why)),
    };
    vmi_buffer_free(&text.becomes);
    return true;
}

/* ---- as a mapping ------------------------------------------------------------------------------------------- */

struct json_text {
    struct vmi_buffer *out;
    bool more; /* in the object at hand */
};

static void put_key(struct json_text *j, const char *indent, struct vmi_slice key)
{
    vmi_buffer_print(j->out, "%s\n%s", j->more ? "," : "", indent);
    vmi_encode_json(j->out, key);
    vmi_buffer_add(j->out, ": ", 2);
    j->more = true;
}

static void put_template(struct json_text *j, const struct binding *binding, bool matrix_name)
{
    struct vmi_buffer text = {0};
    for (size_t i = 0; i < binding->count; i++) {
        bool literal = binding->parts[i].column == LITERAL;
        if (matrix_name && literal)
            vmi_buffer_print(&text, "{*}");
        else
            vmi_buffer_print(&text, "%s%.*s%s", literal ? "" : "{", VMI_SLICE_PRINT(binding->parts[i].text),
                             literal ? "" : "}");
    }
    vmi_encode_json(j->out, text.text ? vmi_buffer_slice(&text) : VMI_SLICE(""));
    vmi_buffer_free(&text);
}

static void put_fields(const struct vmi_feed *f, struct json_text *j)
{
    const struct shape *s = &f->shape;
    const struct measure_binding *matrix = s->is_matrix && s->measure_count ? &s->measures[0] : NULL;
    for (int k = 0; k < VMI_MAPPED_FIELDS; k++) {
        const struct binding *binding = &s->fields[k];
        bool of_matrix = matrix && k != VMI_MAPPED_QUANTITY && matrix->fields[k].parts;
        if (of_matrix)
            binding = &matrix->fields[k];
        if (!binding->parts)
            continue;
        put_key(j, "  ", vmi_slice_of(vmi_mapped_name((enum vmi_mapped)k)));
        put_template(j, binding, of_matrix);
    }
}

static void put_measures(const struct vmi_feed *f, struct json_text *j)
{
    const struct shape *s = &f->shape;
    struct json_text inner = {.out = j->out};
    if (s->is_long || s->is_matrix || !s->measure_count)
        return;
    put_key(j, "  ", VMI_SLICE("measures"));
    vmi_buffer_add(j->out, "{", 1);
    for (size_t i = 0; i < s->measure_count; i++) {
        put_key(&inner, "    ", vmi_slice_of(measure_called(s->measures[i].measure)));
        put_template(&inner, &s->measures[i].fields[VMI_MAPPED_QUANTITY], false);
    }
    vmi_buffer_add(j->out, "\n  }", 4);
}

/* The names of the columns of a use, which in globs have their special characters taken as they are. */
static void put_names(const struct vmi_feed *f, struct json_text *j, const char *key, enum use use,
                      bool globs)
{
    size_t count, put = 0;
    const struct vmi_slice *names = vmi_rows_columns(f->rows, &count);
    for (size_t i = 0; i < f->shape.column_count && i < count; i++) {
        struct vmi_buffer name = {0};
        if (f->shape.uses[i] != use || !names[i].length || role_named(names[i]) == ROLE_REJECT)
            continue;
        if (!put)
            put_key(j, "  ", vmi_slice_of(key));
        vmi_buffer_print(j->out, "%s", put++ ? ", " : "[");
        for (size_t k = 0; k < names[i].length; k++) {
            if (globs && strchr("*?[\\", names[i].text[k]))
                vmi_buffer_add(&name, "\\", 1);
            vmi_buffer_add(&name, &names[i].text[k], 1);
        }
        vmi_encode_json(j->out, vmi_buffer_slice(&name));
        vmi_buffer_free(&name);
    }
    if (put)
        vmi_buffer_add(j->out, "]", 1);
}

struct forms_found {
    unsigned numbers, dates;
};

static void find_form(void *context, struct binding *binding, enum vmi_mapped field)
{
    struct forms_found *found = context;
    const struct evidence *e = binding->evidence;
    if (e && e->surveyed && e->settled && (e->settled & (e->settled - 1)) == 0)
        *(shape_is_date(field) ? &found->dates : &found->numbers) |= e->settled;
}

/* Forms that the file proved hold for the next one, where all its columns have the same. */
static void put_form_options(struct vmi_feed *f, struct json_text *inner)
{
    struct forms_found found = {0, 0};
    shape_each_form(&f->shape, find_form, &found);
    if (found.numbers == NUMBER_POINT || found.numbers == NUMBER_COMMA) {
        put_key(inner, "    ", VMI_SLICE("decimal"));
        vmi_encode_json(inner->out, vmi_slice_of(number_form_name(found.numbers)));
    }
    if (found.dates && (found.dates & (found.dates - 1)) == 0) {
        put_key(inner, "    ", VMI_SLICE("dates"));
        vmi_encode_json(inner->out, vmi_slice_of(date_form_name(found.dates)));
    }
}

void vmi_feed_mapping(struct vmi_feed *f, const struct vmi_feed_setting *settings, size_t count,
                      struct vmi_buffer *out)
{
    struct json_text j = {.out = out}, inner = {.out = out};
    vmi_buffer_add(out, "{", 1);
    put_fields(f, &j);
    put_measures(f, &j);
    if (f->shape.is_matrix)
        put_names(f, &j, "matrix", USE_QUANTITY, true);
    put_names(f, &j, "carry", USE_EXTRA, false);
    put_names(f, &j, "ignore", USE_NONE, false);
    size_t before = out->length;
    put_key(&j, "  ", VMI_SLICE("options"));
    vmi_buffer_add(out, "{", 1);
    for (size_t i = 0; i < count; i++) {
        put_key(&inner, "    ", vmi_slice_of(settings[i].name));
        vmi_encode_json(out, vmi_slice_of(settings[i].value));
    }
    put_form_options(f, &inner);
    if (inner.more)
        vmi_buffer_add(out, "\n  }", 4);
    else
        out->length = before;
    vmi_buffer_add(out, "\n}\n", 3);
}
