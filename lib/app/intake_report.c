/*
 * The report of a run as JSON: what was read, how, and what became of it. Nothing in it is of the clock or the machine.
 */
#include <stdlib.h>

#include "intake_internal.h"
#include "vmi/sink.h"

/* ---- JSON ----------------------------------------------------------------------------------------------- */

/* Lines are indented by depth; a comma stands before all but the first member. */
struct report {
    struct vmi_buffer text;
    unsigned depth;
    bool first;
};

static void begin_member(struct report *r, const char *key)
{
    vmi_buffer_print(&r->text, "%s\n%*s", r->first ? "" : ",", (int)(2 * r->depth), "");
    if (key) {
        vmi_encode_json(&r->text, vmi_slice_of(key));
        vmi_buffer_print(&r->text, ": ");
    }
    r->first = false;
}

static void open_member(struct report *r, const char *key, char bracket)
{
    begin_member(r, key);
    vmi_buffer_add(&r->text, &bracket, 1);
    r->depth++;
    r->first = true;
}

static void close_member(struct report *r, char bracket)
{
    r->depth--;
    if (!r->first)
        vmi_buffer_print(&r->text, "\n%*s", (int)(2 * r->depth), "");
    vmi_buffer_add(&r->text, &bracket, 1);
    r->first = false;
}

static void put_count(struct report *r, const char *key, uint64_t count)
{
    begin_member(r, key);
    vmi_buffer_print(&r->text, "%llu", (unsigned long long)count);
}

static void put_text(struct report *r, const char *key, struct vmi_slice text)
{
    begin_member(r, key);
    vmi_encode_json(&r->text, text);
}

static void put_yes(struct report *r, const char *key, bool yes)
{
    begin_member(r, key);
    vmi_buffer_print(&r->text, yes ? "true" : "false");
}

/* An unknown day is an absent key. */
static void put_day(struct report *r, const char *key, int32_t day)
{
    char text[VMI_DATE_TEXT_SIZE];
    size_t length = vmi_day_format(day, text);
    if (length)
        put_text(r, key, (struct vmi_slice){text, length});
}

/* ---- parts ---------------------------------------------------------------------------------------------- */

static void put_options(struct report *r)
{
    const struct vmi_texts *given = &vmi_settings()->given;
    open_member(r, "options", '[');
    for (size_t i = 0; i + 1 < given->count; i += 2) {
        open_member(r, NULL, '{');
        put_text(r, "name", vmi_slice_of(given->texts[i]));
        if (given->texts[i + 1])
            put_text(r, "value", vmi_slice_of(given->texts[i + 1]));
        close_member(r, '}');
    }
    close_member(r, ']');
}

static void put_file(struct report *r, const struct intake_file *file)
{
    char digest[VMI_DIGEST_TEXT_SIZE];
    open_member(r, NULL, '{');
    put_text(r, "name", vmi_slice_of(file->name));
    if (file->has_value)
        put_text(r, "sha256", vmi_slice_of(vmi_digest_text(file->value, digest)));
    put_count(r, "bytes", file->bytes);
    put_count(r, file->edi ? "segments" : "rows", file->rows);
    put_count(r, "records", file->records);
    put_count(r, "set_aside", file->set_aside);
    if (file->duplicate_of) {
        put_text(r, "duplicate_of", vmi_slice_of(file->duplicate_of->name));
    } else {
        put_text(r, "format", vmi_slice_of(file->format));
        put_text(r, "encoding", vmi_slice_of(file->encoding));
        if (file->edi) {
            put_count(r, "interchanges", file->interchanges);
            put_count(r, "messages", file->messages);
        }
        if (file->delimiter)
            put_text(r, "delimiter", (struct vmi_slice){&file->delimiter, 1});
        open_member(r, "unused_columns", '[');
        for (size_t i = 0; i < file->unused_count; i++)
            put_text(r, NULL, file->unused[i]);
        close_member(r, ']');
    }
    close_member(r, '}');
}

static void put_checks(struct report *r, const struct vmi_intake *in, const char *key,
                       enum vmi_severity severity)
{
    open_member(r, key, '{');
    for (int i = 0; i < VMI_CHECKS; i++)
        if (in->severities[i] == severity && in->summary.checks[i])
            put_count(r, vmi_checks[i].code, in->summary.checks[i]);
    close_member(r, '}');
}

