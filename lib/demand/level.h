/*
 * level.h: which records of a level stand.
 */
#ifndef VMI_LEVEL_H
#define VMI_LEVEL_H

#include "vmi/state.h"

/*
 * The records of MEASURE that stand on DAY: of its latest day, or of none, one for each lot, ref and due day. *FACTS is
 * a copy that the caller frees, NULL where the answer is 0.
 */
size_t level_facts(const struct vmi_facts *item, enum vmi_measure measure, int32_t day,
                   struct vmi_fact **facts, struct vmi_moment *moment);

#endif
