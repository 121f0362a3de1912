/*
 * crew.h: work on many things by several threads, in chunks that are given on in order by the thread that asked.
 *
 * The threads share what is only read, and say nothing: what cannot be done is left to the thread that asked, when it is
 * its turn, and there it is told why.
 */
#ifndef APP_CREW_H
#define APP_CREW_H

#include <stddef.h>

#include "vmi/base.h"

enum { CREW_CHUNK = 64 }; /* things */

struct crew_work {
    size_t count, threads;
    void *context; /* for all but `close` and `work`, which have what `open` and `make` gave */

    void *(*open)(void *context); /* what a thread works with; called by it */
    void (*close)(void *tools);
    void *(*make)(void *context); /* room for what comes of a chunk, which is used again and again */
    void (*drop)(void *room);

    /* Does COUNT things from FIRST on, and returns how many could be done before the first that could not. */
    size_t (*work)(void *tools, void *room, size_t first, size_t count);

    /* Takes those, of which DONE are done; false wants no more. */
    bool (*give)(void *context, void *room, size_t done, size_t first, size_t count);
};

/* False where no thread is of use or to be had; nothing was done. */
bool crew_run(const struct crew_work *work);

#endif