static void put_set_aside(struct report *r, const struct vmi_summary *s)
{
    open_member(r, "set_aside", '{');
    put_count(r, "total", s->rejected);
    open_member(r, "by_code", '{');
    for (size_t i = 0; i < VMI_SUMMARY_MOST_CODES && s->codes[i].code; i++)
        put_count(r, s->codes[i].code, s->codes[i].count);
    close_member(r, '}');
    close_member(r, '}');
}

static void put_duplicates(struct report *r, const struct vmi_summary *s)
{
    uint64_t all = 0;
    open_member(r, "duplicates", '{');
    for (int i = 0; i < VMI_DUPLICATES; i++)
        all += s->duplicates[i];
    put_count(r, "total", all);
    open_member(r, "by_kind", '{');
    for (int i = 0; i < VMI_DUPLICATES; i++)
        if (s->duplicates[i])
            put_count(r, vmi_duplicate_name((enum vmi_duplicate)i), s->duplicates[i]);
    close_member(r, '}');
    close_member(r, '}');
}

static void put_totals(struct report *r, struct vmi_intake *in)
{
    const struct vmi_summary *s = &in->summary;
    int32_t first, last;
    size_t places;
    vmi_screen_days(in->screen, &first, &last);
    vmi_screen_places(in->screen, &places);
    open_member(r, "totals", '{');
    put_count(r, "rows", s->rows);
    if (s->segments)
        put_count(r, "segments", s->segments);
    put_count(r, "records", s->records);
    put_set_aside(r, s);
    put_duplicates(r, s);
    put_checks(r, in, "warnings", VMI_SEVERITY_WARNING);
    put_checks(r, in, "notes", VMI_SEVERITY_NOTE);
    put_count(r, "restated", s->checks[VMI_CHECK_RESTATED]);
    put_count(r, "converted", s->converted);
    put_count(r, "ignored", s->ignored);
    if (s->segments)
        put_count(r, "no_activity", s->passed);
    put_count(r, "empty", s->empty);
    open_member(r, "dates", '{');
    put_day(r, "first", first);
    put_day(r, "last", last);
    close_member(r, '}');
    put_count(r, "locations", places);
    put_count(r, "items", vmi_screen_item_count(in->screen));
    close_member(r, '}');
}

static void put_place(struct report *r, const struct vmi_screen_place *place, int32_t as_of)
{
    open_member(r, NULL, '{');
    put_text(r, "location", place->name);
    put_day(r, "first", place->first);
    put_day(r, "last", place->last);
    put_count(r, "records", place->records);
    put_count(r, "items", place->items);
    if (place->expected)
        put_count(r, "items_expected", place->expected);
    if (place->last != VMI_DAY_NONE && as_of > place->last)
        put_count(r, "days_late", (uint64_t)(as_of - place->last));
    else if (place->last != VMI_DAY_NONE)
        put_count(r, "days_late", 0);
    put_count(r, "feed_days", (uint64_t)place->feed_days);
    put_yes(r, "late", vmi_screen_is_late(place, as_of));
    close_member(r, '}');
}

static void put_freshness(struct report *r, struct vmi_intake *in)
{
    size_t count;
    const struct vmi_screen_place *const *places = vmi_screen_places(in->screen, &count);
    open_member(r, "freshness", '[');
    for (size_t i = 0; i < count; i++)
        put_place(r, places[i], intake_as_of(in));
    close_member(r, ']');
}

static void put_settled(struct report *r, const struct vmi_summary *s)
{
    open_member(r, "settled", '[');
    for (size_t i = 0; i < s->settled_count; i++) {
        open_member(r, NULL, '{');
        put_text(r, "file", s->settled[i].file);
        put_text(r, "text", s->settled[i].text);
        close_member(r, '}');
    }
    close_member(r, ']');
}

void intake_report(struct vmi_intake *in, struct vmi_sink *sink)
{
    struct report r = {.depth = 1, .first = true};
    vmi_buffer_print(&r.text, "{");
    put_text(&r, "tool", VMI_SLICE("vmi-ingest"));
    put_text(&r, "version", VMI_SLICE(VMI_VERSION));
    put_options(&r);
    if (in->options.agreement)
        put_text(&r, "agreement", vmi_agreement_label(in->options.agreement));
    put_day(&r, "as_of", intake_as_of(in));
    open_member(&r, "files", '[');
    for (size_t i = 0; i < in->file_count; i++)
        put_file(&r, &in->files[i]);
    close_member(&r, ']');
    put_totals(&r, in);
    put_freshness(&r, in);
    put_settled(&r, &in->summary);
    vmi_buffer_print(&r.text, "\n}\n");
    vmi_sink_write(sink, vmi_buffer_slice(&r.text));
    vmi_buffer_free(&r.text);
}
