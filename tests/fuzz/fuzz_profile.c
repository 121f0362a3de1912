/* The settings of partners in a mapping. */
#include "fuzz.h"
#include "vmi/edi_profile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vmi_slice input = tight_copy(data, size);
    struct vmi_edi_profiles profiles = {.partners = NULL};
    struct vmi_error error = {0};
    vmi_edi_profiles_begin(&profiles);
    bool good = vmi_edi_profiles_read(&profiles, input, &error);
    free((void *)(uintptr_t)input.text); /* profiles keep copies */
    must(good || (error.status == VMI_USAGE && error.text[0]));
    const struct vmi_edi_profile *p = vmi_edi_profile_of(&profiles, VMI_SLICE("ACME"));
    for (size_t i = 0; i < p->sku_count && good; i++)
        touch(p->sku[i]);
    for (size_t i = 0; i < p->override_count && good; i++)
        touch(p->overrides[i].code);
    for (size_t i = 0; i < p->pack_count && good; i++)
        touch(p->packs[i].unit);
    for (size_t i = 0; i < p->orders.unit_count && good; i++)
        touch(p->orders.units[i].text);
    for (size_t i = 0; i < p->orders.reference_count && good; i++)
        touch(p->orders.references[i].text);
    touch(p->orders.delimiters);
    touch(p->orders.vendor);
    vmi_edi_profiles_free(&profiles);
    return 0;
}
