/*
 * order.h: what the writers of orders share.
 */
#ifndef VMI_EDI_WRITING_ORDER_H
#define VMI_EDI_WRITING_ORDER_H

#include "vmi/edi_order.h"
#include "writer.h"

struct order_writer {
    const struct vmi_edi_order_set *set;
    struct edi_writer w;
    struct vmi_edi_delimiters marks;
    struct vmi_error *error;
    bool refused; /* ERROR says what */
    char decimal; /* the mark */
};

/* An element that tells things apart: as it is, or the interchange is refused. WHAT names it in messages. */
void order_id(struct order_writer *o, const char *what, struct vmi_slice text, size_t most);
void order_id_component(struct order_writer *o, const char *what, struct vmi_slice text, size_t most);

/* False, and refused, when TEXT cannot be sent as it is within MOST bytes. */
bool order_can(struct order_writer *o, const char *what, struct vmi_slice text, size_t most);

/* The text of a name, cut at a character's end to MOST bytes. */
struct vmi_slice order_name(struct vmi_slice text, size_t most);

/* A quantity with the decimal mark of the interchange; COMPONENT: of the element at hand. */
void order_number(struct order_writer *o, vmi_decimal number, bool component);

/* "20240604" or "240604"; nothing where the day is not known. */
void order_day(int32_t day, bool century, char text[16]);

/* What is ordered, in the unit in which one orders. */
vmi_decimal order_quantity(const struct vmi_order_line *line);

/* The partner's code of the unit of that quantity; PRESET where there is none. */
struct vmi_slice order_unit(const struct order_writer *o, const struct vmi_order_line *line,
                            const char *preset);

/* The price of that unit; unknown where it is no decimal. */
vmi_decimal order_price(const struct vmi_order_line *line);

static inline struct vmi_slice order_or(struct vmi_slice text, const char *preset)
{
    return text.length ? text : vmi_slice_of(preset);
}

/* The qualifier and the form under which a sku is sent: that of its GTIN, or as the profile has it, or PRESET. */
struct order_sku {
    struct vmi_slice qualifier, id;
};

struct order_sku order_sku(const struct order_writer *o, struct vmi_slice sku, const char *preset);

void order_write_x12(struct order_writer *o);
void order_write_edifact(struct order_writer *o);
void order_write_gs1(struct order_writer *o);

#endif
