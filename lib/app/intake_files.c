/*
 * The files of a run: what is known of each, and whether one of them came before.
 *
 * A file is the same as another when its bytes are. To know that before it is read it must be read once more, which is
 * done only where an earlier one has the same size; of a pipe it shows at its end, when its records have been written.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "intake_internal.h"
#include "vmi/memory.h"

/* A pipe has no size; the same goes for what cannot be looked at, which fails when it is opened. */
static void look_at(struct intake_file *file, const char *name)
{
    struct stat status;
    *file = (struct intake_file){.name = name, .duplicate_of = NULL};
    if (strcmp(name, "-") == 0 || stat(name, &status) != 0 || !S_ISREG(status.st_mode))
        return;
    file->is_regular = true;
    file->size = (uint64_t)status.st_size;
}

static bool may_be_same(const struct intake_file *a, const struct intake_file *b)
{
    return !a->is_regular || !b->is_regular || a->size == b->size;
}

void intake_look_at_files(struct vmi_intake *in, const char *const *names, size_t count)
{
    bool checked = in->severities[VMI_CHECK_DUPLICATE_FILE] != VMI_SEVERITY_IGNORE;
    in->files = vmi_alloc_zeroed(count, sizeof *in->files);
    in->file_count = count;
    for (size_t i = 0; i < count; i++)
        look_at(&in->files[i], names[i]);
    for (size_t i = 0; i < count; i++) {
        in->files[i].wants_digest = in->options.report != NULL;
        for (size_t j = 0; j < count && checked && !in->files[i].wants_digest; j++)
            in->files[i].wants_digest = i != j && may_be_same(&in->files[i], &in->files[j]);
    }
}

static void watch(void *context, struct vmi_slice bytes)
{
    struct intake_file *file = context;
    file->bytes += bytes.length;
    if (file->digest)
        vmi_digest_add(file->digest, bytes);
}

void intake_watch(struct intake_file *file, struct vmi_source *source)
{
    if (file->wants_digest)
        file->digest = vmi_digest_new();
    vmi_source_watch(source, watch, file);
}

static void end_digest(struct intake_file *file)
{
    if (!file->digest)
        return;
    vmi_digest_end(file->digest, file->value);
    file->digest = NULL;
    file->has_value = true;
}

/* An earlier file with the same bytes. */
static const struct intake_file *find_same(const struct vmi_intake *in, const struct intake_file *file)
{
    if (in->severities[VMI_CHECK_DUPLICATE_FILE] == VMI_SEVERITY_IGNORE || !file->has_value)
        return NULL;
    for (const struct intake_file *other = in->files; other < file; other++)
        if (other->has_value && other->bytes == file->bytes && !other->duplicate_of &&
            memcmp(other->value, file->value, VMI_DIGEST_SIZE) == 0)
            return other;
    return NULL;
}

static bool has_same_size(const struct vmi_intake *in, const struct intake_file *file)
{
    for (const struct intake_file *other = in->files; other < file; other++)
        if (other->has_value && other->bytes == file->size)
            return true;
    return false;
}

/* Reads a file for its digest alone. What cannot be read is told when it is read in earnest. */
static bool read_digest(struct intake_file *file)
{
    char block[64 * 1024];
    int fd = open(file->name, O_RDONLY | O_CLOEXEC);
    ssize_t got = -1;
    file->digest = vmi_digest_new();
    file->bytes = 0;
    while (fd >= 0 && (got = read(fd, block, sizeof block)) > 0)
        watch(file, (struct vmi_slice){block, (size_t)got});
    if (fd >= 0)
        close(fd);
    end_digest(file);
    return got == 0;
}

bool intake_is_duplicate(struct vmi_intake *in, struct intake_file *file)
{
    if (!file->is_regular || !file->wants_digest || !has_same_size(in, file))
        return false;
    file->duplicate_of = read_digest(file) ? find_same(in, file) : NULL;
    if (!file->duplicate_of) {
        file->has_value = false; /* it is read again */
        file->bytes = 0;
        return false;
    }
    const struct intake_file *same = file->duplicate_of;
    file->rows = same->rows;
    file->edi = same->edi;
    in->summary.files++;
    *(same->edi ? &in->summary.segments : &in->summary.rows) += same->rows;
    in->summary.empty += same->empty;
    in->summary.duplicates[VMI_DUPLICATE_FILE] += same->measures;
    if (vmi_screen_find(in->screen, VMI_CHECK_DUPLICATE_FILE))
        vmi_note("%s: has the same bytes as %s, and is passed over", file->name, vmi_shown_name(same->name));
    return true;
}

enum vmi_status intake_end_file(struct vmi_intake *in, struct intake_file *file)
{
    end_digest(file);
    const struct intake_file *same = find_same(in, file);
    if (!same)
        return VMI_DONE;
    return vmi_fail(VMI_INPUT,
                    "%s: has the same bytes as %s, and its records are written twice; of a pipe that shows "
                    "at its end",
                    vmi_shown_name(file->name), vmi_shown_name(same->name));
}

struct intake_file *intake_file_named(struct vmi_intake *in, const char *shown)
{
    for (size_t i = 0; i < in->file_count; i++)
        if (in->files[i].shown == shown)
            return &in->files[i];
    return in->file;
}

void intake_free_files(struct vmi_intake *in)
{
    for (size_t i = 0; i < in->file_count; i++) {
        end_digest(&in->files[i]);
        free(in->files[i].unused);
    }
    free(in->files);
}
