/*
 * edi_reading.h: a text of EDI read whole, for the tests of its reader.
 */
#ifndef TESTS_EDI_READING_H
#define TESTS_EDI_READING_H

#include "vmi/edi.h"

struct edi_reading {
    struct vmi_buffer facts;   /* a line each, as in a stream of activity */
    struct vmi_buffer figures; /* the same without names: location, item, reference, lot, unit */
    struct vmi_buffer told;    /* "CODE FIELD: TEXT", a line each, of what was told and what was set aside */
    struct vmi_buffer passed;  /* what became no activity, a line for each kind */
    struct vmi_buffer acks;
    size_t records, bad;
    struct vmi_edi_counts counts;
    enum vmi_next end;      /* END or FAIL */
    struct vmi_error error; /* of FAIL */
    uint64_t last_offset;   /* segments of the interchange that records came from: the greatest */
};

/* Reads TEXT; ENCODING as for vmi_source_decode(), "" for none. */
void edi_read(struct edi_reading *reading, struct vmi_slice text, bool strict, const char *encoding);
void edi_reading_free(struct edi_reading *reading);

/* A file of testdata/edi, kept until the end; its text is empty where it is not there. */
struct vmi_slice edi_vector(const char *name);

/* The names of all of them, NULL behind the last; sorted. */
const char *const *edi_vectors(void);

#endif
