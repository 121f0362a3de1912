/*
 * service ITEMS DAYS: activity of ITEMS items, day after day: what each sold, what it could not fill, what it received, and
 * what it has at the end of the day. The same bytes on every machine.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../unit/tap.h"
#include "vmi/date.h"

static void write_row(const char *date, uint64_t item, const char *measure, int quantity)
{
    printf("%s,S%03u,%09u,%s,%d\n", date, (unsigned)(item / 1000), (unsigned)(100000 + item % 1000 * 7919),
           measure, quantity);
}

/* What was asked for is sold as far as there is stock; below a tenth of its most an item is filled up, a week later at times. */
static void write_day(int32_t day, uint64_t items, int *stock, uint64_t *state)
{
    char date[VMI_DATE_TEXT_SIZE];
    vmi_day_format(day, date);
    for (uint64_t i = 0; i < items; i++) {
        int size = 2 + (int)(i * 7919 % 39), asked = chance_below(state, size),
            sold = asked < stock[i] ? asked : stock[i];
        bool comes = stock[i] < size && chance_below(state, 4) == 0;
        stock[i] += (comes ? 10 * size : 0) - sold;
        write_row(date, i, "sold", sold);
        if (asked > sold)
            write_row(date, i, "unfilled", asked - sold);
        if (comes)
            write_row(date, i, "received", 10 * size);
        write_row(date, i, "on_hand", stock[i]);
    }
}

int main(int argc, char **argv)
{
    uint64_t items = argc > 2 ? strtoull(argv[1], NULL, 10) : 0,
             days = argc > 2 ? strtoull(argv[2], NULL, 10) : 0, state = 20261123;
    if (items == 0 || items > 1000000 || days == 0 || days > 3000) {
        fputs("usage: service ITEMS DAYS\n", stderr);
        return 2;
    }
    int *stock = calloc(items, sizeof *stock);
    if (!stock)
        return 4;
    puts("date,location,sku,measure,quantity");
    for (uint64_t d = 0; d < days; d++)
        write_day(vmi_day_of(2025, 1, 1) + (int32_t)d, items, stock, &state);
    free(stock);
    return fflush(stdout) == 0 ? 0 : 4;
}
