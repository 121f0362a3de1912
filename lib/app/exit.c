#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "internal.h"
#include "vmi/memory.h"

/* The first thread that runs out of memory ends all; another waits for that. */
static void on_exhausted(void)
{
    static atomic_flag ending = ATOMIC_FLAG_INIT;
    while (atomic_flag_test_and_set(&ending))
        pause();
    static const char text[] = ": out of memory\n";
    /* Whether this can be said makes no difference any more. */
    if (write(STDERR_FILENO, app_program->name, strlen(app_program->name)) > 0 &&
        write(STDERR_FILENO, text, sizeof text - 1) > 0)
        fsync(STDERR_FILENO);
    app_remove_temporary();
    _exit(VMI_SYSTEM);
}

static void on_signal(int number)
{
    app_remove_temporary();
    signal(number, SIG_DFL);
    raise(number);
}

/*
 * A descriptor that was closed by the caller would be given to the next file that is opened. It is taken with one that
 * fails in the same way instead.
 */
static void hold_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) {
            int got = open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
            if (got >= 0 && got != fd)
                close(got);
        }
}

void app_prepare(void)
{
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t none;
    hold_descriptors();
    sigemptyset(&none);
    sigaddset(&none, SIGPIPE);
    sigprocmask(SIG_UNBLOCK, &none, NULL);
    signal(SIGPIPE, SIG_DFL); /* also where it was inherited ignored: a closed pipe ends a filter quietly */
    for (size_t i = 0; i < VMI_COUNT(ending); i++)
        if (signal(ending[i], on_signal) == SIG_IGN)
            signal(ending[i], SIG_IGN); /* nohup */
    vmi_memory_on_exhausted(on_exhausted);
}

enum vmi_status app_close_stdout(void)
{
    if (close(STDOUT_FILENO) == 0 || errno == EBADF)
        return VMI_DONE;
    return vmi_fail(VMI_SYSTEM, "standard output: %s", strerror(errno));
}

enum vmi_status app_print(struct vmi_slice text)
{
    struct vmi_sink *sink = vmi_sink_open(STDOUT_FILENO);
    vmi_sink_write(sink, text);
    int failed = vmi_sink_close(sink);
    return failed ? vmi_fail(VMI_SYSTEM, "standard output: %s", strerror(failed)) : VMI_DONE;
}

bool app_color(int descriptor)
{
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (vmi_settings()->color != VMI_WHEN_AUTO)
        return vmi_settings()->color == VMI_WHEN_ALWAYS;
    return isatty(descriptor) && !(none && *none) && !(terminal && strcmp(terminal, "dumb") == 0);
}
