#include "internal.h"

#define AT(member) offsetof(struct vmi_common, member)

struct common_row {
    unsigned group; /* 0: every tool */
    struct vmi_option option;
};

static const struct common_row common_rows[] = {
    {VMI_OPTIONS_AGREEMENT,
     {"agreement", 'a', "FILE", VMI_OPTION_TEXT, "FILE", AT(agreement_file),
      "the agreement of the two parties (vmi-agreement(5))"}},
    {VMI_OPTIONS_AGREEMENT,
     {"set", 's', "NAME=VALUE", VMI_OPTION_LIST, NULL, AT(terms),
      "set one term over everything else; may be repeated"}},
    {VMI_OPTIONS_AS_OF,
     {"as-of", 'd', "DATE", VMI_OPTION_DAY, NULL, AT(as_of),
      "the day to act for; where it is not given, the input tells it"}},
    {VMI_OPTIONS_STREAM_IN,
     {"from", 'f', "FORMAT", VMI_OPTION_CHOICE, "auto|csv|ndjson", AT(from),
      "format of the input: auto (by its first bytes), csv, ndjson"}},
    {VMI_OPTIONS_STREAM_OUT,
     {"to", 't', "FORMAT", VMI_OPTION_CHOICE, "csv|ndjson|table", AT(to),
      "format of the output: csv, ndjson, table (aligned, for people)"}},
    {VMI_OPTIONS_JSON_OUT,
     {"to", 't', "FORMAT", VMI_OPTION_CHOICE, "csv|ndjson|table|json", AT(to),
      "format of the output: csv, ndjson, table (aligned, for people), json (a document; see the manual "
      "page)"}},
    {VMI_OPTIONS_METRICS_OUT,
     {"to", 't', "FORMAT", VMI_OPTION_CHOICE, "csv|ndjson|table|markdown|prometheus", AT(to),
      "format of the output: csv, ndjson, table (aligned, for people), markdown (a table for a mail), "
      "prometheus (for monitoring)"}},
    {VMI_OPTIONS_STREAM_OUT,
     {"output", 'o', "FILE", VMI_OPTION_TEXT, "FILE", AT(output), "write to FILE, whole or not at all"}},
    {VMI_OPTIONS_STREAM_OUT,
     {"seal", 0, NULL, VMI_OPTION_FLAG, NULL, AT(seal), "end the output with a seal (vmi-stream(5))"}},
    {VMI_OPTIONS_STREAM_IN,
     {"sealed", 0, NULL, VMI_OPTION_FLAG, NULL, AT(sealed), "refuse input that does not end with a seal"}},
    {VMI_OPTIONS_STREAM_OUT,
     {"no-seal", 0, NULL, VMI_OPTION_FLAG, NULL, AT(no_seal), "write no seal, also under VMI_SEAL=1"}},
    {VMI_OPTIONS_INPUT,
     {"max-record", 0, "SIZE", VMI_OPTION_SIZE, NULL, AT(max_record), "the longest record accepted (1M)"}},
    {VMI_OPTIONS_THREADS,
     {"threads", 0, "N", VMI_OPTION_THREADS, NULL, AT(threads),
      "work with N threads, 1 to 64 (one a processor, up to 4); the output is the same"}},
    {VMI_OPTIONS_STREAM_OUT,
     {"spreadsheet-safe", 0, NULL, VMI_OPTION_FLAG, NULL, AT(spreadsheet_safe),
      "put a ' before text cells that a spreadsheet would run"}},
    {VMI_OPTIONS_REGISTRY, {"list", 0, NULL, VMI_OPTION_REGISTRY, NULL, 0, NULL}},
    {VMI_OPTIONS_MESSAGES, {"quiet", 'q', NULL, VMI_OPTION_FLAG, NULL, AT(quiet), "no notes, only errors"}},
    {VMI_OPTIONS_MESSAGES,
     {"verbose", 'v', NULL, VMI_OPTION_FLAG, NULL, AT(verbose), "every message, also after ten of one kind"}},
    {VMI_OPTIONS_INPUT,
     {"progress", 0, "WHEN", VMI_OPTION_CHOICE, "auto|always|never", AT(progress),
      "show progress: auto, always, never"}},
    {VMI_OPTIONS_MESSAGES,
     {"color", 0, "WHEN", VMI_OPTION_CHOICE, "auto|always|never", AT(color),
      "use colour: auto, always, never"}},
    {0, {"help", 'h', NULL, VMI_OPTION_HELP, NULL, 0, "say how to call the tool, and exit"}},
    {0, {"version", 'V', NULL, VMI_OPTION_VERSION, NULL, 0, "say the version, and exit"}},
};

/* Groups of which -t has more forms, in place of the usual ones. */
static const unsigned more_forms = VMI_OPTIONS_JSON_OUT | VMI_OPTIONS_METRICS_OUT;

const struct vmi_option *vmi_program_option(const struct vmi_program *program, size_t i)
{
    if (i < program->option_count)
        return &program->options[i];
    i -= program->option_count;
    for (size_t j = 0; j < VMI_COUNT(common_rows); j++) {
        if (common_rows[j].group && !(common_rows[j].group & program->groups))
            continue;
        if (common_rows[j].option.letter == 't' && (program->groups & more_forms) &&
            !(common_rows[j].group & more_forms))
            continue;
        if (i-- == 0)
            return &common_rows[j].option;
    }
    return NULL;
}
