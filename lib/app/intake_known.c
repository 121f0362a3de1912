/*
 * What is known beside the files of a run: the items that there are, the feed before this one, the day. What should have
 * come and did not is told at the end.
 */
#include <stdlib.h>

#include "intake_internal.h"

/* Of late locations by name; the others are counted, and all stand in the report. */
enum { MOST_NAMED = 10 };

static void expect(void *context, struct vmi_slice location, struct vmi_slice sku)
{
    vmi_screen_expect(context, location, sku);
}

static enum vmi_status load_previous(struct vmi_intake *in)
{
    struct vmi_source *source = vmi_input_open(in->options.previous);
    struct vmi_table_reader_options options = {.format = VMI_FORMAT_AUTO};
    struct vmi_error error = {0};
    struct vmi_activity record;
    enum vmi_next next;
    if (!source)
        return VMI_SYSTEM;
    struct vmi_table_reader *reader = vmi_table_reader_open(source, &vmi_activity_type, &options);
    while ((next = vmi_table_reader_next(reader, &record, &error)) == VMI_NEXT_ROW)
        vmi_screen_precede(in->screen, &record);
    enum vmi_status status = next == VMI_NEXT_END ? VMI_DONE : vmi_report(&error);
    vmi_table_reader_close(reader);
    return status;
}

enum vmi_status intake_load_known(struct vmi_intake *in)
{
    enum vmi_status status;
    if (in->options.items && !vmi_items_each(in->options.items, expect, in->screen, &status))
        return status;
    return in->options.previous ? load_previous(in) : VMI_DONE;
}

static void tell_vanished(struct vmi_intake *in)
{
    struct vmi_slice location, sku;
    size_t at = 0;
    while (vmi_screen_vanished(in->screen, &at, &location, &sku)) {
        enum vmi_check check = sku.text ? VMI_CHECK_VANISHED_ITEM : VMI_CHECK_VANISHED_LOCATION;
        struct vmi_error error = {.file = vmi_shown_name(in->options.previous)};
        char item[VMI_QUOTED_SIZE], place[VMI_QUOTED_SIZE];
        if (!vmi_screen_find(in->screen, check) || vmi_settings()->quiet)
            continue;
        vmi_text_quote(location, place);
        if (sku.text)
            vmi_error_set(&error, VMI_INPUT, vmi_checks[check].code,
                          "%s at %s had a level there, and has no good record in this feed",
                          vmi_text_quote(sku, item), place);
        else
            vmi_error_set(&error, VMI_INPUT, vmi_checks[check].code,
                          "location %s had levels there, and has no good record in this feed", place);
        vmi_report_bad(&error);
    }
}

int32_t intake_as_of(const struct vmi_intake *in)
{
    return in->options.as_of != VMI_DAY_NONE ? in->options.as_of : vmi_screen_last_day(in->screen);
}

static void name_late(const struct vmi_screen_place *place, int32_t as_of, struct vmi_buffer *names)
{
    vmi_buffer_print(names, "%s%.*s (", names->length ? ", " : "", VMI_SLICE_PRINT(place->name));
    if (place->records)
        vmi_buffer_print(names, "%ld days)", (long)as_of - place->last);
    else
        vmi_buffer_print(names, "no record)");
}

/* "12 locations, 2 late as of 2026-11-21, the last day in the input: Berlin (5 days), Hamburg (no record)". */
static void tell_late(struct vmi_intake *in)
{
    size_t count, late = 0;
    int32_t as_of = intake_as_of(in);
    const struct vmi_screen_place *const *places = vmi_screen_places(in->screen, &count);
    struct vmi_buffer names = {0};
    char date[VMI_DATE_TEXT_SIZE];
    bool said = false;
    for (size_t i = 0; i < count; i++) {
        if (!vmi_screen_is_late(places[i], as_of))
            continue;
        said |= vmi_screen_find(in->screen, VMI_CHECK_LATE_LOCATION);
        if (late++ < MOST_NAMED)
            name_late(places[i], as_of, &names);
    }
    if (late > MOST_NAMED)
        vmi_buffer_print(&names, " and %zu more", late - MOST_NAMED);
    if (said) {
        vmi_day_format(as_of, date);
        vmi_note("%zu location%s, %zu late%s%s%s: %.*s", count, count == 1 ? "" : "s", late,
                 *date ? " as of " : "", date,
                 *date && in->options.as_of == VMI_DAY_NONE ? ", the last day in the input" : "",
                 VMI_SLICE_PRINT(vmi_buffer_slice(&names)));
    }
    vmi_buffer_free(&names);
}

void intake_tell_missing(struct vmi_intake *in)
{
    tell_vanished(in);
    tell_late(in);
}
