/*
 * documents.h: what acts on the open orders of an item, in the order of time.
 */
#ifndef VMI_DOCUMENTS_H
#define VMI_DOCUMENTS_H

#include "vmi/history.h"

/*
 * The documents and receipts of ITEM that are known on DAY (VMI_DAY_NONE: all), by day, then time; of one moment orders
 * come first, then confirmations, ship notices, receipts, cancellations; then as they came. A receipt acts on its last
 * day. Of orders and confirmations that say the same again on one day (ref and due day) the latest stands. FACTS, which
 * point into the item, has room for all of its facts; answers how many there are.
 */
size_t vmi_documents_in_time(const struct vmi_facts *item, int32_t day, const struct vmi_fact **facts);

#endif
