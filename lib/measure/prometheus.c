#include "vmi/prometheus.h"

#include <math.h>
#include <stdlib.h>

#include "vmi/finding.h"
#include "vmi/kpi.h"
#include "vmi/map.h"
#include "vmi/memory.h"
#include "vmi/statistic.h"

/* Values of labels and the text of HELP; in the latter a quote is not special. */
static void put_escaped(struct vmi_buffer *out, struct vmi_slice text, bool is_label)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.text[i];
        if (byte == '\n')
            vmi_buffer_print(out, "\\n");
        else if (byte == '\\' || (is_label && byte == '"'))
            vmi_buffer_print(out, "\\%c", byte);
        else
            vmi_buffer_add(out, &byte, 1);
    }
}

/* What may not stand in a name becomes _. */
static void put_name(struct vmi_buffer *out, struct vmi_slice metric, const char *suffix)
{
    vmi_buffer_print(out, "vmi_");
    for (size_t i = 0; i < metric.length; i++) {
        char byte = metric.text[i];
        bool fits = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                    (byte >= '0' && byte <= '9') || byte == '_';
        vmi_buffer_add(out, fits ? &byte : "_", 1);
    }
    vmi_buffer_print(out, "%s", suffix);
}

static void put_label(struct vmi_buffer *out, struct vmi_slice name, struct vmi_slice value)
{
    if (!value.length)
        return;
    vmi_buffer_print(out, "%s%.*s=\"", out->length ? "," : "", VMI_SLICE_PRINT(name));
    put_escaped(out, value, true);
    vmi_buffer_print(out, "\"");
}

static bool is_period(struct vmi_slice name)
{
    for (int i = VMI_KPI_WHOLE + 1; i < VMI_KPI_PERIODS; i++)
        if (vmi_slice_is(name, vmi_kpi_period_name((enum vmi_kpi_period)i)))
            return true;
    return false;
}

/* Where it is measured, but not when. LABELS is overwritten. */
static void find_labels(struct vmi_buffer *labels, const struct vmi_metric *m)
{
    struct vmi_slice rest = m->part;
    vmi_buffer_clear(labels);
    put_label(labels, VMI_SLICE("scope"), m->scope);
    put_label(labels, VMI_SLICE("location"), m->location);
    put_label(labels, VMI_SLICE("sku"), m->sku);
    put_label(labels, VMI_SLICE("class"), m->class);
    put_label(labels, VMI_SLICE("items"), vmi_kpi_others_of(m));
    while (rest.length) {
        struct vmi_slice value = vmi_slice_cut(&rest, ';'), name = vmi_slice_cut(&value, '=');
        if (!is_period(name))
            put_label(labels, name, value);
    }
}

static double value_of(const struct vmi_metric *m)
{
    return m->value;
}

static double missing_of(const struct vmi_metric *m)
{
    return m->missing;
}

static double met_of(const struct vmi_metric *m)
{
    return vmi_slice_is(m->status, "met") ? 1 : vmi_slice_is(m->status, "missed") ? 0 : NAN;
}

/* One gauge of a metric; what is known of it. */
struct gauge {
    const char *suffix, *help; /* NULL: the definition */
    double (*value)(const struct vmi_metric *m);
};

static const struct gauge gauges[] = {
    {"", NULL, value_of},
    {"_missing", "share of the scope that could not be observed", missing_of},
    {"_met", "1 where the target is met, 0 where it is missed", met_of},
};

/* Those of one name, wherever they stand among the others. */
struct family {
    const struct vmi_metric **members;
    size_t count;
};

static void put_head(struct vmi_buffer *out, const struct gauge *gauge, const struct vmi_metric *m)
{
    vmi_buffer_print(out, "# HELP ");
    put_name(out, m->metric, gauge->suffix);
    vmi_buffer_print(out, " ");
    put_escaped(out, gauge->help ? vmi_slice_of(gauge->help) : m->definition, false);
    vmi_buffer_print(out, "\n# TYPE ");
    put_name(out, m->metric, gauge->suffix);
    vmi_buffer_print(out, " gauge\n");
}

static void put_gauge(struct vmi_buffer *out, const struct gauge *gauge, const struct family *f)
{
    struct vmi_buffer labels = {0}, later = {0};
    bool any = false;
    for (size_t i = f->count; i-- > 0;) { /* of one series the last period comes first, and stands */
        double value = gauge->value(f->members[i]);
        char text[VMI_STATISTIC_TEXT_SIZE];
        find_labels(&labels, f->members[i]);
        bool is_passed = vmi_slice_equal(vmi_buffer_slice(&labels), vmi_buffer_slice(&later));
        vmi_buffer_clear(&later);
        vmi_buffer_add_slice(&later, vmi_buffer_slice(&labels));
        if (is_passed || isnan(value))
            continue;
        if (!any)
            put_head(out, gauge, f->members[i]);
        any = true;
        put_name(out, f->members[i]->metric, gauge->suffix);
        if (labels.length)
            vmi_buffer_print(out, "{%.*s}", (int)labels.length, labels.text);
        vmi_statistic_format(value, text);
        vmi_buffer_print(out, " %s\n", text);
    }
    vmi_buffer_free(&labels);
    vmi_buffer_free(&later);
}

