#include "tap.h"
#include "vmi/date.h"
#include "vmi/weekdays.h"

static const struct {
    const char *text, *written; /* NULL: is no set */
    int gap;
} sets[] = {
    {"MO", "MO", 7},
    {"MO,WE,FR", "MO,WE,FR", 3},
    {"FR,MO", "MO,FR", 4},
    {"MO-FR", "MO,TU,WE,TH,FR", 3},
    {"mo-fr", "MO,TU,WE,TH,FR", 3},
    {"SA-MO", "MO,SA,SU", 5},
    {"MO-SU", "MO,TU,WE,TH,FR,SA,SU", 1},
    {"TU-MO", "MO,TU,WE,TH,FR,SA,SU", 1},
    {"WE-WE", "WE", 7},
    {"MO , TU", "MO,TU", 6},
    {"MO,MO", "MO", 7},
    {"TU-TH,SU", "TU,WE,TH,SU", 3},
    {"", NULL, 0},
    {",", NULL, 0},
    {"MO,", NULL, 0},
    {"MO-", NULL, 0},
    {"-MO", NULL, 0},
    {"MO-TU-WE", NULL, 0},
    {"MON", NULL, 0},
    {"M", NULL, 0},
    {"XX", NULL, 0},
    {"MO;TU", NULL, 0},
};

static void test_sets(void)
{
    for (size_t i = 0; i < VMI_COUNT(sets); i++) {
        vmi_weekdays days = 0x55;
        char text[VMI_WEEKDAYS_TEXT_SIZE];
        bool good = vmi_weekdays_parse(vmi_slice_of(sets[i].text), &days);
        if (!sets[i].written) {
            ok(!good && days == 0x55, "'%s' is no set of weekdays", sets[i].text);
            continue;
        }
        size_t length = vmi_weekdays_format(days, text);
        is_text(good ? text : NULL, sets[i].written, "'%s'", sets[i].text);
        is_long((long long)length, (long long)strlen(text), "its length");
        is_long(vmi_weekdays_longest_gap(days), sets[i].gap, "the longest gap of '%s'", sets[i].text);
    }
    vmi_weekdays days = 0;
    ok(!vmi_weekdays_parse(VMI_SLICE_NONE, &days), "an unknown text is no set");
}

/* By trying: the next day is in the set, and none before it is. */
static void test_next(void)
{
    int wrong = 0;
    for (int set = 1; set < 128; set++) {
        int longest = 0;
        for (int32_t day = -10; day < 10; day++) {
            int32_t next = vmi_weekdays_next((vmi_weekdays)set, day), gap;
            wrong += next < day || !(set >> vmi_day_weekday(next) & 1);
            for (int32_t d = day; d < next; d++)
                wrong += set >> vmi_day_weekday(d) & 1;
            gap = vmi_weekdays_next((vmi_weekdays)set, next + 1) - next;
            longest = gap > longest ? gap : longest;
        }
        wrong += longest != vmi_weekdays_longest_gap((vmi_weekdays)set);
    }
    is_long(wrong, 0, "next day and longest gap of every set");
    is_long(vmi_weekdays_next(1, 0), 4, "the first Monday of 1970 was the 5th");
}

int main(void)
{
    test_sets();
    test_next();
    return done();
}
