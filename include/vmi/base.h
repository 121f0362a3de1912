/*
 * base.h: what every other header may rely on.
 *
 * Compiler attributes, the exit statuses of the toolkit, and the four answers that every reader gives.
 */
#ifndef VMI_BASE_H
#define VMI_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VMI_PRINTF(string, first) __attribute__((format(printf, string, first)))
#define VMI_NORETURN              __attribute__((noreturn))
#define VMI_MUST_USE              __attribute__((warn_unused_result))

#define VMI_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Exit statuses; enum vmi_fault in error.h says which one a failure calls for. */
enum vmi_status {
    VMI_DONE = 0,
    VMI_JUDGED = 1, /* a judgement that was asked for is not good */
    VMI_USAGE = 2,  /* an option, a term or the agreement is wrong */
    VMI_INPUT = 3,  /* the input cannot be used */
    VMI_SYSTEM = 4, /* cannot open, disk full, out of memory */
};

/* The answers of a reader. After BAD it can be asked again; after END and FAIL it can not. */
enum vmi_next {
    VMI_NEXT_ROW,
    VMI_NEXT_END,
    VMI_NEXT_BAD,
    VMI_NEXT_FAIL,
};

#endif
