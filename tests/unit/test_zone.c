#include "vmi/zone.h"

#include "tap.h"

static const struct {
    const char *zone;
    bool exists;
} zones[] = {
    {"Europe/Berlin", true},        {"UTC", true},          {"America/New_York", true}, {"+01:00", true}, {"-09:30", true},  {"Europe/Berln", false}, {"", false},
    {"../../../etc/passwd", false}, {"/etc/passwd", false}, {"Europe", false},          {"+1", false},    {"+25:00", false}, {"zone.tab", false},
};

static const struct {
    const char *zone, *date, *moved;
} moves[] = {
    {"Europe/Berlin", "2026-11-21T23:30:00Z", "2026-11-22T00:30:00+01:00"},
    {"Europe/Berlin", "2026-07-21T22:30:00Z", "2026-07-22T00:30:00+02:00"},
    {"America/New_York", "2026-01-01T03:00:00Z", "2025-12-31T22:00:00-05:00"},
    {"Asia/Kolkata", "2024-02-28T19:00:00Z", "2024-02-29T00:30:00+05:30"},
    {"UTC", "2026-11-22T00:30:00+01:00", "2026-11-21T23:30:00Z"},
    {"+01:00", "2026-07-21T23:30:00.5Z", "2026-07-22T00:30:00.5+01:00"},
    {"Pacific/Kiritimati", "2026-11-21T10:00:00-11:00", "2026-11-22T11:00:00+14:00"},
    /* Clocks go forward and back at 01:00 UTC. */
    {"Europe/Berlin", "2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01:00"},
    {"Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02:00"},
    {"Europe/Berlin", "2026-10-25T00:59:59Z", "2026-10-25T02:59:59+02:00"},
    {"Europe/Berlin", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00+01:00"},
};

/* What clocks showed, without an offset: written here with Z. */
static const struct {
    const char *zone, *written, *settled;
} settled[] = {
    {"Europe/Berlin", "2026-11-21T23:30:00Z", "2026-11-21T23:30:00+01:00"}, {"Europe/Berlin", "2026-07-21T00:30:00Z", "2026-07-21T00:30:00+02:00"},
    {"Europe/Berlin", "2026-03-29T01:30:00Z", "2026-03-29T01:30:00+01:00"}, {"Europe/Berlin", "2026-03-29T02:30:00Z", "2026-03-29T02:30:00+01:00"},
    {"Europe/Berlin", "2026-03-29T03:30:00Z", "2026-03-29T03:30:00+02:00"}, {"Europe/Berlin", "2026-10-25T02:30:00Z", "2026-10-25T02:30:00+02:00"},
    {"Europe/Berlin", "2026-10-25T03:30:00Z", "2026-10-25T03:30:00+01:00"}, {"America/New_York", "2026-11-01T01:30:00Z", "2026-11-01T01:30:00-04:00"},
    {"-09:30", "2026-11-01T01:30:00Z", "2026-11-01T01:30:00-09:30"},
};

int main(void)
{
    char text[VMI_DATE_TEXT_SIZE];
    struct vmi_date date;
    for (size_t i = 0; i < VMI_COUNT(zones); i++)
        is_long(vmi_zone_exists(vmi_slice_of(zones[i].zone)), zones[i].exists, "a zone: '%s'", zones[i].zone);
    for (int round = 0; round < 2; round++) /* in any order of zones */
        for (size_t k = 0; k < VMI_COUNT(moves); k++) {
            size_t i = round ? VMI_COUNT(moves) - 1 - k : k;
            ok(vmi_date_parse(vmi_slice_of(moves[i].date), &date), "a date: %s", moves[i].date);
            vmi_date_format(vmi_zone_move(vmi_slice_of(moves[i].zone), date), text);
            is_text(text, moves[i].moved, "%s in %s", moves[i].date, moves[i].zone);
        }
    for (size_t i = 0; i < VMI_COUNT(settled); i++) {
        ok(vmi_date_parse(vmi_slice_of(settled[i].written), &date), "a date: %s", settled[i].written);
        vmi_date_format(vmi_zone_settle(vmi_slice_of(settled[i].zone), date), text);
        is_text(text, settled[i].settled, "%s on clocks of %s", settled[i].written, settled[i].zone);
    }
    return done();
}