/* ---- findings ----------------------------------------------------------------------------------------- */

/* What was found under a code, in all or at one location. */
struct tally_of_code {
    size_t count, valued;
    double value;
};

static void put_finding(struct vmi_buffer *out, const char *name, const struct vmi_finding_row *row,
                        struct vmi_slice location, double value)
{
    struct vmi_buffer labels = {0};
    char text[VMI_STATISTIC_TEXT_SIZE];
    put_label(&labels, VMI_SLICE("code"), vmi_slice_of(row->code));
    put_label(&labels, VMI_SLICE("severity"), vmi_slice_of(row->severity));
    put_label(&labels, VMI_SLICE("location"), location);
    vmi_statistic_format(value, text);
    vmi_buffer_print(out, "%s{%.*s} %s\n", name, VMI_SLICE_PRINT(vmi_buffer_slice(&labels)), text);
    vmi_buffer_free(&labels);
}

static void put_findings_head(struct vmi_buffer *out, const char *name, const char *help)
{
    vmi_buffer_print(out, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

/* Those of one code stand together, by location. */
static void put_locations(struct vmi_buffer *out, const struct vmi_finding *findings, size_t count)
{
    for (size_t i = 0, begin = 0; i < count; i++) {
        bool last = i + 1 == count || !vmi_slice_equal(findings[i].code, findings[i + 1].code) ||
                    !vmi_slice_equal(findings[i].location, findings[i + 1].location);
        if (!last)
            continue;
        put_finding(out, "vmi_findings_at", vmi_finding_find(findings[i].code), findings[i].location,
                    (double)(i + 1 - begin));
        begin = i + 1;
    }
}

void vmi_prometheus_add_findings(struct vmi_buffer *out, const struct vmi_finding *findings, size_t count,
                                 const char *tool)
{
    struct tally_of_code tallies[VMI_FINDING_CODES] = {{0, 0, 0}};
    for (size_t i = 0; i < count; i++) {
        struct tally_of_code *t = &tallies[vmi_finding_find(findings[i].code) - vmi_finding_codes];
        t->count++;
        if (findings[i].value == VMI_DECIMAL_UNKNOWN)
            continue;
        t->valued++;
        t->value += vmi_decimal_to_double(findings[i].value);
    }
    put_findings_head(out, "vmi_findings", "findings of each code");
    for (int i = 0; i < VMI_FINDING_CODES; i++)
        if (strcmp(vmi_finding_codes[i].tool, tool) == 0)
            put_finding(out, "vmi_findings", &vmi_finding_codes[i], VMI_SLICE_NONE, (double)tallies[i].count);
    put_findings_head(out, "vmi_findings_value", "what they are worth, as far as that is known");
    for (int i = 0; i < VMI_FINDING_CODES; i++)
        if (strcmp(vmi_finding_codes[i].tool, tool) == 0 && (tallies[i].valued || !tallies[i].count))
            put_finding(out, "vmi_findings_value", &vmi_finding_codes[i], VMI_SLICE_NONE, tallies[i].value);
    put_findings_head(out, "vmi_findings_at", "findings of each code and location");
    put_locations(out, findings, count);
}

/* ---- metrics ------------------------------------------------------------------------------------------ */

void vmi_prometheus_add(struct vmi_buffer *out, const struct vmi_metric *metrics, size_t count)
{
    struct vmi_map names = {0};
    uint32_t *numbers = vmi_alloc((count + 1) * sizeof *numbers);
    struct family f = {.members = vmi_alloc((count + 1) * sizeof(struct vmi_metric *))};
    for (size_t i = 0; i < count; i++)
        numbers[i] = vmi_map_intern(&names, metrics[i].metric);
    for (size_t name = 0; name < names.count; name++) {
        f.count = 0;
        for (size_t i = 0; i < count; i++)
            if (numbers[i] == name)
                f.members[f.count++] = &metrics[i];
        for (size_t g = 0; g < VMI_COUNT(gauges); g++)
            put_gauge(out, &gauges[g], &f);
    }
    vmi_map_free(&names);
    free(numbers);
    free(f.members);
}
