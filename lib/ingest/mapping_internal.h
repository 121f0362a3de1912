/*
 * mapping_internal.h: a mapping while it is read.
 */
#ifndef VMI_MAPPING_INTERNAL_H
#define VMI_MAPPING_INTERNAL_H

#include "vmi/json.h"
#include "vmi/mapping.h"

struct mapping_reading {
    struct vmi_json json;
    struct vmi_mapping *mapping;
    struct vmi_error *error;
};

/* Fills the error with the place of NODE and a text that has %s for DETAIL; false. */
bool mapping_wrong(struct mapping_reading *r, const struct vmi_json_node *node, const char *format,
                   const char *detail);

/* The same for a key that is none of NAMES, with the nearest of them: "is not WHAT; did you mean sold?" */
bool mapping_unknown(struct mapping_reading *r, const struct vmi_json_node *node, const char *what,
                     const char *const *names, size_t count);

/* Keeps a remark on NODE. */
void mapping_remark(struct mapping_reading *r, const struct vmi_json_node *node, const char *format, ...)
    VMI_PRINTF(3, 4);

/* The text of a node that must be one; kept as long as the mapping. */
bool mapping_text(struct mapping_reading *r, const struct vmi_json_node *node, struct vmi_slice *text);

/* An array of texts; a single text counts as an array of one. */
bool mapping_texts(struct mapping_reading *r, const struct vmi_json_node *node, struct vmi_slice **texts,
                   size_t *count);

/* The field of that name, -1 for none. */
int mapping_field(struct vmi_slice name);

/* Each reads the value of the key of its name. */
bool mapping_read_values(struct mapping_reading *r, const struct vmi_json_node *node);
bool mapping_read_references(struct mapping_reading *r, const struct vmi_json_node *node);
bool mapping_read_signs(struct mapping_reading *r, const struct vmi_json_node *node);
bool mapping_read_zones(struct mapping_reading *r, const struct vmi_json_node *node);
bool mapping_read_options(struct mapping_reading *r, const struct vmi_json_node *node);

/* What the parts of a mapping say of each other. */
bool mapping_check(struct mapping_reading *r);

/* Adds a meaning; false when the name has another one already. */
bool mapping_mean(struct vmi_mapping *mapping, struct vmi_mapped_values *values, struct vmi_slice from,
                  struct vmi_slice to);

#endif
