#include "vmi/keep.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vmi/memory.h"

enum { PIECE = 64 * 1024 };

struct vmi_keep {
    char *path;
    int descriptor; /* of the file as it was; the lock is on it */
    mode_t mode;
    bool made, replaced;
    struct vmi_buffer text;
};

static bool fail(const char *path, struct vmi_error *error, const char *what)
{
    error->file = path;
    error->line = 0;
    return vmi_error_system(error, errno, "%s", what);
}

/* ---- opening -------------------------------------------------------------------------------------------- */

static int open_file(const char *path, bool *made)
{
    *made = false;
    int descriptor = open(path, O_RDWR | O_CLOEXEC);
    if (descriptor >= 0 || errno != ENOENT)
        return descriptor;
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    *made = descriptor >= 0;
    /* Another run may have made it in between. */
    return descriptor >= 0 || errno != EEXIST ? descriptor : open(path, O_RDWR | O_CLOEXEC);
}

static bool lock(int descriptor)
{
    int result;
    do {
        result = flock(descriptor, LOCK_EX);
    } while (result < 0 && errno == EINTR);
    return result == 0;
}

/* While one waited the file may have been replaced, or taken away: the lock must be on the one that has the name. */
static bool has_name(int descriptor, const char *path)
{
    struct stat mine, named;
    return fstat(descriptor, &mine) == 0 && stat(path, &named) == 0 && mine.st_ino == named.st_ino &&
           mine.st_dev == named.st_dev;
}

static int open_locked(const char *path, bool *made, struct vmi_error *error)
{
    for (;;) {
        int descriptor = open_file(path, made);
        if (descriptor < 0) {
            fail(path, error, "cannot be opened");
            return -1;
        }
        if (!lock(descriptor)) {
            fail(path, error, "cannot be locked");
            close(descriptor);
            return -1;
        }
        if (has_name(descriptor, path))
            return descriptor;
        close(descriptor);
    }
}

static bool read_all(struct vmi_keep *k, struct vmi_error *error)
{
    char *piece = vmi_alloc(PIECE);
    ssize_t got;
    while ((got = read(k->descriptor, piece, PIECE)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            break;
        vmi_buffer_add(&k->text, piece, (size_t)got);
    }
    free(piece);
    return got == 0 || fail(k->path, error, "cannot be read");
}

struct vmi_keep *vmi_keep_open(const char *path, struct vmi_error *error)
{
    struct stat status;
    bool made;
    int descriptor = open_locked(path, &made, error);
    if (descriptor < 0)
        return NULL;
    struct vmi_keep *k = vmi_alloc_zeroed(1, sizeof *k);
    struct vmi_slice name = vmi_slice_of(path);
    k->path = vmi_alloc(name.length + 1);
    memcpy(k->path, path, name.length + 1);
    k->descriptor = descriptor;
    k->made = made;
    if (fstat(descriptor, &status) != 0)
        status.st_mode = S_IFREG | 0644;
    k->mode = status.st_mode & 07777;
    /* What is no file would be replaced by one. */
    bool regular = S_ISREG(status.st_mode);
    if (!regular)
        vmi_error_set(error, VMI_SYSTEM, "keep", "is no regular file, which it has to be to be kept");
    if (regular && read_all(k, error))
        return k;
    error->file = path;
    vmi_keep_close(k);
    return NULL;
}

struct vmi_slice vmi_keep_text(const struct vmi_keep *k)
{
    return vmi_buffer_slice(&k->text);
}

/* ---- replacing ------------------------------------------------------------------------------------------ */

static bool write_all(int descriptor, struct vmi_slice text)
{
    while (text.length) {
        ssize_t written = write(descriptor, text.text, text.length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        text.text += written, text.length -= (size_t)written;
    }
    return true;
}

/* The name is safe only when the folder is. A file system that cannot do that is none that would lose it. */
static void sync_folder(const char *path)
{
    struct vmi_buffer copy = {0};
    vmi_buffer_print(&copy, "%s", path);
    vmi_buffer_add(&copy, "", 1);
    int folder = open(dirname(copy.text), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        fsync(folder);
        close(folder);
    }
    vmi_buffer_free(&copy);
}

bool vmi_keep_replace(struct vmi_keep *k, struct vmi_slice text, struct vmi_error *error)
{
    struct vmi_buffer name = {0};
    /* One name will do, under the lock; what a run that was killed left there is written over. */
    vmi_buffer_print(&name, "%s.new", k->path);
    vmi_buffer_add(&name, "", 1);
    int descriptor = open(name.text, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool good = descriptor >= 0;
    if (good) {
        good = fchmod(descriptor, k->mode) == 0 && write_all(descriptor, text) && fsync(descriptor) == 0;
        good = close(descriptor) == 0 && good;
        good = good && rename(name.text, k->path) == 0;
        int problem = errno;
        if (!good)
            unlink(name.text);
        errno = problem;
    }
    k->replaced |= good;
    if (good)
        sync_folder(k->path);
    vmi_buffer_free(&name);
    return good || fail(k->path, error, "cannot be written");
}

void vmi_keep_close(struct vmi_keep *k)
{
    if (!k)
        return;
    if (k->made && !k->replaced)
        unlink(k->path); /* under the lock: whoever waits for it will see that it is gone */
    close(k->descriptor);
    vmi_buffer_free(&k->text);
    free(k->path);
    free(k);
}
