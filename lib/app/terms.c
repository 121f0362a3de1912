#include "internal.h"

/* Says which value comes from where: a pair may meet from two ends of an agreement. */
static enum vmi_status report_pair(const struct vmi_agreement *agreement, struct vmi_slice location,
                                   struct vmi_slice sku, int32_t as_of, const struct vmi_error *error)
{
    struct vmi_terms terms;
    struct vmi_origin origins[VMI_TERMS];
    struct vmi_error again;
    struct vmi_buffer where = {0};
    enum vmi_term pair[2];
    if (vmi_agreement_explain(agreement, location, sku, as_of, &terms, origins, &again) &&
        vmi_terms_contradict(&terms, &pair[0], &pair[1])) {
        for (int i = 0; i < 2; i++) {
            vmi_buffer_print(&where, "%s%s from ", i ? ", " : "; ", vmi_term_rows[pair[i]].name);
            vmi_agreement_print_origin(agreement, &origins[pair[i]], &where);
        }
    }
    vmi_fail(error->status, "%.*s at %.*s: %s: %s%.*s", VMI_SLICE_PRINT(sku), VMI_SLICE_PRINT(location),
             error->field, error->text, VMI_SLICE_PRINT(vmi_buffer_slice(&where)));
    vmi_buffer_free(&where);
    return error->status;
}

bool app_terms_stand(const struct vmi_agreement *agreement, struct vmi_slice location, struct vmi_slice sku,
                     int32_t as_of, struct vmi_terms *terms)
{
    struct vmi_error error;
    return vmi_agreement_resolve(agreement, location, sku, as_of, terms, &error) &&
           vmi_terms_unready(terms, app_program->tools) == VMI_TERMS;
}

enum vmi_status vmi_terms_of(const struct vmi_agreement *agreement, struct vmi_slice location,
                             struct vmi_slice sku, int32_t as_of, struct vmi_terms *terms)
{
    struct vmi_error error = {0};
    char buffer[VMI_TERM_TEXT_SIZE];
    if (!vmi_agreement_resolve(agreement, location, sku, as_of, terms, &error)) {
        if (!error.line)
            return report_pair(agreement, location, sku, as_of, &error);
        error.file = vmi_shown_name(vmi_settings()->agreement_file);
        return vmi_report(&error);
    }
    enum vmi_term unready = vmi_terms_unready(terms, app_program->tools);
    if (unready == VMI_TERMS)
        return VMI_DONE;
    struct vmi_slice word = vmi_terms_text(terms, unready, buffer);
    return vmi_fail(VMI_USAGE, "%.*s at %.*s: %s: %.*s is not carried out by this version",
                    VMI_SLICE_PRINT(sku), VMI_SLICE_PRINT(location), vmi_term_rows[unready].name,
                    VMI_SLICE_PRINT(word));
}
