/*
 * error.h: the one error value. Libraries fill it and return; the application alone prints it.
 *
 * It owns its texts but for `file` and `code`: `file` belongs to whoever opened it, `code` is a literal by which
 * equal errors are counted. Line and column are 1 for the first and 0 where there is none.
 */
#ifndef VMI_ERROR_H
#define VMI_ERROR_H

#include "vmi/text.h"

struct vmi_error {
    enum vmi_status status; /* the exit status it calls for; VMI_DONE: no error */
    const char *code;
    const char *file;
    uint64_t line;
    uint64_t column;
    char field[64]; /* column or key by name, "" where there is none */
    char text[400]; /* what is wrong, and what was expected */
};

/* Fills ERROR (its place is left as it is) with a text and returns false, for `return vmi_error_set(...)`. */
bool vmi_error_set(struct vmi_error *error, enum vmi_status status, const char *code, const char *format, ...)
    VMI_PRINTF(4, 5);

/* The same, with ": " and what errno says behind the text. Status is VMI_SYSTEM. */
bool vmi_error_system(struct vmi_error *error, int error_number, const char *format, ...) VMI_PRINTF(3, 4);

/* Sets the name of the column or key; one that is too long is cut. */
void vmi_error_field(struct vmi_error *error, struct vmi_slice field);

#endif
