#include "calendar_internal.h"

#include <stdio.h>
#include <stdlib.h>

#include "vmi/memory.h"

enum {
    DEEPEST = 16, /* components within each other; a VALARM in a VEVENT in a VCALENDAR is the third */
    LONGEST_NAME = 32,
};

const char *const vmi_ical_names[VMI_ICAL_KINDS] = {
    [VMI_ICAL_DTSTART] = "DTSTART",   [VMI_ICAL_DTEND] = "DTEND",
    [VMI_ICAL_DURATION] = "DURATION", [VMI_ICAL_RRULE] = "RRULE",
    [VMI_ICAL_EXRULE] = "EXRULE",     [VMI_ICAL_RDATE] = "RDATE",
    [VMI_ICAL_EXDATE] = "EXDATE",     [VMI_ICAL_RECURRENCE_ID] = "RECURRENCE-ID",
    [VMI_ICAL_UID] = "UID",           [VMI_ICAL_STATUS] = "STATUS",
};

struct reader {
    struct vmi_slice rest;
    uint64_t line, next_line; /* of the line that was read, which may be folded, and of the next */
    struct vmi_buffer folded;
    struct vmi_arena arena; /* what the events keep */
    char open[DEEPEST][LONGEST_NAME];
    int depth;
    struct vmi_ical_events events;
    struct vmi_ical_event event; /* the one that is open */
    struct vmi_ical_property **last;
    struct vmi_error *error;
};

static bool fail(struct reader *r, const char *text)
{
    r->error->line = r->line;
    r->error->column = 0;
    return vmi_error_set(r->error, VMI_USAGE, "calendar", "%s", text);
}

bool vmi_ical_wrong(struct vmi_error *error, uint64_t line, const char *name, struct vmi_slice value,
                    const char *expected)
{
    char quoted[VMI_QUOTED_SIZE];
    error->line = line;
    error->column = 0;
    return vmi_error_set(error, VMI_USAGE, "calendar", "%s %s %s", name, vmi_text_quote(value, quoted),
                         expected);
}

/* ---- lines ---- */

static struct vmi_slice take_physical(struct reader *r)
{
    struct vmi_slice line = vmi_slice_cut(&r->rest, '\n');
    r->next_line++;
    if (line.length && line.text[line.length - 1] == '\r')
        line.length--;
    return line;
}

static bool is_continued(const struct reader *r)
{
    return r->rest.length && (r->rest.text[0] == ' ' || r->rest.text[0] == '\t');
}

/* The next line, put together where it is folded; false at the end. It lives until the next call. */
static bool next_line(struct reader *r, struct vmi_slice *line)
{
    if (!r->rest.text)
        return false;
    r->line = r->next_line;
    *line = take_physical(r);
    if (!is_continued(r))
        return true;
    vmi_buffer_clear(&r->folded);
    vmi_buffer_add_slice(&r->folded, *line);
    while (is_continued(r)) {
        struct vmi_slice more = take_physical(r);
        if (more.length)
            vmi_buffer_add(&r->folded, more.text + 1, more.length - 1);
    }
    *line = vmi_buffer_slice(&r->folded);
    return true;
}

/* ---- components ---- */

static bool is_open(const struct reader *r, int depth, const char *name)
{
    return r->depth == depth && vmi_ical_same(vmi_slice_of(r->open[depth - 1]), vmi_slice_of(name));
}

static bool in_event(const struct reader *r)
{
    return is_open(r, 2, "VEVENT");
}

static bool begin(struct reader *r, struct vmi_slice name)
{
    if (r->depth == 0 && !vmi_ical_same(name, VMI_SLICE("VCALENDAR")))
        return fail(r, "is not an iCalendar text; BEGIN:VCALENDAR was expected");
    if (r->depth == DEEPEST)
        return fail(r, "components lie too deep within each other; at most 16 were expected");
    if (!name.length || name.length >= LONGEST_NAME || memchr(name.text, '\0', name.length))
        return vmi_ical_wrong(r->error, r->line, "BEGIN", name,
                              "is no component; such as BEGIN:VEVENT was expected");
    memcpy(r->open[r->depth], name.text, name.length);
    r->open[r->depth++][name.length] = '\0';
    if (in_event(r)) {
        r->event = (struct vmi_ical_event){.line = r->line};
        r->last = &r->event.properties;
    }
    return true;
}

