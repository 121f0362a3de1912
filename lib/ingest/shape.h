/*
 * shape.h: which cell of a row gives which field of activity.
 */
#ifndef VMI_SHAPE_H
#define VMI_SHAPE_H

#include "alias.h"
#include "form.h"
#include "vmi/mapping.h"
#include "vmi/rows.h"

struct part {
    struct vmi_slice text; /* the literal, or the name of the column */
    int column;            /* -1: a literal; COLUMN_UNSEEN: no row had it yet */
};

enum { LITERAL = -1, COLUMN_UNSEEN = -2 };

/* The measure of a column of a matrix is that of its row. */
enum { MEASURE_OF_ROW = 2000 };

struct binding {
    struct part *parts; /* NULL: the field is not given */
    size_t count;
    struct evidence *evidence; /* of the form of numbers or dates; NULL for texts */
};

struct measure_binding {
    int measure;
    int rank; /* of its name among those of the measure */
    struct binding fields[VMI_MAPPED_FIELDS];
};

enum use { USE_NONE, USE_FIELD, USE_QUANTITY, USE_EXTRA, USE_IGNORED };

struct shape {
    struct vmi_arena arena;
    const struct vmi_mapping *mapping; /* NULL: by the names of the columns */
    unsigned told_number, told_date;   /* the form of all numbers and all dates; 0: as they prove it */
    bool dates_told;
    const char *told_measure; /* of rows that name none; NULL: not told */
    const char *told_matrix;  /* "date", "location"; NULL: not told */
    enum vmi_mapped matrix;   /* what the names of the columns of a matrix are: dates or locations */
    bool is_matrix;
    struct evidence *matrix_evidence; /* of the numbers in all columns of a matrix */
    struct evidence names;            /* of the dates that they are named by */
    bool is_long;
    int form_column;       /* of rejects: says the forms of the row; -1: none */
    bool settled;          /* rows are read by it */
    size_t reorder_column; /* of OpenBoxes; SIZE_MAX: none */
    struct binding fields[VMI_MAPPED_FIELDS];
    struct measure_binding *measures; /* of a wide file */
    size_t measure_count, measures_capacity;
    enum use *uses; /* by column */
    size_t column_count, uses_capacity;
};

/*
 * Begins, zeroed but for the forms that were told, with the columns of the first row. COMPLETE: there will be no others (CSV), so that what is missing now is
 * missing. False when the columns cannot be activity.
 */
bool shape_begin(struct shape *shape, const struct vmi_mapping *mapping, const struct vmi_slice *names,
                 size_t count, bool complete, struct vmi_error *error);

/* Calls EACH for every binding of a field that has a form; FIELD is its field. */
void shape_each_form(struct shape *shape,
                     void (*each)(void *context, struct binding *binding, enum vmi_mapped field),
                     void *context);

/* True for the fields that are dates. */
bool shape_is_date(enum vmi_mapped field);

/* Takes in the columns that were added since. */
void shape_extend(struct shape *shape, const struct vmi_slice *names, size_t count);

void shape_free(struct shape *shape);

/* The cell that a binding gives for a row; text of several parts is put together in ARENA. */
struct vmi_cell shape_cell(const struct binding *binding, const struct vmi_row *row, struct vmi_arena *arena);

/* True when the names of some columns, but not of all, are days: those of a matrix. */
bool matrix_looks_dated(const struct vmi_slice *names, size_t count);

/* Binds the columns of a matrix from FIRST on: those that nothing else names, or those that the mapping's globs match. */
void matrix_extend(struct shape *shape, const struct vmi_slice *names, size_t first);

/* Adds a measure of a wide file. */
struct measure_binding *shape_add_measure(struct shape *shape, int measure);

/* Each binds a field: to a column (or, for LITERAL, to a text), and to a template in which {*} is NAME. */
void shape_bind_column(struct shape *shape, struct binding *binding, struct vmi_slice name, int column);
void shape_bind_template(struct shape *shape, struct binding *binding, const struct vmi_template *template,
                         struct vmi_slice name);

/* True when {*} stands in the template. */
bool shape_uses_matrix(const struct vmi_template *template);

/* The binding of a measure of a wide file, NULL when it has none. */
const struct measure_binding *shape_measure(const struct shape *shape, int measure);

/* The name of the column that a binding takes its text from, for messages. */
struct vmi_slice shape_column_name(const struct binding *binding);

#endif
