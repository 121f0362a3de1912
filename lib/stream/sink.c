#include "vmi/sink.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "vmi/checksum.h"
#include "vmi/memory.h"

/* Larger writes into a pipe make its two ends take turns instead of running side by side. */
enum { PIECE = 32 * 1024 };

struct vmi_sink {
    int descriptor;
    int failed;
    struct vmi_buffer waiting;
    size_t folded; /* bytes of `waiting` that are in the checksum */
    uint32_t crc;
};

struct vmi_sink *vmi_sink_open(int descriptor)
{
    struct vmi_sink *sink = vmi_alloc_zeroed(1, sizeof *sink);
    sink->descriptor = descriptor;
    return sink;
}

uint32_t vmi_sink_checksum(struct vmi_sink *sink)
{
    if (sink->waiting.length > sink->folded)
        sink->crc =
            vmi_crc32c(sink->crc, sink->waiting.text + sink->folded, sink->waiting.length - sink->folded);
    sink->folded = sink->waiting.length;
    return sink->crc;
}

void vmi_sink_flush(struct vmi_sink *sink)
{
    size_t done = 0;
    if (sink->descriptor < 0)
        return;
    vmi_sink_checksum(sink);
    while (done < sink->waiting.length && !sink->failed) {
        size_t piece = sink->waiting.length - done < PIECE ? sink->waiting.length - done : PIECE;
        ssize_t put = write(sink->descriptor, sink->waiting.text + done, piece);
        if (put >= 0)
            done += (size_t)put;
        else if (errno != EINTR)
            sink->failed = errno;
    }
    vmi_buffer_clear(&sink->waiting);
    sink->folded = 0;
}

void vmi_sink_write(struct vmi_sink *sink, struct vmi_slice bytes)
{
    if (sink->failed)
        return;
    vmi_buffer_add_slice(&sink->waiting, bytes);
    if (sink->waiting.length >= PIECE)
        vmi_sink_flush(sink);
}

int vmi_sink_failed(const struct vmi_sink *sink)
{
    return sink->failed;
}

struct vmi_slice vmi_sink_bytes(const struct vmi_sink *sink)
{
    return vmi_buffer_slice(&sink->waiting);
}

int vmi_sink_close(struct vmi_sink *sink)
{
    if (!sink)
        return 0;
    vmi_sink_flush(sink);
    int failed = sink->failed;
    vmi_buffer_free(&sink->waiting);
    free(sink);
    return failed;
}
