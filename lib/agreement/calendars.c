#include "internal.h"
#include "vmi/memory.h"

static bool bad_value(struct agreement_reading *r, const struct vmi_json_node *node, const char *expected)
{
    char quoted[VMI_QUOTED_SIZE];
    agreement_at(r, node);
    return vmi_error_set(r->error, VMI_USAGE, "agreement", "%s %s", vmi_text_quote(node->text, quoted),
                         expected);
}

static bool read_weekdays(struct agreement_reading *r, const struct vmi_json_node *node,
                          struct vmi_calendar *calendar)
{
    vmi_weekdays days;
    if (node->kind != VMI_JSON_STRING)
        return agreement_expected(r, node, "weekdays such as \"MO-FR\"");
    vmi_error_field(r->error, node->key);
    if (!vmi_weekdays_parse(node->text, &days))
        return bad_value(r, node, "is not a set of weekdays; such as MO,WE,FR or MO-FR was expected");
    vmi_calendar_set_weekdays(calendar, days);
    return true;
}

static bool read_closed(struct agreement_reading *r, const struct vmi_json_node *node,
                        struct vmi_calendar *calendar)
{
    if (node->kind != VMI_JSON_ARRAY)
        return agreement_expected(r, node, "an array of dates such as [\"2026-12-25\"]");
    vmi_error_field(r->error, node->key);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        int32_t day;
        if (n->kind != VMI_JSON_STRING || !vmi_day_parse(n->text, &day))
            return bad_value(r, n, "is not a date; YYYY-MM-DD was expected");
        if (day < VMI_CALENDAR_FIRST || day > VMI_CALENDAR_LAST)
            return bad_value(r, n, "is beyond what a calendar holds; a day from 1970 to 2149 was expected");
        vmi_calendar_close(calendar, day);
    }
    return true;
}

static bool read_file_name(struct agreement_reading *r, const struct vmi_json_node *node, uint32_t calendar)
{
    struct vmi_agreement *a = r->agreement;
    if (node->kind != VMI_JSON_STRING)
        return agreement_expected(r, node, "the name of an iCalendar file");
    a->calendar_files = vmi_grow(a->calendar_files, &a->calendar_file_capacity, a->calendar_file_count + 1,
                                 sizeof *a->calendar_files);
    a->calendar_files[a->calendar_file_count++] =
        (struct vmi_calendar_file){agreement_text(r, node), calendar};
    return true;
}

static bool read_file_names(struct agreement_reading *r, const struct vmi_json_node *node, uint32_t calendar)
{
    if (node->kind != VMI_JSON_ARRAY)
        return read_file_name(r, node, calendar);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n))
        if (!read_file_name(r, n, calendar))
            return false;
    return true;
}

static bool read_calendar(struct agreement_reading *r, const struct vmi_json_node *node, uint32_t number)
{
    static const char *const keys[] = {"weekdays", "closed", "ics", "comment"};
    struct vmi_calendar *calendar = r->agreement->calendars[number].calendar;
    if (node->kind != VMI_JSON_OBJECT)
        return agreement_expected(r, node, "an object such as {\"weekdays\": \"MO-FR\"}");
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        bool good = true;
        switch (agreement_key(n, keys, VMI_COUNT(keys))) {
        case 0:
            good = read_weekdays(r, n, calendar);
            break;
        case 1:
            good = read_closed(r, n, calendar);
            break;
        case 2:
            good = read_file_names(r, n, number);
            break;
        case 3:
            break;
        default:
            good = agreement_unknown_key(r, n, "a calendar", keys, VMI_COUNT(keys));
        }
        if (!good)
            return false;
    }
    return true;
}

bool agreement_read_calendars(struct agreement_reading *r, const struct vmi_json_node *node)
{
    struct vmi_agreement *a = r->agreement;
    if (node->kind != VMI_JSON_OBJECT)
        return agreement_expected(r, node, "an object from names to calendars");
    a->calendars = vmi_arena_alloc(&a->arena, (node->children + 1) * sizeof *a->calendars);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        uint32_t number = vmi_map_intern(&a->calendar_names, vmi_json_unescape(n->key, &a->arena));
        a->calendars[number] = (struct agreement_calendar){vmi_calendar_new(&a->arena), n->line, n->column};
        if (!read_calendar(r, n, number))
            return false;
    }
    return true;
}

const struct vmi_calendar_file *vmi_agreement_calendar_files(const struct vmi_agreement *a, size_t *count)
{
    *count = a->calendar_file_count;
    return a->calendar_files;
}

bool vmi_agreement_add_events(struct vmi_agreement *a, size_t index, struct vmi_slice text, size_t *skipped,
                              struct vmi_error *error)
{
    error->line = error->column = 0;
    error->field[0] = '\0';
    agreement_sign(a, text);
    return vmi_calendar_close_events(a->calendars[a->calendar_files[index].calendar].calendar, text, skipped,
                                     error);
}

const struct vmi_calendar *vmi_agreement_calendar(const struct vmi_agreement *a, struct vmi_slice name)
{
    uint32_t number = name.length ? vmi_map_find(&a->calendar_names, name) : VMI_MAP_NONE;
    return number == VMI_MAP_NONE ? NULL : a->calendars[number].calendar;
}
