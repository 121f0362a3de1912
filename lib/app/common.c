#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "internal.h"
#include "vmi/memory.h"

bool vmi_read_file(const char *path, struct vmi_buffer *bytes)
{
    char block[64 * 1024];
    int fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = -1;
    while (fd >= 0 && ((got = read(fd, block, sizeof block)) > 0 || (got < 0 && errno == EINTR)))
        if (got > 0)
            vmi_buffer_add(bytes, block, (size_t)got);
    int failed = errno;
    if (fd >= 0)
        close(fd);
    if (got == 0)
        return true;
    vmi_fail(VMI_SYSTEM, "%s: cannot be read: %s", path, strerror(failed));
    return false;
}

char *app_beside(const char *agreement, struct vmi_slice name)
{
    const char *slash = strrchr(agreement, '/');
    int folder = slash && name.length && name.text[0] != '/' ? (int)(slash + 1 - agreement) : 0;
    char *path = NULL;
    if (asprintf(&path, "%.*s%.*s", folder, agreement, VMI_SLICE_PRINT(name)) < 0)
        vmi_memory_exhausted();
    return path;
}

static bool load_terms_file(struct vmi_agreement *agreement, const char *path, struct vmi_slice name,
                            enum vmi_status *status)
{
    struct vmi_buffer text = {0};
    struct vmi_error error = {0};
    *status = VMI_SYSTEM;
    bool good = vmi_read_file(path, &text);
    if (good) {
        struct vmi_source *source =
            vmi_source_of_bytes(vmi_buffer_slice(&text), path, vmi_settings()->max_record);
        good = vmi_agreement_add_terms(agreement, name, source, vmi_buffer_slice(&text), &error);
        if (!good)
            *status = vmi_report(&error);
    }
    vmi_buffer_free(&text);
    return good;
}

static bool load_calendar_file(struct vmi_agreement *agreement, size_t index, const char *path,
                               enum vmi_status *status)
{
    struct vmi_buffer text = {0};
    struct vmi_error error = {.file = path};
    size_t skipped;
    *status = VMI_SYSTEM;
    bool good = vmi_read_file(path, &text);
    if (good && !vmi_agreement_add_events(agreement, index, vmi_buffer_slice(&text), &skipped, &error)) {
        *status = vmi_report(&error);
        good = false;
    }
    if (good && skipped)
        vmi_note("%s: %zu event%s close%s no whole day and count%s for nothing", path, skipped,
                 skipped == 1 ? "" : "s", skipped == 1 ? "s" : "", skipped == 1 ? "s" : "");
    vmi_buffer_free(&text);
    return good;
}

static bool load_calendar_files(struct vmi_agreement *agreement, const char *path, enum vmi_status *status)
{
    size_t count;
    const struct vmi_calendar_file *files = vmi_agreement_calendar_files(agreement, &count);
    bool good = true;
    for (size_t i = 0; i < count && good; i++) {
        char *name = app_beside(path, files[i].name);
        good = load_calendar_file(agreement, i, name, status);
        free(name);
    }
    return good;
}

const char *vmi_shown_name(const char *path)
{
    return path && strcmp(path, "-") == 0 ? "<stdin>" : path;
}

static bool load_files(struct vmi_agreement *agreement, const char *path, enum vmi_status *status)
{
    struct vmi_buffer text = {0};
    struct vmi_error error = {.file = vmi_shown_name(path)};
    size_t count;
    *status = VMI_SYSTEM;
    bool good = vmi_read_file(path, &text);
    if (good && !vmi_agreement_read(agreement, vmi_buffer_slice(&text), &error)) {
        *status = vmi_report(&error);
        good = false;
    }
    vmi_buffer_free(&text);
    const struct vmi_slice *files = vmi_agreement_terms_files(agreement, &count);
    for (size_t i = 0; i < count && good; i++) {
        char *terms_path = app_beside(path, files[i]);
        good = load_terms_file(agreement, terms_path, files[i], status);
        free(terms_path);
    }
    return good && load_calendar_files(agreement, path, status);
}

/* Terms that change nothing yet are no error, for both parties may have signed them; but nobody shall rely on them. */
static void tell_idle_terms(const struct vmi_agreement *agreement, const char *path)
{
    const struct vmi_term_set *given = vmi_agreement_given(agreement);
    struct vmi_buffer names = {0};
    int count = 0;
    for (int i = vmi_term_next(given, 0); i < VMI_TERMS; i = vmi_term_next(given, i + 1))
        if (!vmi_term_rows[i].tools)
            vmi_buffer_print(&names, "%s%s", count++ ? ", " : "", vmi_term_rows[i].name);
    if (count)
        vmi_note("%s: %.*s: no tool of this version acts on %s", vmi_shown_name(path),
                 VMI_SLICE_PRINT(vmi_buffer_slice(&names)), count == 1 ? "it" : "them");
    vmi_buffer_free(&names);
}

static bool check(const struct vmi_agreement *agreement, const char *path, enum vmi_status *status)
{
    const char *name = vmi_shown_name(path);
    struct vmi_error error = {0};
    char *terms_path = NULL;
    if (vmi_agreement_check(agreement, name, &error))
        return true;
    if (path && error.file && error.file != name)
        error.file = terms_path = app_beside(path, vmi_slice_of(error.file));
    *status = vmi_report(&error);
    free(terms_path);
    return false;
}

struct vmi_agreement *vmi_agreement_open(const char *path, enum vmi_status *status)
{
    struct vmi_agreement *agreement = vmi_agreement_new();
    const struct vmi_common *common = vmi_settings();
    bool good = !path || load_files(agreement, path, status);
    for (size_t i = 0; i < common->terms.count && good; i++) {
        struct vmi_error error = {0};
        good = vmi_agreement_set(agreement, common->terms.texts[i], app_program->tools, &error);
        if (!good) {
            *status = vmi_report(&error);
            vmi_try_help();
        }
    }
    good = good && check(agreement, path, status);
    if (good && path)
        tell_idle_terms(agreement, path);
    if (good)
        return agreement;
    vmi_agreement_free(agreement);
    return NULL;
}

struct vmi_agreement *vmi_agreement_load(enum vmi_status *status)
{
    return vmi_agreement_open(vmi_settings()->agreement_file, status);
}
