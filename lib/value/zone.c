#include "vmi/zone.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* Where glibc looks for a zone, too. */
#define FOLDER "/usr/share/zoneinfo/"

static const int64_t SECOND = INT64_C(1000000000);

enum { LONGEST = 64, DAY_SECONDS = 86400 };

static bool is_plain_name(struct vmi_slice name)
{
    if (!name.length || name.length >= LONGEST || name.text[0] == '/' || name.text[0] == '.')
        return false;
    for (size_t i = 0; i < name.length; i++) {
        char c = name.text[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && !strchr("_+-/", c))
            return false;
    }
    return true;
}

/* "+01:00": minutes east of UTC. */
static bool is_offset(struct vmi_slice name, int32_t *minutes)
{
    char text[VMI_DATE_TEXT_SIZE];
    struct vmi_date date;
    if (name.length != 6 || (name.text[0] != '+' && name.text[0] != '-'))
        return false;
    int length = snprintf(text, sizeof text, "2000-01-01T00:00:00%.6s", name.text);
    if (!vmi_date_parse((struct vmi_slice){text, (size_t)length}, &date))
        return false;
    *minutes = date.offset;
    return true;
}

bool vmi_zone_exists(struct vmi_slice name)
{
    char path[sizeof FOLDER + LONGEST], magic[4];
    int32_t minutes;
    if (is_offset(name, &minutes))
        return true;
    if (!is_plain_name(name))
        return false;
    snprintf(path, sizeof path, FOLDER "%.*s", VMI_SLICE_PRINT(name));
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool found =
        file >= 0 && read(file, magic, sizeof magic) == sizeof magic && memcmp(magic, "TZif", 4) == 0;
    if (file >= 0)
        close(file);
    return found;
}

/* glibc knows one zone at a time, by the environment; nothing else of the toolkit asks for a local time. */
static void enter(struct vmi_slice name)
{
    static char current[LONGEST + 1];
    char wanted[LONGEST + 1];
    snprintf(wanted, sizeof wanted, ":%.*s", VMI_SLICE_PRINT(name));
    if (strcmp(wanted, current) == 0)
        return;
    memcpy(current, wanted, sizeof current);
    setenv("TZ", wanted, 1);
    tzset();
}

/* Minutes east of UTC at a count of seconds since 1970. */
static int32_t offset_at(struct vmi_slice name, int64_t seconds)
{
    struct tm local;
    int32_t minutes;
    time_t moment = (time_t)seconds;
    if (is_offset(name, &minutes))
        return minutes;
    enter(name);
    return localtime_r(&moment, &local) ? (int32_t)(local.tm_gmtoff / 60) : 0;
}

/* Seconds since 1970 of what is written, were it UTC, rounded down. */
static int64_t written_seconds(struct vmi_date date)
{
    return (int64_t)date.day * DAY_SECONDS + date.clock / SECOND;
}

static struct vmi_date with_offset(struct vmi_date date, int32_t offset)
{
    int64_t minutes = offset - date.offset, clock = date.clock + minutes * 60 * SECOND;
    int64_t day = (int64_t)DAY_SECONDS * SECOND;
    int32_t moved = clock < 0 ? -1 : clock >= day ? 1 : 0;
    if (vmi_day_after(date.day, moved) == VMI_DAY_NONE)
        return date;
    return (struct vmi_date){date.day + moved, offset, clock - moved * day};
}

struct vmi_date vmi_zone_move(struct vmi_slice name, struct vmi_date date)
{
    return with_offset(date, offset_at(name, written_seconds(date) - (int64_t)date.offset * 60));
}

struct vmi_date vmi_zone_settle(struct vmi_slice name, struct vmi_date date)
{
    /* A day before and a day behind, on either side of any change; an offset that leads back to itself is in force. */
    int64_t written = written_seconds(date);
    int32_t before = offset_at(name, written - DAY_SECONDS), behind = offset_at(name, written + DAY_SECONDS);
    bool holds = offset_at(name, written - (int64_t)before * 60) == before;
    bool later = !holds && offset_at(name, written - (int64_t)behind * 60) == behind;
    date.offset = later ? behind : before;
    return date;
}
