/*
 * describe.c: the registries as items of mdoc lists, for the tables of the manual.
 *
 *     describe columns activity    describe measures    describe terms    describe reasons ...
 *     describe names columns       describe names measures                describe names words      describe names traps
 *
 * What is written here stands in man/ between lines of comment; tests/make-manual puts it there.
 */
#include <stdio.h>

#include "../../lib/ingest/alias.h"
#include "../../lib/ingest/alias_rows.h"
#include "vmi/check.h"
#include "vmi/column.h"
#include "vmi/edi.h"
#include "vmi/finding.h"
#include "vmi/kpi.h"
#include "vmi/measure.h"
#include "vmi/ordering.h"
#include "vmi/policy.h"
#include "vmi/proposal.h"
#include "vmi/term.h"
#include "vmi/track.h"

/* Text in which nothing is taken for a request, a macro's argument or a typographer's sign. */
static void put_text(const char *text)
{
    for (const char *c = text; *c; c++) {
        bool alone = c > text && c[-1] == ' ' && c[1] == ' ';
        switch (*c) {
        case '\\':
            fputs("\\e", stdout);
            break;
        case '"':
            fputs("\\(dq", stdout);
            break;
        case '\'':
            fputs("\\(aq", stdout);
            break;
        case '^':
            fputs("\\(ha", stdout);
            break;
        case '~':
            fputs("\\(ti", stdout);
            break;
        case '`':
            fputs("\\(ga", stdout);
            break;
        case '-':
            fputs(alone ? "\\-" : "-", stdout);
            break;
        default:
            putchar(*c);
        }
    }
}

static void put_line(const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", stdout);
    put_text(text);
    putchar('\n');
}

/* The head of an item: its name, and what kind of thing it is. */
static void put_item(const char *name, const char *kind)
{
    printf(".It Cm %s", name);
    if (*kind) {
        fputs(" Pq \"", stdout);
        put_text(kind);
        putchar('"');
    }
    putchar('\n');
}

/* "a, b or c" out of "a|b|c", and which of them come later. */
static void put_words(const struct vmi_term_row *row)
{
    struct vmi_slice rest = vmi_slice_of(row->words);
    for (int i = 0; rest.text; i++) {
        struct vmi_slice word = vmi_slice_cut(&rest, '|');
        bool last_but_one = rest.text && !memchr(rest.text, '|', rest.length);
        bool later = row->tools && row->ready && i >= row->ready;
        printf("%.*s%s%s", VMI_SLICE_PRINT(word), later ? " (not carried out by this version)" : "", last_but_one ? " or " : rest.text ? ", " : "");
    }
}

static void put_columns(const struct vmi_column *list, size_t count)
{
    static const char *const needs[] = {[VMI_NEED_NOTHING] = "", [VMI_NEED_COLUMN] = ", required; may be empty", [VMI_NEED_CELL] = ", required"};
    for (size_t j = 0; j < count; j++) {
        char kind[64];
        snprintf(kind, sizeof kind, "%s%s", vmi_column_type_name(list[j].type), needs[list[j].need]);
        put_item(list[j].name, kind);
        put_line(list[j].meaning);
    }
}

/* Those that metrics have only where they are asked for. */
static bool further_columns(void)
{
    struct vmi_metric_form form;
    vmi_metric_form_set(&form, VMI_METRIC_TREND | VMI_METRIC_BASELINE | VMI_METRIC_SPARK);
    put_columns(form.columns + vmi_metric_type.count, form.type.count - vmi_metric_type.count);
    return true;
}

static bool columns(const char *name)
{
    for (size_t i = 0; vmi_record_types[i]; i++)
        if (strcmp(vmi_record_types[i]->name, name) == 0) {
            put_columns(vmi_record_types[i]->columns, vmi_record_types[i]->count);
            return true;
        }
    return strcmp(name, "further-metrics") == 0 && further_columns();
}

