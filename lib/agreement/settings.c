#include "internal.h"

bool agreement_refuse_term(struct vmi_slice name, struct vmi_error *error)
{
    char quoted[VMI_QUOTED_SIZE];
    const char *nearest = vmi_term_nearest(name);
    vmi_text_quote(name, quoted);
    error->field[0] = '\0';
    if (!nearest)
        return vmi_error_set(error, VMI_USAGE, "term", "%s is not a term", quoted);
    return vmi_error_set(error, VMI_USAGE, "term", "%s is not a term; did you mean %s (%s)?", quoted, nearest,
                         vmi_term_rows[vmi_term_find(vmi_slice_of(nearest))].meaning);
}

bool vmi_agreement_set(struct vmi_agreement *a, const char *assignment, int tools, struct vmi_error *error)
{
    struct vmi_slice value = vmi_slice_of(assignment), name = vmi_slice_cut(&value, '=');
    char quoted[VMI_QUOTED_SIZE], users[VMI_TOOLS_TEXT_SIZE];
    error->field[0] = '\0';
    if (!value.text)
        return vmi_error_set(error, VMI_USAGE, "term", "-s %s has no value; NAME=VALUE was expected",
                             vmi_text_quote(name, quoted));
    enum vmi_term term = vmi_term_find(name);
    if (term == VMI_TERMS)
        return agreement_refuse_term(name, error);
    if (!(vmi_term_rows[term].tools & tools & ~VMI_TOOL_AGREE) && !(tools & VMI_TOOL_AGREE)) {
        vmi_error_field(error, name);
        if (!(vmi_term_rows[term].tools & ~VMI_TOOL_AGREE))
            return vmi_error_set(error, VMI_USAGE, "term",
                                 "changes nothing here; no tool of this version uses it");
        return vmi_error_set(error, VMI_USAGE, "term", "is settled by %s; give it there",
                             vmi_term_tools(vmi_term_rows[term].tools & ~VMI_TOOL_AGREE, users));
    }
    return vmi_terms_set(&a->settings, term, value, VMI_DECIMAL_PLAIN, &a->arena, error);
}
