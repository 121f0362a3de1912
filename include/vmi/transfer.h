/*
 * transfer.h: what one location of a customer has too much of, moved to another that needs it, before new stock is sent.
 */
#ifndef VMI_TRANSFER_H
#define VMI_TRANSFER_H

#include "vmi/arena.h"
#include "vmi/decimal.h"

/* One item at one location. */
struct vmi_transfer_place {
    struct vmi_slice location; /* unique; ties go by it, in byte order */
    vmi_decimal surplus;       /* that may be given away; 0 or below: none */
    vmi_decimal
        transfer_cost;  /* of moving it from here, whatever the quantity; unknown: it may not be moved */
    double demand_mean; /* a day; not above 0: what is too much never sells */
    double unit_cost, holding_rate; /* NaN: not known, and nothing is then saved */
    vmi_decimal wanted;             /* 0 or below: none */
    vmi_decimal multiple;           /* above 0, of what is wanted */
    double cover;                   /* days for which the position lasts; infinite without demand */
    double order_cost;              /* of ordering what is wanted; NaN: not known, and counts 0 */
    bool emergency;
};

struct vmi_transfer {
    size_t from, to;
    vmi_decimal quantity; /* whole multiples */
    double saving;        /* not less than what moving costs */
};

/*
 * What giving QUANTITY away from a place saves: the holding of it until it would have sold there,
 *
 *     unit_cost * holding_rate / 365 * quantity^2 / (2 * demand_mean)
 *
 * (half of it on average, for quantity / demand_mean days), and never more than what it is worth, unit_cost * quantity,
 * which is all lost where it never sells.
 */
double vmi_transfer_saving(const struct vmi_transfer_place *from, vmi_decimal quantity);

/*
 * The transfers of one item among COUNT places. Emergencies are served first, then who has the least cover; each from the
 * place where the surplus would lie longest, as far as a whole multiple is left and what is saved, with order_cost where all
 * that is wanted comes, covers transfer_cost. In ARENA; answers how many there are, and none depends on the order of
 * the places.
 */
size_t vmi_transfers_of(const struct vmi_transfer_place *places, size_t count, struct vmi_arena *arena,
                        struct vmi_transfer **transfers);

#endif
