/*
 * findings_run.h: the findings of vmi-kpi, from a history to the records that are written.
 */
#ifndef VMI_FINDINGS_RUN_H
#define VMI_FINDINGS_RUN_H

#include "vmi/agreement.h"
#include "vmi/history.h"

/*
 * Looks at all items of HISTORY, which is settled, and writes what it finds. EARLIER is a file of findings of a day before,
 * NULL for none: what was found then keeps its first date. Reported, with the exit status, what goes wrong.
 */
enum vmi_status vmi_findings_write(const struct vmi_history *history, const struct vmi_agreement *agreement,
                                   const char *earlier);

#endif
