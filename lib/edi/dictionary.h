/*
 * dictionary.h: what the segments that we read are made of: numbers, types and lengths of their elements.
 */
#ifndef VMI_EDI_DICTIONARY_H
#define VMI_EDI_DICTIONARY_H

#include "code.h"
#include "vmi/edi_lexer.h"

enum edi_type {
    EDI_TEXT,   /* AN, an */
    EDI_ID,     /* a code */
    EDI_NUMBER, /* R, n: digits with a decimal mark and a sign, which do not count in its length */
    EDI_WHOLE,  /* N0 */
    EDI_DATE,   /* 6 or 8 digits */
    EDI_TIME,   /* 4 to 8 digits */
    EDI_GROUP,  /* of components, which are not looked at */
};

struct edi_element {
    short number; /* of the directory */
    unsigned char type, least, most;
    bool needed;
    const struct edi_code_table *codes; /* the only ones there are; NULL: any */
};

struct edi_segment_rule {
    const char *tag;
    const struct edi_element *elements;
    size_t count;
    size_t component; /* EDIFACT: the element whose components these are, all of it; 0: they are elements */
    size_t times;     /* so many elements have these components */
    bool pairs;       /* the last two elements come again and again */
    bool alone;       /* there is no element behind that of the components */
};

/* NULL: nothing is known of the segment but its name. */
const struct edi_segment_rule *edi_rule_find(enum vmi_edi_family family, struct vmi_slice tag);

/* Errors of an element, with the codes of X12 (element 723) as their values. */
enum edi_element_error {
    EDI_ELEMENT_GOOD = 0,
    EDI_ELEMENT_MISSING = 1,
    EDI_ELEMENT_TOO_MANY = 3, /* components, or elements */
    EDI_ELEMENT_TOO_SHORT = 4,
    EDI_ELEMENT_TOO_LONG = 5,
    EDI_ELEMENT_BAD_CHARACTER = 6,
    EDI_ELEMENT_BAD_CODE = 7,
    EDI_ELEMENT_BAD_DATE = 8,
    EDI_ELEMENT_BAD_TIME = 9,
};

/* Holds TEXT against RULE. */
enum edi_element_error edi_element_check(const struct edi_element *rule, struct vmi_slice text,
                                         enum vmi_edi_family family);

struct edi_element_fault {
    size_t element, component;      /* counted from 1; component 0: the element has none */
    const struct edi_element *rule; /* NULL: there is none so far back */
    enum edi_element_error error;
    struct vmi_slice text;
};

/* False: an element of X12 may be too long or too short. True is cheap to tell, and all is well. */
bool edi_rule_fits(const struct edi_segment_rule *rules, const struct vmi_edi_segment *segment);

/* Holds SEGMENT against its rules; returns how many faults were written, at most MOST. */
size_t edi_rule_check(const struct edi_segment_rule *rules, const struct vmi_edi_segment *segment,
                      struct edi_element_fault *faults, size_t most);

#endif