static void measures(void)
{
    for (int i = 0; i < VMI_MEASURES; i++) {
        const struct vmi_measure_row *row = &vmi_measures[i];
        char kind[80];
        const char *stock = row->stock > 0 ? "; stock +" : row->stock < 0 ? "; stock \\-" : "";
        const char *demand = row->demand > 0 ? "; demand +" : row->demand < 0 ? "; demand \\-" : "";
        snprintf(kind, sizeof kind, "%s%s%s%s", vmi_measure_kind_name(row->kind), stock, demand, row->is_signed ? "; may be below 0" : "");
        printf(".It Cm %s Pq \"%s\"\n", row->name, kind);
        put_line(row->meaning);
    }
}

/* "days, 0 to 3660": the unit of a term and the bounds of its value. */
static void term_kind(const struct vmi_term_row *row, char kind[128])
{
    char least[VMI_DECIMAL_TEXT_SIZE], most[VMI_DECIMAL_TEXT_SIZE];
    vmi_decimal_format(row->least, least);
    vmi_decimal_format(row->most, most);
    if (row->type != VMI_TERM_DECIMAL)
        snprintf(kind, 128, "%s", row->unit ? row->unit : "text");
    else if (row->most >= VMI_DECIMAL_MAXIMUM - 1)
        snprintf(kind, 128, "%s%s", row->unit, row->above_least ? ", above 0" : "");
    else if (row->above_least)
        snprintf(kind, 128, "%s, above %s and below %s", row->unit, least, most);
    else
        snprintf(kind, 128, "%s, %s to %s", row->unit, least, most);
}

static void terms(void)
{
    for (int i = 0; i < VMI_TERMS; i++) {
        const struct vmi_term_row *row = &vmi_term_rows[i];
        char kind[128];
        term_kind(row, kind);
        put_item(row->name, kind);
        put_line(row->meaning);
        puts(".br");
        if (row->words) {
            put_words(row);
            fputs("; ", stdout);
        }
        if (row->preset)
            printf("default %s; ", row->preset);
        fputs(row->tools ? "used by" : "checked and shown; no tool of this version acts on it", stdout);
        int left = row->tools;
        for (int j = 0; vmi_tool_name(j); j++) {
            if (!(left >> j & 1))
                continue;
            left &= ~(1 << j);
            printf("\n.Xr %s 1%s", vmi_tool_name(j), !left ? "" : left & (left - 1) ? " ," : "\nand");
        }
        putchar('\n');
    }
}

static void reasons(void)
{
    for (int i = VMI_REASON_NONE + 1; i < VMI_REASONS; i++) {
        put_item(vmi_reasons[i].code, vmi_reasons[i].keeps ? "no line" : "changes the line");
        put_line(vmi_reasons[i].meaning);
    }
}

static void lefts(void)
{
    for (int i = VMI_LEFT_NONE + 1; i < VMI_LEFTS; i++) {
        put_item(vmi_lefts[i].code, "");
        put_line(vmi_lefts[i].meaning);
    }
}

/* "IA, 5, -": how the standards say it. */
static void statuses(void)
{
    for (int i = VMI_LINE_NONE + 1; i < VMI_LINE_STATUSES; i++) {
        const struct vmi_line_status_row *row = &vmi_line_statuses[i];
        const char *const codes[] = {row->ack01, row->action, row->deviation};
        char text[64];
        size_t length = 0;
        for (size_t j = 0; j < VMI_COUNT(codes); j++)
            length += (size_t)snprintf(text + length, sizeof text - length, "%s%s", j ? ", " : "", *codes[j] ? codes[j] : "-");
        put_item(row->code, text);
        put_line(row->meaning);
    }
}

static void exceptions(void)
{
    for (int i = 0; i < VMI_EXCEPTIONS; i++) {
        put_item(vmi_line_exceptions[i].code, "");
        put_line(vmi_line_exceptions[i].meaning);
    }
}

static void put_metrics(bool formulas)
{
    for (size_t i = 0; i < vmi_kpi_row_count; i++) {
        char kind[64];
        const char *better = vmi_kpi_rows[i].better;
        snprintf(kind, sizeof kind, "%s%s%s", vmi_kpi_rows[i].unit, *better ? "; better " : "", better);
        put_item(vmi_kpi_rows[i].name, kind);
        put_line(vmi_kpi_rows[i].definition);
        if (!formulas)
            continue;
        puts(".br");
        put_line(vmi_kpi_rows[i].formula);
    }
}

