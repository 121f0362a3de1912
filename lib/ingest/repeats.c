/*
 * What is stated twice: keys by which two records are about the same thing, lines with ref that came before, and flows
 * of which the later stands.
 */
#include "screen_internal.h"

void key_begin(struct vmi_screen *s, uint32_t item, enum vmi_measure measure)
{
    char number = (char)measure;
    vmi_buffer_clear(&s->key);
    vmi_buffer_add(&s->key, (const char *)&item, sizeof item);
    vmi_buffer_add(&s->key, &number, 1);
}

void key_add(struct vmi_screen *s, struct vmi_slice text)
{
    vmi_buffer_add_slice(&s->key, text);
    vmi_buffer_add(&s->key, "", 1);
}

void key_add_date(struct vmi_screen *s, struct vmi_date date)
{
    int64_t instant = date.day == VMI_DAY_NONE ? 0 : vmi_date_instant(date);
    vmi_buffer_add(&s->key, (const char *)&date.day, sizeof date.day);
    vmi_buffer_add(&s->key, (const char *)&instant, sizeof instant);
}

/* Measure, item, lot, ref, date and until. */
static void key_of_line(struct vmi_screen *s, uint32_t item, const struct vmi_activity *record)
{
    key_begin(s, item, record->measure);
    key_add(s, record->lot);
    key_add(s, record->ref);
    key_add_date(s, record->date);
    key_add_date(s, record->until);
}

bool lines_repeat(struct vmi_screen *s, uint32_t item, const struct vmi_activity *record, bool *restated)
{
    *restated = false;
    key_of_line(s, item, record);
    key_add(s, record->unit);
    size_t length = s->key.length;
    vmi_buffer_add(&s->key, (const char *)&record->quantity, sizeof record->quantity);
    if (vmi_seen_add(&s->lines, vmi_buffer_slice(&s->key)))
        return true;
    *restated = vmi_seen_add(&s->statements, (struct vmi_slice){s->key.text, length});
    return false;
}

void flows_take(struct vmi_screen *s, const struct arrival *arrival, const struct vmi_activity *record)
{
    key_of_line(s, arrival->item, record);
    size_t before = s->flow_keys.count;
    uint32_t number = vmi_map_intern(&s->flow_keys, vmi_buffer_slice(&s->key));
    if (s->flow_keys.count > before) {
        waiting_add(&s->flows, s, arrival, record);
        return;
    }
    waiting_replace(&s->flows, s, &s->flows.list[number], arrival, record);
    s->counts.duplicates[VMI_DUPLICATE_RESTATED_FLOW]++;
}
