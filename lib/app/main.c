#include <stdlib.h>

#include "internal.h"

static void preset(void)
{
    struct vmi_common *common = vmi_settings();
    common->as_of = VMI_DAY_NONE;
    common->max_record = VMI_MAX_RECORD_DEFAULT;
    common->threads = app_program->groups & VMI_OPTIONS_THREADS ? app_usual_threads() : 1;
}

/* VMI_SEAL=1 is --seal and --sealed for a whole pipe; a table is for people and bears no seal. */
static enum vmi_status settle_seals(void)
{
    struct vmi_common *common = vmi_settings();
    const char *seal = getenv("VMI_SEAL");
    bool people = common->to == VMI_OUTPUT_PEOPLE ||
                  (app_program->groups & VMI_OPTIONS_METRICS_OUT && common->to > VMI_OUTPUT_PEOPLE);
    if (common->seal && people) {
        vmi_fail(VMI_USAGE, "--seal does not go with --to=%s, which no tool reads",
                 common->to == VMI_OUTPUT_PEOPLE   ? "table"
                 : common->to == VMI_TO_PROMETHEUS ? "prometheus"
                                                   : "markdown");
        return vmi_try_help();
    }
    if (seal && strcmp(seal, "1") == 0)
        common->seal = common->sealed = true;
    if (common->no_seal || people)
        common->seal = false;
    return VMI_DONE;
}

int vmi_main(int argc, char **argv, const struct vmi_program *program)
{
    bool done = false;
    app_program = program;
    app_prepare();
    preset();
    if (argc == 2 && strcmp(argv[1], "---options") == 0) {
        struct vmi_buffer text = {0};
        vmi_options_text(program, &text);
        enum vmi_status printed = app_print(vmi_buffer_slice(&text));
        vmi_buffer_free(&text);
        return (int)printed;
    }
    enum vmi_status status = app_parse(argc, argv, &done);
    if (status == VMI_DONE && !done) {
        status = settle_seals();
        if (status == VMI_DONE)
            status = program->run();
        vmi_report_rest();
    }
    vmi_progress_end();
    free(vmi_settings()->operands.texts);
    free(vmi_settings()->terms.texts);
    free(vmi_settings()->given.texts);
    enum vmi_status closed = app_close_stdout();
    return (int)(closed != VMI_DONE && status <= VMI_JUDGED ? closed : status);
}