static void metrics(void)
{
    put_metrics(false);
}

static void formulas(void)
{
    put_metrics(true);
}

/* Those of one tool, by its name without vmi-. */
static bool tool_findings(const char *tool)
{
    bool any = false;
    for (int i = 0; i < VMI_FINDING_CODES; i++) {
        if (strcmp(vmi_finding_codes[i].tool + strlen("vmi-"), tool) != 0)
            continue;
        put_item(vmi_finding_codes[i].code, vmi_finding_codes[i].severity);
        put_line(vmi_finding_codes[i].meaning);
        any = true;
    }
    return any;
}

/* All, with the tool that finds each. */
static void findings(void)
{
    for (int i = 0; i < VMI_FINDING_CODES; i++) {
        char kind[64];
        snprintf(kind, sizeof kind, "%s, %s", vmi_finding_codes[i].tool, vmi_finding_codes[i].severity);
        put_item(vmi_finding_codes[i].code, kind);
        put_line(vmi_finding_codes[i].meaning);
    }
}

/* The codes of CHECKS whose severity can be agreed upon; the others. */
static void put_checks(bool allowed)
{
    for (int i = 0; i < VMI_CHECKS; i++) {
        if (vmi_check_allows((enum vmi_check)i, VMI_SEVERITY_IGNORE) != allowed)
            continue;
        put_item(vmi_checks[i].code, allowed ? vmi_severity_name(vmi_checks[i].preset) : "");
        put_line(vmi_checks[i].meaning);
    }
}

static void checks(void)
{
    put_checks(true);
}

static void mistakes(void)
{
    put_checks(false);
}

static void policies(void)
{
    for (int i = 0; i < VMI_POLICIES; i++) {
        const struct vmi_policy *policy = &vmi_policies[i];
        struct vmi_slice name = vmi_term_word(VMI_TERM_POLICY, i);
        char text[64], formula[256];
        snprintf(text, sizeof text, "%.*s", VMI_SLICE_PRINT(name));
        put_item(text, "");
        put_line(policy->meaning);
        snprintf(formula, sizeof formula, "%s", policy->formula);
        char *max = strstr(formula, "; ");
        if (max)
            *max = '\0';
        fputs(".br\nmin = ", stdout);
        put_text(formula);
        fputs("; max = ", stdout);
        put_line(max ? max + 2 : "");
        puts(".br");
        fputs("needs ", stdout);
        for (int j = 0; policy->needs[j] != VMI_TERMS; j++)
            printf("%s%s", j ? " and " : "", vmi_term_rows[policy->needs[j]].name);
        putchar('\n');
    }
}

/* "a, b, c" out of "a b c", in lines of a readable length. */
static void put_names(const char *names, size_t *width)
{
    struct vmi_slice rest = vmi_slice_of(names);
    while (rest.text) {
        struct vmi_slice name = vmi_slice_cut(&rest, ' ');
        if (*width + name.length > 110)
            fputs(",\n", stdout), *width = 0;
        else if (*width)
            fputs(", ", stdout), *width += 2;
        printf("%.*s", VMI_SLICE_PRINT(name));
        *width += name.length;
    }
}

static const char *meaning_name(enum alias_kind kind, int meaning)
{
    if (kind == ALIAS_ROLE)
        return role_name((enum role)meaning);
    return measure_called(meaning);
}

/* The rows of two kinds, which stand together where they are about one thing. */
static void aliases(enum alias_kind kind, enum alias_kind other)
{
    size_t width = 0;
    for (size_t i = 0; i < alias_row_count; i++) {
        const struct alias_row *row = &alias_rows[i];
        if (row->kind != kind && row->kind != other)
            continue;
        if (!width || row[-1].meaning != row->meaning) {
            if (width)
                putchar('\n');
            put_item(meaning_name(kind, row->meaning), "");
            width = 0;
        }
        put_names(row->names, &width);
    }
    putchar('\n');
}

