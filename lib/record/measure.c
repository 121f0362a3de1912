#include "vmi/measure.h"

#define LEVEL(name, is_signed, meaning)                                                                      \
    {                                                                                                        \
        name, VMI_LEVEL, 0, 0, is_signed, false, meaning                                                     \
    }
#define WISH(name, meaning)                                                                                  \
    {                                                                                                        \
        name, VMI_LEVEL, 0, 0, false, true, meaning                                                          \
    }
#define FLOW(name, stock, demand, is_signed, meaning)                                                        \
    {                                                                                                        \
        name, VMI_FLOW, stock, demand, is_signed, false, meaning                                             \
    }
#define DOCUMENT(name, meaning)                                                                              \
    {                                                                                                        \
        name, VMI_DOCUMENT, 0, 0, false, false, meaning                                                      \
    }

const struct vmi_measure_row vmi_measures[VMI_MEASURES] = {
    [VMI_ON_HAND] =
        LEVEL("on_hand", true, "usable stock physically there; allocated is part of it, on_hold is not"),
    [VMI_ON_HOLD] = LEVEL("on_hold", false, "stock that is damaged, blocked or in quality control"),
    [VMI_ALLOCATED] = LEVEL("allocated", false, "stock committed to the customer's own orders"),
    [VMI_BACKORDERED] = LEVEL("backordered", false, "owed to the customer's customers"),
    [VMI_IN_TRANSIT] = LEVEL("in_transit", false, "shipped and not received"),
    [VMI_ON_ORDER] = LEVEL("on_order", false, "ordered and not shipped"),
    [VMI_SOLD] = FLOW("sold", -1, 1, false, "sold, used, issued, dispensed or consumed"),
    [VMI_RETURNED] = FLOW("returned", 1, -1, false, "came back from the location's customers"),
    [VMI_UNFILLED] = FLOW("unfilled", 0, 1, false, "asked for and not supplied at once"),
    [VMI_RECEIVED] = FLOW("received", 1, 0, false, "arrived from the vendor; with ref, against that order"),
    [VMI_TRANSFERRED_IN] = FLOW("transferred_in", 1, 0, false, "came from another location"),
    [VMI_TRANSFERRED_OUT] = FLOW("transferred_out", -1, 0, false, "went to another location"),
    [VMI_ADJUSTED] = FLOW("adjusted", 1, 0, true, "corrected, with its sign"),
    [VMI_SCRAPPED] = FLOW("scrapped", -1, 0, false, "thrown away"),
    [VMI_STOCKOUT_DAYS] =
        FLOW("stockout_days", 0, 0, false, "days without usable stock between date and until"),
    [VMI_ORDERED] = DOCUMENT("ordered", "ordered on ref, due on until"),
    [VMI_CONFIRMED] = DOCUMENT("confirmed", "confirmed on ref, promised for until; 0 is a rejection"),
    [VMI_SHIPPED] = DOCUMENT("shipped", "shipped on ref, expected on until"),
    [VMI_CANCELLED] = DOCUMENT("cancelled", "cancelled on ref"),
    [VMI_FORECAST] = {"forecast", VMI_EXPECTATION, 0, 0, false, false,
                      "expected demand from date through until"},
    [VMI_COUNTED] = {"counted", VMI_TALLY, 0, 0, false, false, "physically counted; ref is the count"},
    [VMI_MIN] = WISH("min", "the reorder point that the customer sends"),
    [VMI_MAX] = WISH("max", "the order-up-to level that the customer sends"),
    [VMI_SAFETY_STOCK] = WISH("safety_stock", "the safety stock that the customer sends"),
    [VMI_FUNCTIONAL_ACK] =
        DOCUMENT("functional_ack", "the partner's system read what ref is (1), or refused it (0)"),
};

enum vmi_measure vmi_measure_find(struct vmi_slice name)
{
    for (int i = 0; i < VMI_MEASURES; i++)
        if (vmi_slice_is(name, vmi_measures[i].name))
            return (enum vmi_measure)i;
    return VMI_MEASURE_NONE;
}

const char *vmi_measure_nearest(struct vmi_slice name)
{
    const char *names[VMI_MEASURES];
    for (int i = 0; i < VMI_MEASURES; i++)
        names[i] = vmi_measures[i].name;
    return vmi_text_nearest(name, names, VMI_MEASURES);
}

const char *vmi_measure_kind_name(enum vmi_measure_kind kind)
{
    static const char *const names[] = {
        [VMI_LEVEL] = "level",       [VMI_FLOW] = "flow",
        [VMI_DOCUMENT] = "document", [VMI_EXPECTATION] = "expectation",
        [VMI_TALLY] = "count",
    };
    return names[kind];
}
