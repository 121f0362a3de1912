#include <stdio.h>

#include "vmi/table.h"

#define CSV_FORM  "#vmi-end records=%llu crc32c=%08x\n"
#define JSON_FORM "{\"#vmi-end\":{\"records\":%llu,\"crc32c\":\"%08x\"}}\n"

void vmi_seal_write(struct vmi_buffer *out, uint64_t records, uint32_t crc, bool json)
{
    if (json)
        vmi_buffer_print(out, JSON_FORM, (unsigned long long)records, crc);
    else
        vmi_buffer_print(out, CSV_FORM, (unsigned long long)records, crc);
}

static bool take(struct vmi_slice *s, const char *text)
{
    size_t length = strlen(text);
    if (s->length < length || memcmp(s->text, text, length) != 0)
        return false;
    s->text += length, s->length -= length;
    return true;
}

static bool take_records(struct vmi_slice *s, uint64_t *records)
{
    size_t digits = 0;
    *records = 0;
    for (; s->length && *s->text >= '0' && *s->text <= '9' && digits < 19; s->text++, s->length--, digits++)
        *records = *records * 10 + (uint64_t)(*s->text - '0');
    return digits > 0;
}

static bool take_crc(struct vmi_slice *s, uint32_t *crc)
{
    *crc = 0;
    if (s->length < 8)
        return false;
    for (int i = 0; i < 8; i++, s->text++, s->length--) {
        char c = *s->text;
        if ((c < '0' || c > '9') && (c < 'a' || c > 'f'))
            return false;
        *crc = *crc << 4 | (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return true;
}

bool vmi_seal_read(struct vmi_slice line, uint64_t *records, uint32_t *crc)
{
    bool json = line.length && line.text[0] == '{';
    if (json)
        return take(&line, "{\"#vmi-end\":{\"records\":") && take_records(&line, records) &&
               take(&line, ",\"crc32c\":\"") && take_crc(&line, crc) && take(&line, "\"}}") &&
               line.length == 0;
    return take(&line, "#vmi-end records=") && take_records(&line, records) && take(&line, " crc32c=") &&
           take_crc(&line, crc) && line.length == 0;
}

bool vmi_seal_check(struct vmi_source *source, const struct vmi_row *row, uint64_t records,
                    struct vmi_error *error)
{
    char quoted[VMI_QUOTED_SIZE];
    uint64_t counted;
    uint32_t crc, ours = vmi_source_checksum(source);
    if (!vmi_seal_read(row->raw, &counted, &crc))
        return vmi_error_set(error, VMI_INPUT, "control", "%s is neither a record nor a seal",
                             vmi_text_quote(row->raw, quoted));
    if (!row->ended)
        return vmi_error_set(error, VMI_INPUT, "seal", "the seal has no line end: the stream was cut off");
    if (counted != records)
        return vmi_error_set(
            error, VMI_INPUT, "seal",
            "the seal counts %llu records, and %llu are there: the stream was cut or joined wrongly",
            (unsigned long long)counted, (unsigned long long)records);
    if (crc != ours)
        return vmi_error_set(error, VMI_INPUT, "seal",
                             "the seal says crc32c=%08x, and the records make %08x: the stream was changed",
                             crc, ours);
    vmi_source_checksum_restart(source);
    return true;
}
