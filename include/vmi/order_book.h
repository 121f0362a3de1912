/*
 * order_book.h: which numbers orders and interchanges have got, kept between runs.
 *
 * The book is a file that one run at a time holds (vmi/keep.h). It knows each order by its content, so that the same order
 * gets the same number again, and it never gives a number twice. Numbers come from ranges that the customer gave, or are
 * counted under a pattern. What a run gave is nowhere until vmi_order_book_save(), which writes all of it or nothing.
 */
#ifndef VMI_ORDER_BOOK_H
#define VMI_ORDER_BOOK_H

#include "vmi/error.h"
#include "vmi/source.h"

/* ---- a pattern of numbers: ACME-%08d -------------------------------------------------------------------- */

struct vmi_number_pattern {
    struct vmi_slice text, before, behind; /* %% in them stands for % */
    int digits;                            /* at least so many, and no more where they are filled with 0 */
    bool filled;
};

enum { VMI_NUMBER_MOST = 80 };

/* One %d or %0Nd, N up to 18, and 80 bytes at the most. Borrows TEXT. Errors have status VMI_USAGE. */
bool vmi_number_pattern_read(struct vmi_number_pattern *pattern, const char *text,
                             struct vmi_error *error) VMI_MUST_USE;

/* Adds number N, 1 the first; false when the pattern has no room for it. */
bool vmi_number_pattern_print(const struct vmi_number_pattern *pattern, uint64_t n, struct vmi_buffer *out);

/* ---- ranges that a customer gave ------------------------------------------------------------------------ */

struct vmi_number_ranges;

struct vmi_number_ranges *vmi_number_ranges_new(void);
void vmi_number_ranges_free(struct vmi_number_ranges *ranges);

/*
 * Reads the ranges of a file that vmi-ingest --numbers wrote; SOURCE is taken over. Errors have status VMI_INPUT and the
 * line: a range whose ends differ in more than their last digits, or that runs backwards.
 */
bool vmi_number_ranges_read(struct vmi_number_ranges *ranges, struct vmi_source *source,
                            struct vmi_error *error) VMI_MUST_USE;

/* Days after the period of its feed for which a range may be used: the customer sends a new one with the next. */
enum { VMI_NUMBER_DAYS = 7 };

/* ---- the book ------------------------------------------------------------------------------------------- */

struct vmi_order_book;

/* Waits until no other run has the book, and reads it; PATH NULL: an empty one that is kept nowhere. NULL with ERROR. */
struct vmi_order_book *vmi_order_book_open(const char *path, struct vmi_error *error);

/* The same of a text, for tests. */
struct vmi_order_book *vmi_order_book_of_text(struct vmi_slice text, struct vmi_error *error);

/* Replaces the file, where anything was given since it was opened. False with ERROR: the old file stands. */
bool vmi_order_book_save(struct vmi_order_book *book, struct vmi_error *error) VMI_MUST_USE;

/* Adds what the file would be. */
void vmi_order_book_write(const struct vmi_order_book *book, struct vmi_buffer *out);

/* Lets go of the file, for another run; the numbers stay. */
void vmi_order_book_release(struct vmi_order_book *book);

/* Lets go of all. */
void vmi_order_book_close(struct vmi_order_book *book);

/* Where a number is to come from; one of the two may be NULL. */
struct vmi_number_wish {
    struct vmi_number_ranges *ranges; /* remembers how far it was looked through */
    const struct vmi_number_pattern *pattern;
    struct vmi_slice partner;  /* whose ranges; unknown: those of all */
    struct vmi_slice location; /* the customer's; ranges without a location are for all of his */
    int32_t day;               /* on which it is ordered */
};

/*
 * The number of the order of CONTENT: the one that it has, else the next of the ranges, else of the pattern. It lives as
 * long as the book. False with ERROR, VMI_INPUT, when the ranges have none left, or the pattern.
 */
bool vmi_order_book_number(struct vmi_order_book *book, struct vmi_slice content,
                           const struct vmi_number_wish *wish, struct vmi_slice *number,
                           struct vmi_error *error) VMI_MUST_USE;

/* The vendor's own number of that order, counted under PATTERN. */
bool vmi_order_book_own_number(struct vmi_order_book *book, struct vmi_slice content,
                               const struct vmi_number_pattern *pattern, int32_t day,
                               struct vmi_slice *number, struct vmi_error *error) VMI_MUST_USE;

/* True when the order of CONTENT has a number that an earlier run gave. */
bool vmi_order_book_knows(const struct vmi_order_book *book, struct vmi_slice content);

/* The number of another order that an earlier run gave for PLACE on the same day; unknown where there is none. */
struct vmi_slice vmi_order_book_other(const struct vmi_order_book *book, struct vmi_slice place,
                                      struct vmi_slice content, int32_t day);

/* Notes that the order of CONTENT is for PLACE, by which others for it are found. */
void vmi_order_book_place(struct vmi_order_book *book, struct vmi_slice place, struct vmi_slice content,
                          int32_t day);

/*
 * The control number, from 1 to 999999999, of the interchange for PARTNER with that CONTENT: the one that it has, else the
 * next. 0 with ERROR, VMI_INPUT, when there are no more.
 */
uint32_t vmi_order_book_control(struct vmi_order_book *book, struct vmi_slice partner,
                                struct vmi_slice content, int32_t day, struct vmi_error *error);

/* The interchange of PARTNER in which an order went out, 0 for none; KIND tells apart 855, 850 and the others. */
uint32_t vmi_order_book_sent(const struct vmi_order_book *book, struct vmi_slice kind,
                             struct vmi_slice content);
void vmi_order_book_send(struct vmi_order_book *book, struct vmi_slice kind, struct vmi_slice content,
                         uint32_t control, int32_t day);

#endif
