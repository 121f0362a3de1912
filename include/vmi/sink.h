/*
 * sink.h: bytes out, buffered, with the checksum of all that was written; and cells as text of a format.
 *
 * A write error stays: every later call does nothing, and vmi_sink_close() or vmi_sink_failed() tells it.
 */
#ifndef VMI_SINK_H
#define VMI_SINK_H

#include "vmi/error.h"

struct vmi_sink;

/* DESCRIPTOR stays the caller's; -1 collects in memory. */
struct vmi_sink *vmi_sink_open(int descriptor);

void vmi_sink_write(struct vmi_sink *sink, struct vmi_slice bytes);
void vmi_sink_flush(struct vmi_sink *sink);

/* errno of the first write that failed, 0 for none. */
int vmi_sink_failed(const struct vmi_sink *sink);

/* CRC-32C of all bytes so far, written or waiting. */
uint32_t vmi_sink_checksum(struct vmi_sink *sink);

/* What was collected (-1 only); dies at the next write. */
struct vmi_slice vmi_sink_bytes(const struct vmi_sink *sink);

/* Flushes and frees; returns what vmi_sink_failed() would. */
int vmi_sink_close(struct vmi_sink *sink);

/* Adds a cell of CSV, quoted only where it must be. FIRST: the first of its row, where a # needs quotes too. */
void vmi_encode_csv(struct vmi_buffer *out, struct vmi_slice cell, bool first);

/* Adds a JSON string with its quotes. */
void vmi_encode_json(struct vmi_buffer *out, struct vmi_slice text);

/* True when a spreadsheet would run the text as a formula: it begins with = + - @, a tab or a CR. */
bool vmi_encode_is_formula(struct vmi_slice text);

#endif
