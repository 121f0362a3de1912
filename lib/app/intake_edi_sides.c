/*
 * What a run over EDI writes beside its records: acknowledgements, order numbers, and which interchanges came.
 */
#include "intake_internal.h"
#include "vmi/sink.h"

static bool open_side(const char *path, struct vmi_output **output)
{
    *output = path ? vmi_output_open(path) : NULL;
    return !path || *output;
}

static enum vmi_status open_seen(struct vmi_intake *in)
{
    struct vmi_error error = {0};
    const char *path = in->options.seen;
    if (!path)
        return VMI_DONE;
    in->sides.keep = vmi_keep_open(path, &error);
    if (!in->sides.keep)
        return vmi_report(&error);
    error.file = path;
    return vmi_edi_seen_read(in->seen, vmi_keep_text(in->sides.keep), &error) ? VMI_DONE : vmi_report(&error);
}

enum vmi_status intake_open_sides(struct vmi_intake *in)
{
    struct intake_sides *s = &in->sides;
    if (!open_side(in->options.acks, &s->acks) || !open_side(in->options.numbers, &s->numbers))
        return VMI_SYSTEM;
    s->replies = s->acks ? vmi_edi_acks_new() : NULL;
    return open_seen(in);
}

void intake_take_sides(struct vmi_intake *in)
{
    struct intake_sides *s = &in->sides;
    if (s->replies)
        vmi_sink_write(vmi_output_sink(s->acks), vmi_edi_acks_take(s->replies));
}

static void put_cell(struct vmi_buffer *line, struct vmi_slice cell, const char *end)
{
    vmi_encode_csv(line, cell, false);
    vmi_buffer_print(line, "%s", end);
}

void intake_take_numbers(void *context, const struct vmi_edi_numbers *n)
{
    struct vmi_intake *in = context;
    struct vmi_buffer line = {0};
    char since[VMI_DATE_TEXT_SIZE], through[VMI_DATE_TEXT_SIZE];
    if (!in->sides.numbered)
        vmi_buffer_print(&line, "partner,location,first,last,since,through\n");
    in->sides.numbered = true;
    vmi_day_format(n->since, since);
    vmi_day_format(n->through, through);
    put_cell(&line, n->sender, ",");
    put_cell(&line, n->location, ",");
    put_cell(&line, n->first, ",");
    put_cell(&line, n->last, ",");
    put_cell(&line, vmi_slice_of(since), ",");
    put_cell(&line, vmi_slice_of(through), "\n");
    vmi_sink_write(vmi_output_sink(in->sides.numbers), vmi_buffer_slice(&line));
    vmi_buffer_free(&line);
}

static enum vmi_status commit(struct vmi_output **output)
{
    enum vmi_status status = *output ? vmi_output_commit(*output) : VMI_DONE;
    *output = NULL;
    return status;
}

enum vmi_status intake_commit_sides(struct vmi_intake *in)
{
    struct intake_sides *s = &in->sides;
    if (s->numbers && !s->numbered)
        vmi_sink_write(vmi_output_sink(s->numbers), VMI_SLICE("partner,location,first,last,since,through\n"));
    enum vmi_status acks = commit(&s->acks), numbers = commit(&s->numbers);
    return acks != VMI_DONE ? acks : numbers;
}

/*
 * Last of all: a run that fails before has to find its interchanges new again, since what it read from them is not where
 * it should be.
 */
enum vmi_status intake_keep_seen(struct vmi_intake *in)
{
    struct vmi_error error = {0};
    struct vmi_buffer text = {0};
    if (!in->sides.keep)
        return VMI_DONE;
    vmi_edi_seen_write(in->seen, &text);
    bool good = vmi_keep_replace(in->sides.keep, vmi_buffer_slice(&text), &error);
    vmi_buffer_free(&text);
    return good ? VMI_DONE : vmi_report(&error);
}

void intake_free_sides(struct vmi_intake *in)
{
    vmi_output_discard(in->sides.acks);
    vmi_output_discard(in->sides.numbers);
    vmi_edi_acks_free(in->sides.replies);
    vmi_keep_close(in->sides.keep);
}
