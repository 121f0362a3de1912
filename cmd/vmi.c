/*
 * vmi: finds and runs the tools of the toolkit: "vmi plan ..." is "vmi-plan ...".
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "vmi/app.h"

static struct vmi_common settings;

static const struct {
    const char *name, *meaning;
} tools[] = {
    {"ingest", "partners' files in, activity out"},
    {"threshold", "activity in, positions out: stock, demand, min and max"},
    {"plan", "positions in, proposals out: what to order, and why"},
    {"order", "proposals in, orders out, numbered: documents, EDI, the ledger"},
    {"track", "activity in, order lines out: what became of each order, what is open"},
    {"kpi", "activity in, metrics out: what came of it"},
    {"agree", "an agreement in, findings or terms in force out"},
};

static void tools_text(struct vmi_buffer *out)
{
    for (size_t i = 0; i < VMI_COUNT(tools); i++)
        vmi_buffer_print(out, "  vmi %-10s %s\n", tools[i].name, tools[i].meaning);
}

static enum vmi_status run(void)
{
    struct vmi_buffer text = {0};
    vmi_buffer_print(&text, "Filters for vendor managed inventory:\n\n");
    tools_text(&text);
    vmi_buffer_print(&text, "\nvmi help TOOL opens the manual page of a tool; vmi(7) is the tour.\n");
    struct vmi_sink *sink = vmi_sink_open(STDOUT_FILENO);
    vmi_sink_write(sink, vmi_buffer_slice(&text));
    int failed = vmi_sink_close(sink);
    vmi_buffer_free(&text);
    return failed ? vmi_fail(VMI_SYSTEM, "standard output: %s", strerror(failed)) : VMI_DONE;
}

static const struct vmi_program program = {
    .name = "vmi",
    .summary = "Run a tool of the toolkit; alone, list them.",
    .operands = "[TOOL [ARGUMENT]...]",
    .settings = &settings,
    .examples = "  vmi plan -t table positions.csv\n  vmi help plan\n",
    .run = run,
};

static int fail(int status, const char *format, const char *name)
{
    fprintf(stderr, "vmi: ");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    fprintf(stderr, format, name);
#pragma GCC diagnostic pop
    fputc('\n', stderr);
    return status;
}

/* The folder of the running program; false when it cannot be told. */
static bool own_folder(char folder[PATH_MAX])
{
    ssize_t length = readlink("/proc/self/exe", folder, PATH_MAX - 1);
    if (length <= 0)
        return false;
    folder[length] = '\0';
    char *slash = strrchr(folder, '/');
    if (slash)
        *slash = '\0';
    return slash != NULL;
}

static bool is_tool(const char *name)
{
    for (size_t i = 0; i < VMI_COUNT(tools); i++)
        if (strcmp(tools[i].name, name) == 0)
            return true;
    return false;
}

static int unknown_tool(const char *name)
{
    const char *names[VMI_COUNT(tools) + 1];
    char quoted[VMI_QUOTED_SIZE];
    for (size_t i = 0; i < VMI_COUNT(tools); i++)
        names[i] = tools[i].name;
    names[VMI_COUNT(tools)] = "help";
    const char *nearest = vmi_text_nearest(vmi_slice_of(name), names, VMI_COUNT(names));
    fail(VMI_USAGE, "%s is not a tool", vmi_text_quote(vmi_slice_of(name), quoted));
    return nearest ? fail(VMI_USAGE, "did you mean 'vmi %s'?", nearest)
                   : fail(VMI_USAGE, "try 'vmi %s'", "--help");
}

/* Runs vmi-NAME, found beside this program, then in PATH. Returns only when it could not be run. */
static int run_tool(const char *name, char **arguments)
{
    char folder[PATH_MAX], path[PATH_MAX + 64], tool[64];
    if (!is_tool(name))
        return unknown_tool(name);
    snprintf(tool, sizeof tool, "vmi-%s", name);
    arguments[0] = tool;
    if (own_folder(folder)) {
        snprintf(path, sizeof path, "%s/%s", folder, tool);
        execv(path, arguments);
    }
    execvp(tool, arguments);
    return fail(VMI_SYSTEM, "%s cannot be run", tool);
}

/* Opens the manual page of a tool: the one that belongs to this program, else the one that man finds. */
static int open_manual(const char *name)
{
    static const char *const places[] = {"../share/man/man1", "../../man"};
    char folder[PATH_MAX], path[PATH_MAX + 128], page[64];
    if (name && !is_tool(name))
        return unknown_tool(name);
    snprintf(page, sizeof page, name ? "vmi-%s" : "vmi", name);
    for (size_t i = 0; i < VMI_COUNT(places) && own_folder(folder); i++) {
        snprintf(path, sizeof path, "%s/%s/%s.1", folder, places[i], page);
        if (access(path, R_OK) == 0) {
            execlp("man", "man", path, (char *)NULL);
            execlp("mandoc", "mandoc", "-a", path, (char *)NULL);
        }
    }
    execlp("man", "man", page, (char *)NULL);
    return fail(VMI_SYSTEM, "no program to show the manual page of %s (man, mandoc)", page);
}

int main(int argc, char **argv)
{
    if (argc < 2 || argv[1][0] == '-')
        return vmi_main(argc, argv, &program);
    if (strcmp(argv[1], "help") == 0)
        return open_manual(argc > 2 ? argv[2] : NULL);
    return run_tool(argv[1], argv + 1);
}
