/*
 * fail_memory: lets memory run out at a chosen moment.
 *
 * Loaded with LD_PRELOAD; from the allocation with number VMI_FAIL_AT on (1 is the first of the process), every malloc,
 * calloc and realloc fails with ENOMEM. Without the variable nothing fails. It counts before main() already, and never
 * allocates itself.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

extern char **environ;

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static void (*real_free)(void *);

/* dlsym() may allocate before the real functions are known: such pieces come from here and are never freed. */
static _Alignas(max_align_t) char early[64 * 1024];
static size_t early_used;
static int looking;

static atomic_long count;
static atomic_long fail_at = -1; /* -1: the environment has not been read; 0: never */

static int is_early(const void *p)
{
    return (const char *)p >= early && (const char *)p < early + sizeof early;
}

static void *early_alloc(size_t size)
{
    size_t rounded = (size + 15) & ~(size_t)15;
    if (rounded < size || rounded > sizeof early - early_used)
        return NULL;
    void *p = early + early_used;
    early_used += rounded;
    return p;
}

static void look_up(void)
{
    if (real_free || looking)
        return;
    looking = 1;
    real_malloc = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
    real_calloc = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "calloc");
    real_realloc = (void *(*)(void *, size_t))dlsym(RTLD_NEXT, "realloc");
    real_free = (void (*)(void *))dlsym(RTLD_NEXT, "free");
    looking = 0;
}

/* getenv() would do, but for the moments before the C library has begun. */
static long read_fail_at(void)
{
    static const char name[] = "VMI_FAIL_AT=";
    if (!environ)
        return -1;
    for (char **e = environ; *e; e++) {
        if (strncmp(*e, name, sizeof name - 1) != 0)
            continue;
        long value = 0;
        for (const char *c = *e + sizeof name - 1; *c >= '0' && *c <= '9' && value < 1000000000L; c++)
            value = value * 10 + (*c - '0');
        return value;
    }
    return 0;
}

static int fails(void)
{
    long at = atomic_load(&fail_at);
    if (at < 0) {
        at = read_fail_at();
        atomic_store(&fail_at, at);
    }
    if (atomic_fetch_add(&count, 1) + 1 < at || at <= 0)
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    if (!real_malloc)
        look_up();
    if (!real_malloc)
        return early_alloc(size);
    return fails() ? NULL : real_malloc(size);
}

void *calloc(size_t number, size_t size)
{
    if (!real_calloc)
        look_up();
    if (!real_calloc) /* the early memory is zero, and given out once */
        return size && number > sizeof early / size ? NULL : early_alloc(number * size);
    return fails() ? NULL : real_calloc(number, size);
}

void *realloc(void *p, size_t size)
{
    if (!real_realloc)
        look_up();
    if (is_early(p) || !real_realloc) {
        size_t room = p ? (size_t)(early + sizeof early - (char *)p) : 0;
        void *moved = real_malloc ? malloc(size) : early_alloc(size);
        if (moved && p)
            memcpy(moved, p, size < room ? size : room);
        return moved;
    }
    return fails() ? NULL : real_realloc(p, size);
}

void free(void *p)
{
    if (!p || is_early(p))
        return;
    if (!real_free)
        look_up();
    if (real_free)
        real_free(p);
}
