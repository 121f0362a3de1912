/*
 * internal.h: what the rooms of the agreement share.
 */
#ifndef VMI_AGREEMENT_INTERNAL_H
#define VMI_AGREEMENT_INTERNAL_H

#include "vmi/agreement.h"
#include "vmi/map.h"

/* A cell of a terms file. It has been checked, and is read again when it is asked for: rows are many, and short. */
struct term_cell {
    enum vmi_term term;
    struct vmi_slice text;
};

struct term_row {
    struct term_cell *cells;
    uint32_t count;
    uint64_t line;
};

struct vmi_agreement {
    struct vmi_arena arena;
    struct vmi_terms defaults, settings; /* of what was given alone */
    struct vmi_slice id, version, currency;
    struct vmi_slice *terms_files;
    size_t terms_file_count;
    struct vmi_target *targets;
    size_t target_count;
    struct vmi_map keys;   /* location, NUL, sku of the rows */
    struct term_row *rows; /* by key */
    size_t rows_capacity;
    bool has_terms;
    struct vmi_buffer fingerprints; /* one a file, in order */
    struct vmi_buffer label;
};

/* The name of an unknown term, with the nearest one. */
bool agreement_refuse_term(struct vmi_slice name, struct vmi_error *error);

/* Adds the fingerprint of a file to the label. */
void agreement_sign(struct vmi_agreement *agreement, struct vmi_slice text);

#endif
