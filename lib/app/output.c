#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"
#include "vmi/memory.h"

struct vmi_output {
    struct vmi_sink *sink;
    int descriptor;
    char *path;      /* where it goes; NULL: standard output, or a target that is written straight */
    char *folder;    /* in which it goes; known before, so that nothing can fail once it is in place */
    char *temporary; /* its name until then; NULL: it has none yet (O_TMPFILE) */
    const char *shown;
    struct vmi_output *next;
};

/* Outputs with temporary files; a signal removes those. */
static struct vmi_output *pending;

void app_remove_temporary(void)
{
    for (struct vmi_output *o = pending; o; o = o->next)
        if (o->temporary)
            unlink(o->temporary);
}

static char *print_path(const char *folder, const char *name)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", folder, name) < 0)
        vmi_memory_exhausted();
    return path;
}

static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash == path ? strdup("/") : slash ? strndup(path, (size_t)(slash - path)) : strdup(".");
    if (!folder)
        vmi_memory_exhausted();
    return folder;
}

/* The mode of the file that is replaced, else what open() would give. */
static mode_t mode_for(const struct stat *old, bool exists)
{
    if (exists)
        return old->st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* A file in FOLDER: without a name where the file system can, else with a temporary one. */
static int open_temporary(struct vmi_output *o, const char *folder, mode_t mode)
{
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0) {
        o->temporary = print_path(folder, ".vmi-XXXXXX");
        fd = mkostemp(o->temporary, O_CLOEXEC);
        if (fd < 0) {
            free(o->temporary);
            o->temporary = NULL;
            return -1;
        }
    }
    fchmod(fd, mode);
    return fd;
}

static bool open_target(struct vmi_output *o, const char *path)
{
    struct stat old;
    bool exists = stat(path, &old) == 0;
    if (exists && !S_ISREG(old.st_mode)) { /* a device, a pipe: nothing to replace */
        o->descriptor = open(path, O_WRONLY | O_CLOEXEC);
        return o->descriptor >= 0;
    }
    o->path =
        exists ? realpath(path, NULL) : strdup(path); /* through a link: what it points to is replaced */
    if (!o->path)
        return false;
    if (exists && access(o->path, W_OK) != 0)
        return false;
    o->folder = folder_of(o->path);
    o->descriptor = open_temporary(o, o->folder, mode_for(&old, exists));
    return o->descriptor >= 0;
}

static void forget(struct vmi_output *o)
{
    struct vmi_output **link = &pending;
    while (*link && *link != o)
        link = &(*link)->next;
    if (*link)
        *link = o->next;
    free(o->path);
    free(o->folder);
    free(o->temporary);
    free(o);
}

struct vmi_output *vmi_output_open(const char *path)
{
    struct vmi_output *o = vmi_alloc_zeroed(1, sizeof *o);
    o->shown = path ? path : "standard output";
    if (!path || strcmp(path, "-") == 0) {
        o->shown = "standard output";
        o->descriptor = STDOUT_FILENO;
    } else if (!open_target(o, path)) {
        vmi_fail(VMI_SYSTEM, "%s: cannot be written: %s", path, strerror(errno));
        forget(o);
        return NULL;
    }
    o->next = pending;
    pending = o;
    o->sink = vmi_sink_open(o->descriptor);
    return o;
}

struct vmi_sink *vmi_output_sink(struct vmi_output *o)
{
    return o->sink;
}

/* Gives an unnamed file a name beside its place, by which it can then be moved. */
static bool name_temporary(struct vmi_output *o)
{
    char from[64];
    snprintf(from, sizeof from, "/proc/self/fd/%d", o->descriptor);
    for (unsigned i = 0; i < 1000; i++) {
        char name[64];
        snprintf(name, sizeof name, ".vmi-%ld-%u", (long)getpid(), i);
        char *temporary = print_path(o->folder, name);
        if (linkat(AT_FDCWD, from, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0) {
            o->temporary = temporary;
            break;
        }
        free(temporary);
        if (errno != EEXIST)
            break;
    }
    return o->temporary != NULL;
}

static void sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd); /* some file systems cannot, and then there is nothing to be done */
        close(fd);
    }
}

/* False with errno. */
static bool move_into_place(struct vmi_output *o)
{
    if (fsync(o->descriptor) != 0)
        return false;
    if (!o->temporary && !name_temporary(o))
        return false;
    if (rename(o->temporary, o->path) != 0)
        return false;
    free(o->temporary);
    o->temporary = NULL;
    sync_folder(o->folder);
    return true;
}

enum vmi_status vmi_output_commit(struct vmi_output *o)
{
    enum vmi_status status = VMI_DONE;
    int failed = vmi_sink_close(o->sink);
    if (!failed && o->path && !move_into_place(o))
        failed = errno;
    if (o->descriptor != STDOUT_FILENO && close(o->descriptor) != 0 && !failed)
        failed = errno;
    if (failed)
        status = vmi_fail(VMI_SYSTEM, "%s: %s", o->shown, strerror(failed));
    if (o->temporary)
        unlink(o->temporary);
    forget(o);
    return status;
}

void vmi_output_discard(struct vmi_output *o)
{
    if (!o)
        return;
    vmi_sink_close(o->sink);
    if (o->descriptor != STDOUT_FILENO)
        close(o->descriptor);
    if (o->temporary)
        unlink(o->temporary);
    forget(o);
}

enum vmi_status vmi_write_text(struct vmi_slice text)
{
    struct vmi_output *output = vmi_output_open(vmi_settings()->output);
    if (!output)
        return VMI_SYSTEM;
    vmi_sink_write(vmi_output_sink(output), text);
    return vmi_output_commit(output);
}
