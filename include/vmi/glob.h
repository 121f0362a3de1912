/*
 * glob.h: patterns by which rules name locations and skus.
 *
 * * is any text, also none; ? is one character; [abc], [a-z] and [!a-z] are one character of a set or outside it; \
 * takes the next character as it is. Case counts, and no character but these is special. A [ without its ] is itself.
 */
#ifndef VMI_GLOB_H
#define VMI_GLOB_H

#include "vmi/text.h"

/* True when the whole of TEXT matches. Takes time of at most the product of the lengths. */
bool vmi_glob_match(struct vmi_slice pattern, struct vmi_slice text);

/* What is known of a pattern without trying it: by this, rules are looked up. */
enum vmi_glob_kind {
    VMI_GLOB_LITERAL, /* one text: the pattern itself */
    VMI_GLOB_PREFIX,  /* every text that begins with the prefix: "DE-*" */
    VMI_GLOB_OTHER,   /* every match begins with the prefix, which may be empty */
};

struct vmi_glob_shape {
    enum vmi_glob_kind kind;
    struct vmi_slice prefix; /* the characters before the first special one */
};

struct vmi_glob_shape vmi_glob_shape(struct vmi_slice pattern);

/* True when it is certain that whatever matches INNER matches OUTER. */
bool vmi_glob_within(struct vmi_slice inner, struct vmi_slice outer);

/* True when it is certain that some text matches both. */
bool vmi_glob_meet(struct vmi_slice a, struct vmi_slice b);

#endif
