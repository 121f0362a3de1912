/*
 * days ITEMS DAYS: activity of ITEMS items, a sale of each on each day, day after day, and what is on hand in the end.
 * The same bytes on every machine.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../unit/tap.h"
#include "vmi/date.h"

static void write_day(const char *measure, int32_t day, uint64_t items, uint64_t *state)
{
    char date[VMI_DATE_TEXT_SIZE];
    bool sold = *measure == 's';
    vmi_day_format(day, date);
    for (uint64_t i = 0; i < items; i++) {
        int most = 2 + (int)(i * 7919 % 39) * (sold ? 1 : 12); /* a size of its own for each */
        printf("%s,S%03u,%09u,%s,%d\n", date, (unsigned)(i / 1000), (unsigned)(100000 + i % 1000 * 7919),
               measure, chance_below(state, most));
    }
}

int main(int argc, char **argv)
{
    enum { FIRST = 20454 }; /* 2026-01-01 */
    uint64_t items = argc == 3 ? strtoull(argv[1], NULL, 10) : 0, state = 20260101;
    int32_t days = argc == 3 ? (int32_t)strtol(argv[2], NULL, 10) : 0;
    if (items < 1 || days < 1) {
        fprintf(stderr, "usage: days ITEMS DAYS\n");
        return 2;
    }
    printf("date,location,sku,measure,quantity\n");
    for (int32_t day = 0; day < days; day++)
        write_day("sold", FIRST + day, items, &state);
    write_day("on_hand", FIRST + days - 1, items, &state);
    return fflush(stdout) != 0;
}
