/*
 * walk.h: a message while it is read, for the files that know one kind of message each.
 *
 * A message's file gives a row of the registry (message.h): functions that are called as it begins, with each of its
 * segments, and as it ends. They keep what they need in a state of their own and in the slots of the walk, and hand over
 * quantities by walk_put(); what these become is settled when the item ends (shelf.h), since a figure may be part of
 * another one.
 */
#ifndef VMI_EDI_WALK_H
#define VMI_EDI_WALK_H

#include "code.h"
#include "vmi/edi.h"

struct edi_message;
struct edi_reader;
struct edi_shelf;

/* Days from the first through the last; first.day is VMI_DAY_NONE where there is no date. */
struct edi_period {
    struct vmi_date first;
    int32_t last;
};

#define EDI_PERIOD_NONE ((struct edi_period){{VMI_DAY_NONE, 0, VMI_CLOCK_BARE}, VMI_DAY_NONE})

/* A text that is chosen among several by rank: the smallest that came. Kept in the arena of its level. */
struct edi_choice {
    struct vmi_slice text;
    unsigned rank;
};

struct edi_walk {
    const struct edi_message *message;
    const struct vmi_edi_profile *profile;
    struct edi_reader *reader;
    struct edi_shelf *shelf;
    const struct vmi_edi_segment *segment; /* at hand */
    uint64_t position;                     /* of it in the message, the header being 1 */
    struct vmi_slice sender, receiver;     /* of the interchange */
    struct vmi_slice version;              /* "004010", "D:96A" */
    struct vmi_date sent;                  /* the day of the interchange */
    struct vmi_arena kept;                 /* texts that live as long as the message, */
    struct vmi_arena group_kept; /* as long as a place or a package of it, which the message clears, */
    struct vmi_arena item_kept;  /* as long as the item, */
    struct vmi_arena part_kept;  /* as long as a quantity of it, which the message clears; */
    struct vmi_arena held_kept;  /* and of what the message holds back, */
    size_t held;                 /* so many quantities */
    struct vmi_map numbers;      /* the message's own of its parts; empty as it begins */
    struct edi_choice place;     /* the location of the message */
    struct edi_choice sku;       /* of the item */
    vmi_decimal pack;            /* base units in a case of the item; VMI_DECIMAL_UNKNOWN */
    struct vmi_slice pack_unit;  /* of these, where it is told; kept as long as the item */
    uint64_t items;              /* so far */
    bool told_place;             /* that there is none; once in a message */
    const char *aside;           /* why no quantity of the message is activity: a duplicate; NULL: they are */
    void *state;                 /* the message's own, zeroed as it begins */
};

/* A quantity with what is known of it. Unset texts and dates are unknown. */
struct edi_fact {
    const struct edi_code *code; /* by which its kind is known; NULL: it is `kind` */
    const char *element;         /* "852/ZA01" */
    struct vmi_slice value;      /* the code as it was sent */
    int kind;                    /* enum vmi_measure, or one of enum edi_kind */
    vmi_decimal quantity;
    struct vmi_slice unit;
    struct vmi_date date, until;
    struct vmi_slice location; /* unknown: that of the message */
    struct vmi_slice sku;      /* unknown: that of the item */
    struct vmi_slice lot, ref;
    int32_t expires;
    uint64_t position; /* of its segment in the message, */
    uint64_t line;     /* and in the file; 0: those of the segment at hand */
    uint64_t item;     /* its number in the message; set by walk_put() */
    bool part;         /* it may be a part of a total that stands before it under the item */
    bool whole;        /* it is a total, should parts come */
    unsigned rank;     /* in its family; set by walk_put() */
};

/* An empty fact: no date, nothing known. */
struct edi_fact edi_fact_begin(void);

/* ---- what messages call --------------------------------------------------------------------------------- */

/* Copies that live as long as the message, and as long as the item. */
struct vmi_slice walk_keep(struct edi_walk *w, struct vmi_slice text);
struct vmi_slice walk_keep_item(struct edi_walk *w, struct vmi_slice text);

/* A day as text, for references; unknown where there is none. */
struct vmi_slice walk_keep_date(struct edi_walk *w, struct vmi_date date);

/* An item begins: what was put for the one before is settled, and its ids are forgotten. */
void walk_begin_item(struct edi_walk *w);

/* Another item begins, and what was put stays: the same item may come again, and adds up. */
void walk_next_item(struct edi_walk *w);

/* Settles what was put for the item; also as a message ends, and where its place changes. */
void walk_end_item(struct edi_walk *w);

/* Takes an id of the item under its qualifier (element 235 or 7143), if it is better than those that came. */
void walk_take_id(struct edi_walk *w, struct vmi_slice qualifier, struct vmi_slice id);

/* The pairs of qualifier and id of an X12 segment from element FROM on. */
void walk_take_pairs(struct edi_walk *w, size_t from);

/* Takes the id of a party (element 98 or 3035; NAME where it has none) as the location of CHOICE, if it ranks higher. */
void walk_take_party(struct edi_walk *w, struct edi_choice *choice, struct vmi_arena *arena,
                     struct vmi_slice qualifier, struct vmi_slice id, struct vmi_slice name);

/* An N1 or NAD at hand, for the location of the message. */
void walk_take_n1(struct edi_walk *w);
void walk_take_nad(struct edi_walk *w);

/*
 * The number in component C of element N (C 0: the element of X12). False: it is not there, or is none; that has been
 * told, and set aside with what FACT knows, where it is not NULL.
 */
bool walk_number(struct edi_walk *w, size_t n, size_t c, const struct edi_fact *fact, vmi_decimal *number);

/*
 * Dates of X12: an element of 6 or 8 digits. Of EDIFACT: C507, as element N of the segment at hand, or the value and
 * format given. What is no date has been told; unknown is no date.
 */
struct vmi_date walk_date(struct edi_walk *w, size_t n);
struct edi_period walk_c507(struct edi_walk *w, size_t n);

/*
 * Notes that the fact comes from the segment at hand, where it is put only later. What is put without that comes from the
 * segment at hand then.
 */
void walk_mark(const struct edi_walk *w, struct edi_fact *fact);

/* What a quantity is: by its code, or as the partner's profile says otherwise. */
int walk_kind(const struct edi_walk *w, const struct edi_fact *fact);

/*
 * Puts a quantity of the item. Its code has been looked up, or its kind is told; the unit is that of the fact, whose texts
 * need not be kept.
 */
void walk_put(struct edi_walk *w, const struct edi_fact *fact);

/* Something is odd and sets nothing aside: ELEMENT (0: the segment) of the one at hand. */
void walk_tell(struct edi_walk *w, enum vmi_check check, size_t element, const char *format, ...)
    VMI_PRINTF(4, 5);

/* A quantity that is no activity: counted, and told once for its code as the file ends. */
void walk_pass(struct edi_walk *w, const char *element, struct vmi_slice value, const char *why);

/* CTT01 or C270 of CNT, element N: told where it is neither COUNTED nor OTHER. */
void walk_check_items(struct edi_walk *w, size_t n, uint64_t counted, uint64_t other);

#endif
