#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

static struct timespec started;
static double last_shown;
static bool shown;

/* The clock is asked for the display alone; nothing that is written to standard output depends on it. */
static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (started.tv_sec == 0)
        started = now;
    return (double)(now.tv_sec - started.tv_sec) + (double)(now.tv_nsec - started.tv_nsec) / 1e9;
}

void vmi_progress(uint64_t records)
{
    int when = vmi_settings()->progress;
    double now = seconds();
    bool always = when == VMI_WHEN_ALWAYS;
    if (when == VMI_WHEN_NEVER || vmi_settings()->quiet || (!always && !isatty(STDERR_FILENO)))
        return;
    if ((!always && now < 1) || (shown && now - last_shown < 0.25))
        return;
    fprintf(stderr, "\r%s: %llu records ", app_program->name, (unsigned long long)records);
    fflush(stderr);
    last_shown = now;
    shown = true;
}

void vmi_progress_end(void)
{
    if (!shown)
        return;
    fprintf(stderr, "\r\033[K");
    fflush(stderr);
    shown = false;
}
