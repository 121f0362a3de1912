#include <sched.h>
#include <signal.h>

#include "internal.h"

bool app_begin_thread(pthread_t *thread, void *(*work)(void *), void *context)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool good = pthread_create(thread, NULL, work, context) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return good;
}

size_t app_usual_threads(void)
{
    enum { MOST = 4 }; /* other programs, and other people, have use for the rest */
    cpu_set_t processors;
    int count = sched_getaffinity(0, sizeof processors, &processors) == 0 ? CPU_COUNT(&processors) : 1;
    return count < 1 ? 1 : count > MOST ? MOST : (size_t)count;
}
