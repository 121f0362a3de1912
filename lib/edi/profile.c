/*
 * The defaults of what partners settle between themselves, and which partner's count.
 */
#include "vmi/edi_profile.h"
#include "vmi/glob.h"

/* GTINs, which both parties share, then the vendor's numbers, then the customer's. */
static const char *const skus[] = {"UK", "EN", "SRV", "UP", "UI", "UA", "UN", "EO", "VN", "VP", "VC", "SA",
                                   "VA", "MG", "MF",  "MP", "BP", "IN", "PI", "CB", "SK", "N4", "ND", "ZZ"};

/* Whoever reports his stock, then where the goods are or go to. */
static const char *const places[] = {"RL", "GY", "WH", "SN", "GM", "DP", "ST",
                                     "DB", "DS", "CN", "UC", "BY", "UD"};

static struct vmi_slice *dup_codes(struct vmi_arena *arena, const char *const *codes, size_t count)
{
    struct vmi_slice *list = vmi_arena_alloc(arena, count * sizeof *list);
    for (size_t i = 0; i < count; i++)
        list[i] = vmi_slice_of(codes[i]);
    return list;
}

void vmi_edi_profiles_begin(struct vmi_edi_profiles *p)
{
    p->all = (struct vmi_edi_profile){
        .sender = VMI_SLICE("*"),
        .sku = dup_codes(&p->arena, skus, VMI_COUNT(skus)),
        .sku_count = VMI_COUNT(skus),
        .location = dup_codes(&p->arena, places, VMI_COUNT(places)),
        .location_count = VMI_COUNT(places),
        .century = 70,
    };
}

void vmi_edi_profiles_free(struct vmi_edi_profiles *p)
{
    vmi_arena_free(&p->arena);
    *p = (struct vmi_edi_profiles){.partners = NULL};
}

const struct vmi_edi_profile *vmi_edi_profile_of(const struct vmi_edi_profiles *p, struct vmi_slice sender)
{
    for (size_t i = 0; i < p->partner_count; i++)
        if (vmi_glob_match(p->partners[i].sender, sender))
            return &p->partners[i];
    return &p->all;
}
