/*
 * shape.h: which cell of a row gives which field of activity.
 */
#ifndef VMI_SHAPE_H
#define VMI_SHAPE_H

#include "alias.h"
#include "vmi/mapping.h"
#include "vmi/rows.h"

struct part {
    struct vmi_slice text; /* the literal, or the name of the column */
    int column;            /* -1: a literal; COLUMN_UNSEEN: no row had it yet */
};

enum { LITERAL = -1, COLUMN_UNSEEN = -2 };

struct binding {
    struct part *parts; /* NULL: the field is not given */
    size_t count;
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
    bool is_long;
    bool settled;          /* rows are read by it */
    size_t reorder_column; /* of OpenBoxes; SIZE_MAX: none */
    struct binding fields[VMI_MAPPED_FIELDS];
    struct measure_binding *measures; /* of a wide file */
    size_t measure_count, measures_capacity;
    enum use *uses; /* by column */
    size_t column_count, uses_capacity;
};

/*
 * Begins with the columns of the first row. COMPLETE: there will be no others (CSV), so that what is missing now is
 * missing. False when the columns cannot be activity.
 */
bool shape_begin(struct shape *shape, const struct vmi_mapping *mapping, const struct vmi_slice *names,
                 size_t count, bool complete, struct vmi_error *error);

/* Takes in the columns that were added since. */
void shape_extend(struct shape *shape, const struct vmi_slice *names, size_t count);

void shape_free(struct shape *shape);

/* The cell that a binding gives for a row; text of several parts is put together in ARENA. */
struct vmi_cell shape_cell(const struct binding *binding, const struct vmi_row *row, struct vmi_arena *arena);

/* The binding of a measure of a wide file, NULL when it has none. */
const struct measure_binding *shape_measure(const struct shape *shape, int measure);

/* The name of the column that a binding takes its text from, for messages. */
struct vmi_slice shape_column_name(const struct binding *binding);

#endif
