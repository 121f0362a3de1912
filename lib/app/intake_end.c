/*
 * The end of a run: what was set aside is judged and summed up, and the outputs are moved into their places.
 */
#include "intake_internal.h"

/* What the records set aside mean for the exit status. */
static enum vmi_status judge(const struct vmi_intake *in)
{
    const struct vmi_intake_limit *limit = &in->options.limit;
    uint64_t rejected = in->summary.rejected, all = in->summary.records + rejected;
    if (in->cut || (limit->strict && (rejected || in->unused)))
        return VMI_INPUT;
    if (!limit->given)
        return rejected ? VMI_JUDGED : VMI_DONE;
    double most = vmi_decimal_to_double(limit->most) * (limit->share ? (double)all / 100 : 1);
    return (double)rejected <= most ? VMI_DONE : VMI_INPUT;
}

static void tell_summary(const struct vmi_intake *in, enum vmi_status judged)
{
    struct vmi_buffer text = {0};
    vmi_summary_text(&in->summary, &text);
    vmi_note("%.*s", (int)text.length, text.text);
    vmi_buffer_free(&text);
    if (judged != VMI_INPUT)
        return;
    if (in->cut)
        vmi_fail(VMI_INPUT, "an interchange was cut off: what was behind is not known");
    else
        vmi_fail(VMI_INPUT, "too much was set aside or not used (see --max-rejects and --strict)");
}

static bool commit_side(struct vmi_output **output, enum vmi_status *status)
{
    enum vmi_status written = *output ? vmi_output_commit(*output) : VMI_DONE;
    *output = NULL;
    if (written != VMI_DONE)
        *status = written;
    return written == VMI_DONE;
}

static bool open_side(const char *path, struct vmi_output **output)
{
    *output = path ? vmi_output_open(path) : NULL;
    return !path || *output;
}

/* Side outputs are moved into place first; too many rejects leave the main one as it was. */
static enum vmi_status finish(struct vmi_intake *in, struct vmi_output **rejects, struct vmi_output **report)
{
    enum vmi_status judged = judge(in);
    if (*report)
        intake_report(in, vmi_output_sink(*report));
    if (!commit_side(rejects, &judged) || !commit_side(report, &judged))
        return judged;
    enum vmi_status written = intake_commit_sides(in);
    if (written != VMI_DONE)
        return written;
    tell_summary(in, judged);
    if (judged == VMI_INPUT)
        return judged;
    written = intake_commit(in);
    if (written == VMI_DONE)
        written = intake_keep_seen(in);
    return written != VMI_DONE ? written : judged;
}

enum vmi_status vmi_intake_run(const struct vmi_intake_options *options)
{
    struct vmi_output *rejects = NULL, *report = NULL;
    enum vmi_status status = VMI_SYSTEM;
    if (open_side(options->rejects, &rejects) && open_side(options->report, &report)) {
        struct vmi_rejects *lines = rejects ? vmi_rejects_new(vmi_output_sink(rejects)) : NULL;
        struct vmi_intake *in = intake_new(options, lines);
        status = intake_open_sides(in);
        if (status == VMI_DONE)
            status = intake_read(in);
        if (status == VMI_DONE)
            status = finish(in, &rejects, &report);
        intake_free(in);
        vmi_rejects_free(lines);
    }
    vmi_output_discard(rejects);
    vmi_output_discard(report);
    return status;
}
