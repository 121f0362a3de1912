/*
 * A look at all that is still to come of a file, which proves in which form its columns write numbers and dates. Files in
 * the forms of streams never need it.
 */
#include <stdarg.h>
#include <stdio.h>

#include "feed_internal.h"
#include "vmi/memory.h"

struct survey {
    struct vmi_feed *feed;
    const struct vmi_row *row; /* the one at hand, or NEXT */
    struct vmi_row next;
    struct vmi_arena arena;
    unsigned numbers, dates; /* the one form that a column of the file proves; 0 for none, or for several */
    bool mixed_numbers, mixed_dates;
    const struct binding *number_proof, *date_proof;
};

static bool is_open(const struct binding *binding)
{
    return binding->evidence && !binding->evidence->surveyed;
}

static void look_at_cell(void *context, struct binding *binding, enum vmi_mapped field)
{
    struct survey *s = context;
    if (!is_open(binding))
        return;
    struct vmi_cell cell = shape_cell(binding, s->row, &s->arena);
    if (!cell.text.length || (cell.kind != VMI_CELL_BARE && cell.kind != VMI_CELL_STRING))
        return;
    struct period period;
    vmi_decimal value;
    enum vmi_decimal_result result;
    evidence_add(binding->evidence,
                 shape_is_date(field) ? date_read(cell.text, DATE_FORMS, &period)
                                      : number_read(cell.text, NUMBER_FORMS, &value, &result),
                 cell.text);
}

static bool is_one_form(unsigned forms)
{
    return forms && (forms & (forms - 1)) == 0;
}

/* What one column proves holds for those that cannot tell, unless another column proves something else. */
static void collect_proof(void *context, struct binding *binding, enum vmi_mapped field)
{
    struct survey *s = context;
    bool date = shape_is_date(field);
    unsigned *proved = date ? &s->dates : &s->numbers;
    bool *mixed = date ? &s->mixed_dates : &s->mixed_numbers;
    const struct evidence *e = binding->evidence;
    if (!e || e->told || !is_one_form(e->forms) || *mixed)
        return;
    *mixed = *proved && *proved != e->forms;
    *proved = *mixed ? 0 : e->forms;
    *(date ? &s->date_proof : &s->number_proof) = binding;
}

static void tell(struct vmi_feed *f, const struct binding *binding, enum vmi_mapped field,
                 const struct binding *proof)
{
    const struct evidence *e = binding->evidence;
    char quoted[VMI_QUOTED_SIZE], from[VMI_QUOTED_SIZE];
    bool date = shape_is_date(field);
    const char *example = vmi_text_quote(vmi_slice_of(e->example), quoted);
    const char *words = date ? date_form_words(e->settled) : number_form_words(e->settled);
    const char *verb = date ? "dates are" : "numbers have";
    if (proof != binding)
        feed_settle(f, binding, "%s %s, as in column %s", verb, words,
                    vmi_text_quote(shape_column_name(proof), from));
    else
        feed_settle(f, binding, "%s %s, as %s shows", verb, words, example);
}

static void settle(void *context, struct binding *binding, enum vmi_mapped field)
{
    struct survey *s = context;
    struct evidence *e = binding->evidence;
    bool date = shape_is_date(field);
    if (!is_open(binding))
        return;
    e->surveyed = true;
    e->memo.length = 0; /* what was read may be refused from here on */
    e->settled = e->forms;
    unsigned proved = date ? s->dates : s->numbers;
    if (is_one_form(e->forms) || (e->forms && !e->split)) {
        if (is_one_form(e->forms) && (date || e->forms == NUMBER_COMMA || e->split))
            tell(s->feed, binding, field, binding);
        return;
    }
    if (e->forms & proved) {
        e->settled = proved;
        tell(s->feed, binding, field, date ? s->date_proof : s->number_proof);
        return;
    }
    char quoted[VMI_QUOTED_SIZE];
    if (e->forms && !date && strchr(e->example, '.'))
        feed_settle(
            s->feed, binding,
            "numbers such as %s were read with a decimal point; it could part thousands (--decimal says)",
            vmi_text_quote(vmi_slice_of(e->example), quoted));
}

