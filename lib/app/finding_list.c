/*
 * What a tool may find, as its --list tells.
 */
#include "internal.h"
#include "vmi/finding.h"

void vmi_list_findings(const char *tool, struct vmi_buffer *out)
{
    vmi_buffer_print(out, "code,severity,meaning\n");
    for (int i = 0; i < VMI_FINDING_CODES; i++) {
        const struct vmi_finding_row *row = &vmi_finding_codes[i];
        if (strcmp(row->tool, tool) != 0)
            continue;
        vmi_buffer_print(out, "%s,%s,", row->code, row->severity);
        vmi_encode_csv(out, vmi_slice_of(row->meaning), false);
        vmi_buffer_add(out, "\n", 1);
    }
}
