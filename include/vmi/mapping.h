/*
 * mapping.h: how a partner's columns become activity, as a JSON file that is kept beside the agreement.
 *
 *     {
 *       "location": "{site}", "sku": "{item}", "date": "{year}-{month}",
 *       "measures": {
 *         "sold":    "{issued}",
 *         "ordered": {"quantity": "{requested}", "ref": "{site}/{year}-{month}"}
 *       },
 *       "ignore": ["region"]
 *     }
 *
 * A value is a template: text in which {name} stands for the cell of that column. A template in which a cell is empty
 * is empty. Long files have "measure" and "quantity" in place of "measures". Matrix files, with a column for each day or
 * each location, have "matrix": globs of the names of these columns; {*} stands for the name, and their cells are the
 * quantities.
 *
 * Then come "values" (what a cell says, and what is meant), "references" (their names of items and locations, and ours,
 * from a CSV), "signs" (what a quantity below 0 is), "timezone" (whose day an instant belongs to) and "options" (those
 * of vmi-ingest that tell how the file is written). What is under "edi" is of edi_profile.h; a mapping that has it need not
 * say anything of columns.
 */
#ifndef VMI_MAPPING_H
#define VMI_MAPPING_H

#include "vmi/map.h"
#include "vmi/rows.h"

struct vmi_template_part {
    struct vmi_slice text;
    bool is_column; /* else literal; the column * is the name of the matrix column at hand */
};

struct vmi_template {
    struct vmi_template_part *parts; /* NULL: not given */
    size_t count;
};

/* The fields of activity that a mapping can give, for the whole row or for one measure. */
enum vmi_mapped {
    VMI_MAPPED_DATE,
    VMI_MAPPED_LOCATION,
    VMI_MAPPED_SKU,
    VMI_MAPPED_UNIT,
    VMI_MAPPED_LOT,
    VMI_MAPPED_EXPIRES,
    VMI_MAPPED_REF,
    VMI_MAPPED_UNTIL,
    VMI_MAPPED_QUANTITY,
    VMI_MAPPED_MEASURE,
    VMI_MAPPED_FIELDS,
};

struct vmi_mapped_measure {
    int measure; /* enum vmi_measure, or available, gross and opening */
    struct vmi_template fields[VMI_MAPPED_FIELDS];
};

/* What the cells of a field say, and what is meant: number I of `from` means to[I], which is unknown for null. */
struct vmi_mapped_values {
    struct vmi_map from;
    struct vmi_slice *to;
    size_t capacity;
};

/* What becomes of a quantity of a measure. */
enum vmi_sign {
    VMI_SIGN_NEGATE,   /* the sign is turned */
    VMI_SIGN_ABSOLUTE, /* the sign is dropped */
    VMI_SIGN_OTHER,    /* what is below 0 is so much of another measure */
};

struct vmi_mapped_sign {
    int measure;
    enum vmi_sign rule;
    int other;
};

/* Their names and ours, from a CSV. */
struct vmi_mapped_reference {
    struct vmi_slice file;     /* as the mapping names it; unknown: there is no such reference */
    struct vmi_slice from, to; /* names of its columns */
    bool keeps;                /* a name that is not there stays as it is; else its record is set aside */
    struct vmi_mapped_values names;
};

/* Locations that match GLOB live by the time of ZONE. */
struct vmi_mapped_zone {
    struct vmi_slice glob;
    struct vmi_slice zone;
};

/* An option of the tool that tells how the file is written; it stands unless the command line says otherwise. */
struct vmi_mapped_option {
    const char *name, *value;
    uint64_t line, column;
};

/* Something in a mapping that can have no effect, or hardly the one that was meant. */
struct vmi_mapping_remark {
    uint64_t line, column;
    struct vmi_slice text;
};

struct vmi_mapping {
    struct vmi_arena arena;
    struct vmi_template fields[VMI_MAPPED_FIELDS];
    struct vmi_mapped_measure *measures;
    size_t measure_count;
    struct vmi_slice *matrix; /* globs */
    size_t matrix_count;
    struct vmi_slice *ignored;
    size_t ignored_count;
    struct vmi_slice *carried; /* columns that are carried along as text */
    size_t carried_count;
    struct vmi_mapped_values values[VMI_MAPPED_FIELDS];
    struct vmi_mapped_reference references[VMI_MAPPED_FIELDS]; /* of location and sku */
    struct vmi_mapped_sign *signs;
    size_t sign_count;
    struct vmi_mapped_zone *zones;
    size_t zone_count;
    struct vmi_mapped_option *options;
    size_t option_count;
    struct vmi_mapping_remark *remarks;
    size_t remark_count, remark_capacity;
    bool edi;     /* it has settings for partners who send EDI */
    bool columns; /* it says which column is what */
};

/*
 * Reads TEXT. Errors have status VMI_USAGE, line, column and the key; their file is not touched. The files of its
 * references are the caller's to open: vmi_mapping_refer().
 */
bool vmi_mapping_read(struct vmi_mapping *mapping, struct vmi_slice text,
                      struct vmi_error *error) VMI_MUST_USE;
void vmi_mapping_free(struct vmi_mapping *mapping);

/*
 * Takes the rows of the file of a reference over, and closes them. False with ERROR, status VMI_USAGE, when it lacks a
 * column, or gives one name two meanings.
 */
bool vmi_mapping_refer(struct vmi_mapping *mapping, enum vmi_mapped field, struct vmi_rows *rows,
                       struct vmi_error *error) VMI_MUST_USE;

/* What a text in a field means, by `values` and `references`. */
enum vmi_meaning {
    VMI_MEANING_GIVEN,   /* the text, which may be another one now */
    VMI_MEANING_PASSED,  /* its record is passed over */
    VMI_MEANING_UNKNOWN, /* it is not in the file of the reference */
};

enum vmi_meaning vmi_mapping_mean(const struct vmi_mapping *mapping, enum vmi_mapped field,
                                  struct vmi_slice *text);

/* The option of that name that the mapping sets, NULL when it does not. */
const struct vmi_mapped_option *vmi_mapping_option(const struct vmi_mapping *mapping, const char *name);

/* The name of a field: "sku". */
const char *vmi_mapped_name(enum vmi_mapped field);

#endif