static bool end(struct reader *r, struct vmi_slice name)
{
    if (!r->depth || !vmi_ical_same(name, vmi_slice_of(r->open[r->depth - 1]))) {
        char expected[LONGEST_NAME + 48];
        if (!r->depth)
            return fail(r, "is not an iCalendar text; BEGIN:VCALENDAR was expected");
        snprintf(expected, sizeof expected, "closes nothing that is open; END:%s was expected",
                 r->open[r->depth - 1]);
        return vmi_ical_wrong(r->error, r->line, "END", name, expected);
    }
    if (in_event(r)) {
        struct vmi_ical_events *events = &r->events;
        if (!vmi_ical_settle(&r->event, r->error))
            return false;
        events->items = vmi_grow(events->items, &events->capacity, events->count + 1, sizeof *events->items);
        events->items[events->count++] = r->event;
    }
    r->depth--;
    return true;
}

static void add_property(struct reader *r, const struct vmi_ical_line *line)
{
    for (int kind = 0; kind < VMI_ICAL_KINDS; kind++) {
        if (!vmi_ical_same(line->name, vmi_slice_of(vmi_ical_names[kind])))
            continue;
        struct vmi_ical_property *property = vmi_arena_alloc(&r->arena, sizeof *property);
        *property = (struct vmi_ical_property){.kind = (enum vmi_ical_kind)kind,
                                               .parameters = vmi_arena_dup(&r->arena, line->parameters),
                                               .value = vmi_arena_dup(&r->arena, line->value),
                                               .line = r->line};
        *r->last = property;
        r->last = &property->next;
        return;
    }
}

static bool read_line(struct reader *r, struct vmi_slice text)
{
    struct vmi_ical_line line;
    if (!vmi_slice_trim(text).length)
        return true;
    if (!vmi_ical_split(text, &line)) {
        if (!r->depth)
            return fail(r, "is not an iCalendar text; BEGIN:VCALENDAR was expected");
        return vmi_ical_wrong(r->error, r->line, "the line", text,
                              "is none of iCalendar; NAME:VALUE was expected");
    }
    if (vmi_ical_same(line.name, VMI_SLICE("BEGIN")))
        return begin(r, vmi_slice_trim(line.value));
    if (vmi_ical_same(line.name, VMI_SLICE("END")))
        return end(r, vmi_slice_trim(line.value));
    if (!r->depth)
        return fail(r, "is not an iCalendar text; BEGIN:VCALENDAR was expected");
    if (in_event(r))
        add_property(r, &line);
    return true;
}

static bool read_lines(struct reader *r)
{
    struct vmi_slice line;
    bool any = false;
    while (next_line(r, &line)) {
        if (!read_line(r, line))
            return false;
        any = any || r->depth;
    }
    if (!any)
        return fail(r, "is not an iCalendar text; BEGIN:VCALENDAR was expected");
    return r->depth ? fail(r, "the iCalendar text is cut off; END:VCALENDAR was expected") : true;
}

bool vmi_ical_read(struct vmi_slice ics, struct vmi_day_set *set, size_t *skipped, struct vmi_error *error)
{
    struct reader r = {.rest = vmi_slice_without_mark(ics), .line = 1, .next_line = 1, .error = error};
    *skipped = 0;
    bool good = read_lines(&r) && vmi_ical_close(&r.events, set, skipped, error);
    if (!good)
        *skipped = 0;
    free(r.events.items);
    vmi_buffer_free(&r.folded);
    vmi_arena_free(&r.arena);
    return good;
}
