/*
 * A main for a fuzz target without libFuzzer: runs the files that are named; without any, changes of built-in seeds, the
 * same ones on every machine.
 */
#include <stdio.h>

#include "fuzz.h"

enum { ROUNDS = 2000, LONGEST = 4096 };

static const struct {
    const char *text;
    size_t length;
} seeds[] = {
#define SEED(literal)                                                                                        \
    {                                                                                                        \
        literal, sizeof(literal) - 1                                                                         \
    }
    SEED(""),
    SEED("2026-01-05"),
    SEED("2026-01-05T08:30:00.25+02:00"),
    SEED("-1234.5678e-2"),
    SEED("MO-FR,SU"),
    SEED("\0date,location,sku,measure,quantity,unit,lot,expires,ref,until\n"
         "2026-01-05,A,1,on_hand,10,,LOT,2026-12-31,,\n2026-01-06T08:00:00Z,A,1,sold,2.5,,,,,2026-01-07\n"
         "2026-01-06,A,\"say \"\"so\"\"\",ordered,4,EA,,,R1,2026-01-09\n"),
    SEED("\1a,b,c\r\n1, 2 ,\"x\ny\"\r\n\r\n#4,5,6\r\n\"\",,\n"),
    SEED("\2a\tb\tc\n1\t 2\t\"x\ty\"\n"),
    SEED("\3{\"location\":\"A\",\"sku\":\"1\",\"position\":4,\"min\":5,\"max\":1e1,\"why\":\"\\u00e4\\n\"}\n"
         "{\"#vmi-end\":{\"records\":1,\"crc32c\":\"00000000\"}}\n"),
    SEED("\4[{\"a\":1,\"b\":\"x\",\"c\":[2,{\"d\":null}]},\n{\"b\":true}]"),
    SEED("\0location,sku,quantity,need\nA,1,5,5\n#vmi-end records=1 crc32c=00000000\n"),
    SEED("\0site,item,date,on_hand,sold,available,reserved,note\nA,1,2026-01,10,5,,,x\nA,2,2026-W02,,,7,3,"
         "\nB,,,x,-1,,,\n"),
    SEED("\010site,item,year,month,issued,stock,requested,region\nA,1,2026,01,5,7,2,N\nA,2,2026,13,,x,,S\n"),
    SEED("\0reject_code,reject_file,reject_line,reject_column,reject_reason,reject_text,sku,location,sold,"
         "date\n"
         "x,y,1,a,b,c,1,A,5,2026-01-01\nreject_code,reject_file,reject_line,reject_column,reject_reason,"
         "reject_text,sku\n"),
    SEED(
        "{\"agreement\":\"A\",\"version\":3,\"currency\":\"EUR\",\"defaults\":{\"policy\":\"days\",\"lead_"
        "time\":5,"
        "\"order_days\":\"MO,WE\"},\"terms\":\"t.csv\",\"targets\":[{\"metric\":\"turns\",\"at_least\":12,"
        "\"match\":{\"class\":[\"X\"]}}],"
        "\"rules\":[{\"match\":{\"location\":\"A*\",\"sku\":[\"1\",\"[0-9]?\"]},\"set\":{\"min\":3}},"
        "{\"match\":{\"life\":\"new\"},\"from\":\"1971-01-01\",\"until\":\"2000-02-29\",\"set\":{\"max\":30},"
        "\"reason\":\"r\",\"author\":\"a\"}],\"shipments\":[{\"min_weight\":1,\"capacity_weight\":2,\"top_"
        "up\":\"to_cap\"}]}"
        "\0"
        "location,sku,min,max,class\nA,1,5,10,X\n*,*,1,2,\nA,*,,7,\n\0service_level=0.9\nmin=3"),
    SEED("\1DTSTART:20260105 "
         "RRULE:FREQ=YEARLY;INTERVAL=2;BYMONTH=1,12;BYDAY=1MO,-1FR,TU;BYSETPOS=1,-2;WKST=SU"),
    SEED("\237BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20261225\r\nDTEND:20261227\r\n"
         "RRULE:FREQ=YEARLY;BYWEEKNO=52;COUNT=9\r\nEXDATE:20271225,\r\n "
         "20281225\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n"
         "UID:a\r\nRECURRENCE-ID:20291225\r\nDTSTART:20291224T000000Z\r\nDURATION:P1DT24H\r\nRDATE;VALUE="
         "PERIOD:"
         "20300101T000000/P1D\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
    SEED("{\"location\":\"{site}\",\"sku\":\"{item}\",\"date\":\"{year}-{month}\",\"measures\":{\"sold\":\"{"
         "issued}\","
         "\"ordered\":{\"quantity\":\"{requested}\",\"ref\":\"{site}/{year}\"}},\"ignore\":[\"note\"]}"),
#undef SEED
};

static uint64_t chance(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717) >> 11;
}

/* Changes, adds, drops or repeats some bytes. */
static size_t change(uint8_t *bytes, size_t length, uint64_t *state)
{
    static const char marks[] = ",\"\n\r\t {}[]:#-.0eE\\u\0\xC3\xE4";
    size_t at = length ? chance(state) % length : 0, some = chance(state) % 9;
    uint8_t mark = (uint8_t)marks[chance(state) % (sizeof marks - 1)];
    switch (chance(state) % 6) {
    case 0:
        if (length)
            bytes[at] = (uint8_t)chance(state);
        return length;
    case 1:
        if (length)
            bytes[at] = mark;
        return length;
    case 2:
        if (length == LONGEST)
            return length;
        memmove(bytes + at + 1, bytes + at, length - at);
        bytes[at] = mark;
        return length + 1;
    case 3:
        some = some < length - at ? some : length - at;
        memmove(bytes + at, bytes + at + some, length - at - some);
        return length - some;
    case 4:
        some = some * 4 < length - at ? some * 4 : length - at;
        if (length + some > LONGEST)
            return length;
        memmove(bytes + at + some, bytes + at, length - at);
        return length + some;
    default:
        return chance(state) % 8 ? length : at;
    }
}

static void run_changes(void)
{
    static uint8_t bytes[LONGEST];
    uint64_t state = 1;
    for (int i = 0; i < ROUNDS; i++) {
        size_t seed = (size_t)i % VMI_COUNT(seeds), length = seeds[seed].length;
        memcpy(bytes, seeds[seed].text, length);
        if (length && (size_t)i >= VMI_COUNT(seeds) && chance(&state) % 2)
            bytes[0] = (uint8_t)chance(&state);
        for (uint64_t changes = (size_t)i < VMI_COUNT(seeds) ? 0 : 1 + chance(&state) % 6; changes > 0;
             changes--)
            length = change(bytes, length, &state);
        LLVMFuzzerTestOneInput(bytes, length);
    }
}

static bool run_file(const char *name)
{
    FILE *file = fopen(name, "rb");
    struct vmi_buffer bytes = {0};
    char block[65536];
    size_t got;
    if (!file) {
        perror(name);
        return false;
    }
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        vmi_buffer_add(&bytes, block, got);
    bool good = !ferror(file);
    fclose(file);
    if (good)
        LLVMFuzzerTestOneInput((const uint8_t *)bytes.text, bytes.length);
    else
        perror(name);
    vmi_buffer_free(&bytes);
    return good;
}

int main(int argc, char **argv)
{
    bool good = true;
    if (argc == 1)
        run_changes();
    for (int i = 1; i < argc; i++)
        good = run_file(argv[i]) && good;
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
