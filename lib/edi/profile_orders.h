/*
 * profile_orders.h: the member "orders" of a partner's profile.
 */
#ifndef VMI_EDI_PROFILE_ORDERS_H
#define VMI_EDI_PROFILE_ORDERS_H

#include "vmi/edi_profile.h"
#include "vmi/json.h"

/* Reads NODE over ORDERS. Errors have status VMI_USAGE, the place and the key. */
bool profile_orders_read(const struct vmi_json *json, const struct vmi_json_node *node,
                         struct vmi_arena *arena, struct vmi_edi_orders *orders,
                         struct vmi_error *error) VMI_MUST_USE;

#endif