static bool look_through(struct survey *s, const struct evidence *plain, bool *whole, struct vmi_error *error)
{
    *whole = true;
    struct vmi_rows *rows = vmi_rows_ahead(s->feed->rows, error);
    struct vmi_error problem = {0}; /* what is wrong ahead is told when it is read */
    enum vmi_next next;
    if (!rows)
        return false;
    while ((next = vmi_rows_next(rows, &s->next, &problem)) == VMI_NEXT_ROW || next == VMI_NEXT_BAD) {
        if (next == VMI_NEXT_BAD || s->next.marked)
            continue;
        if (feed_is_reject_header(rows, &s->next))
            break; /* other columns */
        s->row = &s->next;
        vmi_arena_clear(&s->arena);
        shape_each_form(&s->feed->shape, look_at_cell, s);
        if (plain && plain->forms == NUMBER_POINT) {
            *whole = false;
            break;
        }
    }
    vmi_rows_close(rows);
    return true;
}

bool feed_survey(struct vmi_feed *f, const struct evidence *plain, struct vmi_error *error)
{
    bool whole;
    struct survey s = {.feed = f, .row = &f->row};
    shape_each_form(&f->shape, look_at_cell, &s);
    bool good = look_through(&s, plain, &whole, error);
    if (good && whole) {
        shape_each_form(&f->shape, collect_proof, &s);
        shape_each_form(&f->shape, settle, &s);
    }
    vmi_arena_free(&s.arena);
    return good;
}

/* ---- forms that rejects say for themselves ------------------------------------------------------------------- */

static struct vmi_slice value_of(struct vmi_slice word, const char *name)
{
    size_t length = strlen(name);
    if (word.length <= length || memcmp(word.text, name, length) != 0 || word.text[length] != '=')
        return VMI_SLICE_NONE;
    return (struct vmi_slice){word.text + length + 1, word.length - length - 1};
}

void feed_take_forms(struct vmi_feed *f)
{
    f->row_number = f->row_date = 0;
    if (f->shape.form_column < 0 || (size_t)f->shape.form_column >= f->row.count)
        return;
    struct vmi_slice rest = f->row.cells[f->shape.form_column].text;
    while (rest.text) {
        struct vmi_slice word = vmi_slice_cut(&rest, ' ');
        f->row_number |= number_form_named(value_of(word, "decimal"));
        f->row_date |= date_form_named(value_of(word, "dates"));
    }
}

struct row_forms {
    struct survey survey;
    bool doubtful; /* a cell of a column that was not looked through may need it */
    unsigned numbers, dates;
};

static void look_at_form(void *context, struct binding *binding, enum vmi_mapped field)
{
    struct row_forms *forms = context;
    const struct evidence *e = binding->evidence;
    if (is_open(binding)) {
        unsigned native = shape_is_date(field) ? DATE_FORMS : NUMBER_FORMS;
        look_at_cell(&forms->survey, binding, field);
        forms->doubtful |= e->forms != native || e->split;
    } else if (e && is_one_form(e->settled)) {
        *(shape_is_date(field) ? &forms->dates : &forms->numbers) |= e->settled;
    }
}

struct vmi_slice feed_forms(struct vmi_feed *f)
{
    struct row_forms forms = {.survey = {.feed = f, .row = &f->row}};
    struct vmi_error error = {0};
    int length = 0;
    if (f->row_number || f->row_date) {
        forms.numbers = f->row_number;
        forms.dates = f->row_date;
    } else {
        shape_each_form(&f->shape, look_at_form, &forms);
        if (forms.doubtful && feed_survey(f, NULL, &error)) {
            forms.numbers = forms.dates = 0;
            shape_each_form(&f->shape, look_at_form, &forms);
        }
    }
    if (is_one_form(forms.numbers) && forms.numbers != NUMBER_POINT)
        length = snprintf(f->form, sizeof f->form, "decimal=%s", number_form_name(forms.numbers));
    if (is_one_form(forms.dates))
        length += snprintf(f->form + length, sizeof f->form - (size_t)length, "%sdates=%s", length ? " " : "",
                           date_form_name(forms.dates));
    vmi_arena_free(&forms.survey.arena);
    return (struct vmi_slice){f->form, (size_t)length};
}

void feed_settle(struct vmi_feed *f, const struct binding *binding, const char *format, ...)
{
    char text[400];
    struct vmi_slice name = binding ? shape_column_name(binding) : VMI_SLICE("header");
    int used = snprintf(text, sizeof text, "%.*s: ", name.length < 100 ? (int)name.length : 100,
                        name.length ? name.text : "");
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text + used, sizeof text - (size_t)used, format, arguments);
    va_end(arguments);
    if (length < 0)
        return;
    f->settled = vmi_grow(f->settled, &f->settled_capacity, f->settled_count + 1, sizeof *f->settled);
    f->settled[f->settled_count++] = vmi_arena_dup(&f->kept, vmi_slice_of(text));
}
