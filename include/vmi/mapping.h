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
 * is empty. Long files have "measure" and "quantity" in place of "measures".
 */
#ifndef VMI_MAPPING_H
#define VMI_MAPPING_H

#include "vmi/arena.h"
#include "vmi/error.h"

struct vmi_template_part {
    struct vmi_slice text;
    bool is_column; /* else literal */
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
    int measure; /* enum vmi_measure, or available and gross */
    struct vmi_template fields[VMI_MAPPED_FIELDS];
};

struct vmi_mapping {
    struct vmi_arena arena;
    struct vmi_template fields[VMI_MAPPED_FIELDS];
    struct vmi_mapped_measure *measures;
    size_t measure_count;
    struct vmi_slice *ignored;
    size_t ignored_count;
};

/* Reads TEXT. Errors have status VMI_USAGE, line, column and the key; their file is not touched. */
bool vmi_mapping_read(struct vmi_mapping *mapping, struct vmi_slice text,
                      struct vmi_error *error) VMI_MUST_USE;
void vmi_mapping_free(struct vmi_mapping *mapping);

#endif
