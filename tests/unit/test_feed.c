#include <stdio.h>

#include "tap.h"
#include "vmi/feed.h"
#include "vmi/screen.h"

/* What comes out: records as "DATE LOCATION/SKU MEASURE QUANTITY", bad ones as (CODE LINE xRECORDS). */
static const struct {
    const char *name, *text, *mapping, *records;
} cases[] = {
    {"wide", "site,item,date,on_hand,sold,note\nA,1,2026-01-05,10,5,x\nA,2,2026-01-05,,,\nA,3,2026-01-05,x,7,\n", NULL,
     "2026-01-05 A/1 on_hand 10; 2026-01-05 A/1 sold 5; (number 4 x1) 2026-01-05 A/3 sold 7; "},
    {"wide, without an item", "site,item,date,on_hand,sold\nA,,2026-01-05,1,2\n", NULL, "(key 2 x2) "},
    {"a month", "site,item,date,on_hand,sold\nA,1,2026-02,10,5\n", NULL, "2026-02-28 A/1 on_hand 10; 2026-02-01 A/1 sold 5..2026-02-28; "},
    {"available with what is allocated", "site,item,date,available,allocated\nA,1,2026-01-05,8,2\n", NULL, "2026-01-05 A/1 on_hand 10; 2026-01-05 A/1 allocated 2; "},
    {"long",
     "date,location,sku,measure,quantity\n2026-01-05,A,1,on_hand,10\n2026-01-05,A,1,sodl,1\n2026-01-05,A,1,"
     "sold,-1\n",
     NULL, "2026-01-05 A/1 on_hand 10; (measure 3 x1) (negative 4 x1) "},
    {"long, allocated before available", "date,location,sku,measure,quantity\n2026-01-05,A,1,allocated,2\n2026-01-05,A,1,available,8\n", NULL,
     "2026-01-05 A/1 allocated 2; 2026-01-05 A/1 on_hand 10; "},
    {"long, on hold behind gross, another item between",
     "date,location,sku,measure,quantity\n2026-01-05,A,1,gross,8\n2026-01-05,A,2,on_hold,7\n2026-01-05,A,1,"
     "on_hold,3\n",
     NULL, "2026-01-05 A/2 on_hold 7; 2026-01-05 A/1 on_hold 3; 2026-01-05 A/1 on_hand 5; "},
    {"rejects fed again, with other columns on the way",
     "reject_code,reject_file,location,sku,date,sold\nx,y,A,1,2026-01-05,7\n"
     "reject_code,reject_file,sku,location,on_hand,date\nx,y,1,A,3,2026-01-06\n",
     NULL, "2026-01-05 A/1 sold 7; 2026-01-06 A/1 on_hand 3; "},
    {"an item that is called as our column", "sku,location,date,sold\nreject_code,A,2026-01-05,7\n", NULL, "2026-01-05 A/reject_code sold 7; "},
    {"the same in NDJSON",
     "{\"sku\":\"reject_code\",\"location\":\"A\",\"date\":\"2026-01-05\",\"sold\":7}\n"
     "{\"sku\":\"reject_code\",\"location\":\"A\",\"date\":\"2026-01-06\",\"sold\":8}\n",
     NULL, "2026-01-05 A/reject_code sold 7; 2026-01-06 A/reject_code sold 8; "},
    {"a mapping", "s,i,y,m,out,want\nA,1,2026,02,5,7\nA,2,2026,13,5,\n",
     "{\"location\":\"{s}\",\"sku\":\"{i}\",\"date\":\"{y}-{m}\",\"measures\":{\"sold\":\"{out}\","
     "\"ordered\":{\"quantity\":"
     "\"{want}\",\"ref\":\"{s}/{y}\"}}}",
     "2026-02-01 A/1 sold 5..2026-02-28; 2026-02-28 A/1 ordered 7 A/2026; (date 3 x1) "},
};

static void put_record(struct vmi_buffer *out, const struct vmi_activity *r)
{
    char date[VMI_DATE_TEXT_SIZE], until[VMI_DATE_TEXT_SIZE], quantity[VMI_DECIMAL_TEXT_SIZE];
    vmi_date_format(r->date, date);
    vmi_date_format(r->until, until);
    vmi_decimal_format(r->quantity, quantity);
    vmi_buffer_print(out, "%s %.*s/%.*s %s %s%s%s%s%.*s; ", date, VMI_SLICE_PRINT(r->location), VMI_SLICE_PRINT(r->sku), vmi_measures[r->measure].name, quantity,
                     until[0] ? ".." : "", until, r->ref.length ? " " : "", VMI_SLICE_PRINT(r->ref));
}

static void describe(struct vmi_feed *feed, struct vmi_buffer *out)
{
    struct vmi_screen *screen = vmi_screen_new(&(struct vmi_screen_options){.as_of = VMI_DAY_NONE});
    const struct vmi_waiting *waiting;
    struct vmi_activity record;
    struct vmi_error error = {0};
    enum vmi_next next;
    while ((next = vmi_feed_next(feed, &record, &error)) == VMI_NEXT_ROW || next == VMI_NEXT_BAD) {
        struct vmi_reject reject;
        if (next == VMI_NEXT_BAD) {
            vmi_feed_reject(feed, &reject);
            vmi_buffer_print(out, "(%s %llu x%zu) ", error.code, (unsigned long long)error.line, reject.records);
        } else if (vmi_screen_take(screen, feed, &record, NULL, 0, &error) == VMI_FATE_WRITE) {
            put_record(out, &record);
        }
    }
    vmi_screen_end(screen);
    while (vmi_screen_next(screen, &waiting, &error) == VMI_FATE_WRITE)
        put_record(out, &waiting->record);
    vmi_screen_free(screen);
}

static void test_table(void)
{
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        struct vmi_mapping mapping = {0};
        struct vmi_error error = {0};
        struct vmi_buffer out = {0};
        const char *text = cases[i].mapping;
        ok(!text || vmi_mapping_read(&mapping, vmi_slice_of(text), &error), "%s: the mapping is one", cases[i].name);
        struct vmi_rows *rows = vmi_rows_open(vmi_source_of_bytes(vmi_slice_of(cases[i].text), "test", 0), &(struct vmi_rows_options){.format = VMI_FORMAT_AUTO});
        struct vmi_feed *feed = vmi_feed_open(rows, &(struct vmi_feed_options){.mapping = text ? &mapping : NULL}, &error);
        if (ok(feed != NULL, "%s: the file is understood", cases[i].name))
            describe(feed, &out);
        is_slice(vmi_buffer_slice(&out), cases[i].records, "%s", cases[i].name);
        vmi_feed_close(feed);
        vmi_mapping_free(&mapping);
        vmi_buffer_free(&out);
    }
}

static void test_nothing(void)
{
    struct vmi_rows *rows = vmi_rows_open(vmi_source_of_bytes(VMI_SLICE(""), "test", 0), &(struct vmi_rows_options){.format = VMI_FORMAT_NDJSON});
    struct vmi_error error = {0};
    struct vmi_activity record;
    struct vmi_feed *feed = vmi_feed_open(rows, NULL, &error);
    ok(feed != NULL, "no byte of NDJSON is a feed");
    is_long(vmi_feed_next(feed, &record, &error), VMI_NEXT_END, "with nothing in it");
    vmi_feed_close(feed);
}

int main(void)
{
    test_table();
    test_nothing();
    return done();
}