static void traps(void)
{
    for (size_t i = 0; i < trap_row_count; i++) {
        size_t width = 0;
        puts(".It");
        put_names(trap_rows[i].names, &width);
        fputs(":\n", stdout);
        put_line(trap_rows[i].meaning);
    }
}

static void messages(void)
{
    const struct vmi_edi_message_row *row;
    for (size_t at = 0; (row = vmi_edi_message(at)) != NULL; at++) {
        printf(".It Cm %s Ta ", row->id);
        put_line(row->meaning);
    }
}

enum { MOST_CODES = 1000 };

/* The first row of the element of row AT, and how many there are of it. */
static size_t of_element(const struct vmi_edi_code_row *rows, size_t count, size_t at)
{
    size_t n = 0;
    while (at + n < count && strcmp(rows[at + n].element, rows[at].element) == 0)
        n++;
    return n;
}

static bool same_codes(const struct vmi_edi_code_row *a, const struct vmi_edi_code_row *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(a[i].code, b[i].code) != 0 || strcmp(a[i].meaning, b[i].meaning) != 0)
            return false;
    return true;
}

/* A table for each element; elements that have the same codes share one. */
static void codes(void)
{
    static struct vmi_edi_code_row rows[MOST_CODES];
    size_t count = 0, next;
    bool done[MOST_CODES] = {false};
    while (count < MOST_CODES && vmi_edi_code(count, &rows[count]))
        count++;
    for (size_t at = 0; at < count; at = next) {
        size_t n = of_element(rows, count, at);
        next = at + n;
        if (done[at])
            continue;
        printf(".Pp\n.Cm %s", rows[at].element);
        for (size_t other = next; other < count; other += of_element(rows, count, other)) {
            if (of_element(rows, count, other) != n || !same_codes(rows + at, rows + other, n))
                continue;
            printf(" , %s", rows[other].element);
            done[other] = true;
        }
        puts(" :\n.Bl -column \"145\" \"transferred_out\" \"meaning\"");
        for (size_t i = at; i < next; i++) {
            printf(".It Cm %s Ta %s Ta ", rows[i].code, *rows[i].measure ? rows[i].measure : "\\(en");
            put_line(rows[i].meaning);
        }
        puts(".El");
    }
}

static bool names(const char *what)
{
    if (strcmp(what, "columns") == 0)
        aliases(ALIAS_ROLE, ALIAS_ROLE);
    else if (strcmp(what, "measures") == 0)
        aliases(ALIAS_MEASURE, ALIAS_VAGUE);
    else if (strcmp(what, "words") == 0)
        aliases(ALIAS_WORD, ALIAS_WORD);
    else if (strcmp(what, "traps") == 0)
        traps();
    else
        return false;
    return true;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*describe)(void);
    } sections[] = {
        {"measures", measures}, {"terms", terms},       {"reasons", reasons},   {"metrics", metrics}, {"formulas", formulas}, {"policies", policies}, {"findings", findings},
        {"checks", checks},     {"mistakes", mistakes}, {"messages", messages}, {"codes", codes},     {"lefts", lefts},       {"statuses", statuses}, {"exceptions", exceptions},
    };
    if (argc == 3 && strcmp(argv[1], "columns") == 0 && columns(argv[2]))
        return 0;
    if (argc == 3 && strcmp(argv[1], "findings") == 0 && tool_findings(argv[2]))
        return 0;
    if (argc == 3 && strcmp(argv[1], "names") == 0 && names(argv[2]))
        return 0;
    for (size_t i = 0; i < VMI_COUNT(sections); i++)
        if (argc == 2 && strcmp(argv[1], sections[i].name) == 0) {
            sections[i].describe();
            return 0;
        }
    fprintf(stderr,
            "describe: columns TYPE, names KIND, measures, terms, reasons, metrics, formulas, policies, findings [TOOL], checks, mistakes, messages, codes, lefts, statuses "
            "or exceptions "
            "was expected\n");
    return 2;
}
