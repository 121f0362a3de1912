/* A mapping; and where it is one, a small file read under it. */
#include "fuzz.h"
#include "vmi/feed.h"
#include "vmi/mapping.h"

static void touch_template(const struct vmi_template *template)
{
    for (size_t i = 0; i < template->count && template->parts; i++)
        touch(template->parts[i].text);
}

/* Every reference is given a file that may have its columns. */
static void refer(struct vmi_mapping *mapping)
{
    for (int f = 0; f < VMI_MAPPED_FIELDS; f++) {
        struct vmi_error error = {0};
        if (!mapping->references[f].file.text)
            continue;
        struct vmi_rows *rows =
            vmi_rows_open(vmi_source_of_bytes(VMI_SLICE("from,to\nA,B\n1,2\n1,2\n"), "fuzz", 0),
                          &(struct vmi_rows_options){.format = VMI_FORMAT_CSV});
        must(vmi_mapping_refer(mapping, (enum vmi_mapped)f, rows, &error) || error.status == VMI_USAGE);
    }
}

static void read_file(const struct vmi_mapping *mapping)
{
    static const char file[] = "site,item,year,month,issued,requested,stock,note,2026-11-01,2026-11-02\n"
                               "A,1,2026,01,5,2,7,x,3,\nA,2,2026,01,,,,,,\nB,,2026,13,x,-1,,y,\"1,5\",SALE\n";
    struct vmi_error error = {0};
    struct vmi_activity record;
    struct vmi_reject reject;
    enum vmi_next next;
    struct vmi_rows *rows = vmi_rows_open(vmi_source_of_bytes(VMI_SLICE(file), "fuzz", 0),
                                          &(struct vmi_rows_options){.format = VMI_FORMAT_CSV});
    struct vmi_feed *feed = vmi_feed_open(rows, &(struct vmi_feed_options){.mapping = mapping}, &error);
    if (!feed) {
        must(error.text[0] != '\0');
        return;
    }
    while ((next = vmi_feed_next(feed, &record, &error)) == VMI_NEXT_ROW || next == VMI_NEXT_BAD) {
        if (next == VMI_NEXT_BAD) {
            vmi_feed_reject(feed, &reject);
            must(reject.records >= 1);
            continue;
        }
        touch(record.location);
        touch(record.sku);
        touch(record.unit);
        touch(record.lot);
        touch(record.ref);
    }
    must(next == VMI_NEXT_END);
    vmi_feed_close(feed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vmi_slice input = tight_copy(data, size);
    struct vmi_mapping mapping = {0};
    struct vmi_error error = {0};
    bool good = vmi_mapping_read(&mapping, input, &error);
    free((void *)(uintptr_t)input.text); /* a mapping keeps copies */
    if (good) {
        for (size_t i = 0; i < VMI_MAPPED_FIELDS; i++)
            touch_template(&mapping.fields[i]);
        for (size_t i = 0; i < mapping.measure_count; i++)
            for (size_t j = 0; j < VMI_MAPPED_FIELDS; j++)
                touch_template(&mapping.measures[i].fields[j]);
        for (size_t i = 0; i < mapping.ignored_count; i++)
            touch(mapping.ignored[i]);
        refer(&mapping);
        read_file(&mapping);
    } else {
        must(error.status == VMI_USAGE && error.text[0]);
    }
    vmi_mapping_free(&mapping);
    return 0;
}
