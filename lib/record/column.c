#include "vmi/column.h"

#include <math.h>

#include "vmi/measure.h"

int vmi_column_find(const struct vmi_record_type *type, struct vmi_slice name)
{
    for (size_t i = 0; i < type->count; i++)
        if (vmi_slice_is(name, type->columns[i].name))
            return (int)i;
    return -1;
}

const char *vmi_column_nearest(const struct vmi_record_type *type, struct vmi_slice name)
{
    enum { MOST_COLUMNS = 64 };
    const char *names[MOST_COLUMNS];
    size_t count = type->count < MOST_COLUMNS ? type->count : MOST_COLUMNS;
    for (size_t i = 0; i < count; i++)
        names[i] = type->columns[i].name;
    return vmi_text_nearest(name, names, count);
}

void vmi_record_clear(const struct vmi_record_type *type, void *record)
{
    for (size_t i = 0; i < type->count; i++) {
        void *member = (char *)record + type->columns[i].offset;
        switch (type->columns[i].type) {
        case VMI_COLUMN_TEXT:
            *(struct vmi_slice *)member = VMI_SLICE_NONE;
            break;
        case VMI_COLUMN_DATE:
            *(struct vmi_date *)member = VMI_DATE_NONE;
            break;
        case VMI_COLUMN_DAY:
            *(int32_t *)member = VMI_DAY_NONE;
            break;
        case VMI_COLUMN_QUANTITY:
            *(vmi_decimal *)member = VMI_DECIMAL_UNKNOWN;
            break;
        case VMI_COLUMN_STATISTIC:
            *(double *)member = NAN;
            break;
        case VMI_COLUMN_MEASURE:
            *(enum vmi_measure *)member = VMI_MEASURE_NONE;
            break;
        }
    }
}

void vmi_record_dup(const struct vmi_record_type *type, void *record, struct vmi_arena *arena)
{
    for (size_t i = 0; i < type->count; i++) {
        if (type->columns[i].type != VMI_COLUMN_TEXT)
            continue;
        struct vmi_slice *text = (struct vmi_slice *)(void *)((char *)record + type->columns[i].offset);
        *text = vmi_arena_dup(arena, *text);
    }
}

size_t vmi_column_size(enum vmi_column_type type)
{
    static const size_t sizes[] = {
        [VMI_COLUMN_TEXT] = sizeof(struct vmi_slice), [VMI_COLUMN_DATE] = sizeof(struct vmi_date),
        [VMI_COLUMN_DAY] = sizeof(int32_t),           [VMI_COLUMN_QUANTITY] = sizeof(vmi_decimal),
        [VMI_COLUMN_STATISTIC] = sizeof(double),      [VMI_COLUMN_MEASURE] = sizeof(enum vmi_measure),
    };
    return sizes[type];
}

const char *vmi_column_type_name(enum vmi_column_type type)
{
    static const char *const names[] = {
        [VMI_COLUMN_TEXT] = "text",
        [VMI_COLUMN_DATE] = "date or date-time",
        [VMI_COLUMN_DAY] = "date",
        [VMI_COLUMN_QUANTITY] = "quantity",
        [VMI_COLUMN_STATISTIC] = "statistic",
        [VMI_COLUMN_MEASURE] = "measure",
    };
    return names[type];
}
