#include "vmi/weekdays.h"

#include "vmi/date.h"

static const char NAMES[7][3] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

static int weekday_named(struct vmi_slice s)
{
    s = vmi_slice_trim(s);
    for (int i = 0; i < 7 && s.length == 2; i++)
        if ((s.text[0] & ~0x20) == NAMES[i][0] && (s.text[1] & ~0x20) == NAMES[i][1])
            return i;
    return -1;
}

bool vmi_weekdays_parse(struct vmi_slice s, vmi_weekdays *days)
{
    unsigned set = 0;
    if (!s.text)
        return false;
    while (s.text) {
        struct vmi_slice last = vmi_slice_cut(&s, ','), first = vmi_slice_cut(&last, '-');
        int from = weekday_named(first), to = last.text ? weekday_named(last) : from;
        if (from < 0 || to < 0)
            return false;
        for (int i = from;; i = (i + 1) % 7) {
            set |= 1u << i;
            if (i == to)
                break;
        }
    }
    *days = (vmi_weekdays)set;
    return true;
}

size_t vmi_weekdays_format(vmi_weekdays days, char buffer[VMI_WEEKDAYS_TEXT_SIZE])
{
    size_t length = 0;
    for (int i = 0; i < 7; i++) {
        if (!(days >> i & 1))
            continue;
        if (length)
            buffer[length++] = ',';
        buffer[length++] = NAMES[i][0];
        buffer[length++] = NAMES[i][1];
    }
    buffer[length] = '\0';
    return length;
}

int32_t vmi_weekdays_next(vmi_weekdays days, int32_t day)
{
    while (!(days >> vmi_day_weekday(day) & 1))
        day++;
    return day;
}

int vmi_weekdays_longest_gap(vmi_weekdays days)
{
    int longest = 0;
    for (int i = 0; i < 7; i++) {
        if (!(days >> i & 1))
            continue;
        int gap = 1;
        while (!(days >> (i + gap) % 7 & 1))
            gap++;
        if (gap > longest)
            longest = gap;
    }
    return longest;
}
