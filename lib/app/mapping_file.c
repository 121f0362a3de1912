/*
 * A mapping from its file, with the files that it names and the options that it presets.
 */
#include <stdio.h>
#include <stdlib.h>

#include "internal.h"
#include "vmi/intake.h"

static void tell_remarks(const struct vmi_mapping *mapping, const char *path)
{
    for (size_t i = 0; i < mapping->remark_count; i++)
        vmi_note("%s:%llu:%llu: %.*s", vmi_shown_name(path), (unsigned long long)mapping->remarks[i].line,
                 (unsigned long long)mapping->remarks[i].column, VMI_SLICE_PRINT(mapping->remarks[i].text));
}

static enum vmi_status load_reference(struct vmi_mapping *mapping, enum vmi_mapped field, const char *path)
{
    static const struct vmi_rows_options options = {.format = VMI_FORMAT_AUTO, .any_delimiter = true};
    struct vmi_error error = {0};
    char *name = app_beside(path, mapping->references[field].file);
    struct vmi_source *source = vmi_input_open(name);
    enum vmi_status status = source ? VMI_DONE : VMI_SYSTEM;
    bool decodes = source && vmi_source_decode(source, NULL);
    if (decodes && !vmi_mapping_refer(mapping, field, vmi_rows_open(source, &options), &error))
        status = vmi_report(&error);
    free(name);
    return status;
}

static enum vmi_status preset(const struct vmi_mapping *mapping, const char *path)
{
    enum vmi_status status = VMI_DONE;
    for (size_t i = 0; i < mapping->option_count && status == VMI_DONE; i++) {
        const struct vmi_mapped_option *option = &mapping->options[i];
        char where[512];
        snprintf(where, sizeof where, "%s:%llu:%llu", vmi_shown_name(path), (unsigned long long)option->line,
                 (unsigned long long)option->column);
        status = vmi_option_preset(option->name, option->value, where);
    }
    return status;
}

enum vmi_status vmi_mapping_load(struct vmi_mapping *mapping, struct vmi_edi_profiles *profiles,
                                 const char *path)
{
    struct vmi_buffer text = {0};
    struct vmi_error error = {.file = vmi_shown_name(path)};
    enum vmi_status status = vmi_read_file(path, &text) ? VMI_DONE : VMI_SYSTEM;
    if (status == VMI_DONE && (!vmi_mapping_read(mapping, vmi_buffer_slice(&text), &error) ||
                               !vmi_edi_profiles_read(profiles, vmi_buffer_slice(&text), &error)))
        status = vmi_report(&error);
    vmi_buffer_free(&text);
    for (int f = 0; f < VMI_MAPPED_FIELDS && status == VMI_DONE; f++)
        if (mapping->references[f].file.text)
            status = load_reference(mapping, (enum vmi_mapped)f, path);
    if (status == VMI_DONE)
        tell_remarks(mapping, path);
    return status == VMI_DONE ? preset(mapping, path) : status;
}
