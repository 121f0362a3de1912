#include "edi_reading.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "vmi/table.h"

static void tell(void *context, enum vmi_check check, const struct vmi_error *error)
{
    struct edi_reading *r = context;
    (void)check;
    vmi_buffer_print(&r->told, "%s %s: %s\n", error->code, error->field, error->text);
}

/* Names, which may have any text. */
static bool is_name(const char *column)
{
    return !strcmp(column, "location") || !strcmp(column, "sku") || !strcmp(column, "ref") || !strcmp(column, "lot") || !strcmp(column, "unit");
}

static void add_fact(struct edi_reading *r, const struct vmi_activity *record)
{
    char buffer[VMI_CELL_TEXT_SIZE];
    for (size_t i = 0; i < vmi_activity_type.count; i++) {
        struct vmi_slice text = vmi_cell_text(&vmi_activity_type.columns[i], record, buffer);
        vmi_buffer_print(&r->facts, "%s%.*s", i ? "," : "", VMI_SLICE_PRINT(text));
        if (!is_name(vmi_activity_type.columns[i].name))
            vmi_buffer_print(&r->figures, "%.*s,", VMI_SLICE_PRINT(text));
    }
    vmi_buffer_print(&r->facts, "\n");
    vmi_buffer_print(&r->figures, "\n");
    r->records++;
}

static void read_all(struct edi_reading *r, struct vmi_edi *edi)
{
    struct vmi_activity record;
    struct vmi_edi_origin origin;
    struct vmi_slice cells[VMI_EDI_REJECT_CELLS], raw;
    uint64_t records;
    while ((r->end = vmi_edi_next(edi, &record, &r->error)) == VMI_NEXT_ROW || r->end == VMI_NEXT_BAD) {
        if (r->end == VMI_NEXT_ROW) {
            add_fact(r, &record);
            vmi_edi_origin(edi, &origin);
            r->last_offset = origin.segment > r->last_offset ? origin.segment : r->last_offset;
            continue;
        }
        vmi_edi_reject(edi, cells, &raw, &records);
        r->bad++;
        vmi_buffer_print(&r->told, "%s %s: %s\n", r->error.code, r->error.field, r->error.text);
    }
}

void edi_read(struct edi_reading *r, struct vmi_slice text, bool strict, const char *encoding)
{
    struct vmi_source *source = vmi_source_of_bytes(text, "edi", 0);
    struct vmi_edi_options options = {.strict = strict, .seen = vmi_edi_seen_new(), .acks = vmi_edi_acks_new(), .tell = tell, .context = r};
    *r = (struct edi_reading){.records = 0};
    if (*encoding && !vmi_source_decode(source, encoding))
        abort();
    struct vmi_edi *edi = vmi_edi_open(source, &options);
    read_all(r, edi);
    r->counts = vmi_edi_counts(edi);
    for (size_t i = 0; vmi_edi_passed(edi, i, &r->passed); i++)
        vmi_buffer_print(&r->passed, "\n");
    vmi_buffer_add_slice(&r->acks, vmi_edi_acks_take(options.acks));
    vmi_edi_close(edi);
    vmi_edi_acks_free(options.acks);
    vmi_edi_seen_free(options.seen);
    vmi_source_close(source);
}

void edi_reading_free(struct edi_reading *r)
{
    vmi_buffer_free(&r->facts);
    vmi_buffer_free(&r->figures);
    vmi_buffer_free(&r->passed);
    vmi_buffer_free(&r->told);
    vmi_buffer_free(&r->acks);
}

/* ---- vectors -------------------------------------------------------------------------------------------- */

static const char FOLDER[] = "testdata/edi";
static struct vmi_arena arena;

struct vmi_slice edi_vector(const char *name)
{
    char path[512], block[4096];
    struct vmi_buffer text = {0};
    snprintf(path, sizeof path, "%s/%s", FOLDER, name);
    FILE *file = fopen(path, "rb");
    size_t got;
    while (file && (got = fread(block, 1, sizeof block, file)) > 0)
        vmi_buffer_add(&text, block, got);
    if (file)
        fclose(file);
    struct vmi_slice copy = vmi_arena_dup(&arena, vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
    return copy;
}

static int is_vector(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 4 && (strcmp(entry->d_name + length - 4, ".x12") == 0 || strcmp(entry->d_name + length - 4, ".edi") == 0);
}

const char *const *edi_vectors(void)
{
    enum { MOST = 256 };
    static const char *names[MOST + 1];
    struct dirent **entries = NULL;
    int count = scandir(FOLDER, &entries, is_vector, alphasort);
    for (int i = 0; i < count; i++) {
        if (i < MOST)
            names[i] = vmi_arena_dup(&arena, vmi_slice_of(entries[i]->d_name)).text;
        free(entries[i]);
    }
    free(entries);
    return names;
}
