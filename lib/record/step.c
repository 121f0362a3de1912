#include "vmi/step.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "vmi/memory.h"
#include "vmi/statistic.h"

#define ROW(member, need, people, meaning) VMI_FIELD(struct vmi_step, TEXT, member, need, people, meaning)

static const struct vmi_column columns[] = {
    ROW(location, VMI_NEED_CELL, 2, "the location"),
    ROW(sku, VMI_NEED_CELL, 1, "the item"),
    ROW(step, VMI_NEED_CELL, 3, "the number of the step, 1 the first"),
    ROW(symbol, VMI_NEED_CELL, 1, "what is worked out"),
    ROW(value, VMI_NEED_COLUMN, 1, "what it is; empty: not known"),
    ROW(unit, VMI_NEED_NOTHING, 5, "unit of the value"),
    ROW(formula, VMI_NEED_NOTHING, 2, "how it is worked out, with the figures that went in"),
    ROW(source, VMI_NEED_NOTHING, 4, "where the formula or the figure comes from"),
};

const struct vmi_record_type vmi_step_type = {
    .name = "steps",
    .maker = "vmi-threshold --explain",
    .summary = "one step of a working-out",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct vmi_step),
};

void vmi_steps_free(struct vmi_steps *s)
{
    free(s->list);
    s->list = NULL;
    s->count = s->capacity = 0;
}

static struct vmi_slice dup_text(struct vmi_steps *s, const char *text)
{
    return *text ? vmi_arena_dup(s->arena, vmi_slice_of(text)) : VMI_SLICE_NONE;
}

VMI_PRINTF(6, 0)
static void add(struct vmi_steps *s, const char *symbol, struct vmi_slice value, const char *unit,
                const char *source, const char *format, va_list arguments)
{
    struct vmi_buffer formula = {0};
    char number[24];
    vmi_buffer_vprint(&formula, format, arguments);
    snprintf(number, sizeof number, "%zu", s->count + 1);
    s->list = vmi_grow(s->list, &s->capacity, s->count + 1, sizeof *s->list);
    s->list[s->count++] = (struct vmi_step){
        .location = s->location,
        .sku = s->sku,
        .step = dup_text(s, number),
        .symbol = dup_text(s, symbol),
        .value = value.length ? vmi_arena_dup(s->arena, value) : VMI_SLICE_NONE,
        .unit = dup_text(s, unit),
        .formula = formula.length ? vmi_arena_dup(s->arena, vmi_buffer_slice(&formula)) : VMI_SLICE_NONE,
        .source = dup_text(s, source),
    };
    vmi_buffer_free(&formula);
}

void(vmi_steps_add)(struct vmi_steps *s, const char *symbol, double value, const char *unit,
                    const char *source, const char *formula, ...)
{
    char text[VMI_STATISTIC_TEXT_SIZE];
    va_list arguments;
    if (!s)
        return;
    vmi_statistic_format(value, text);
    va_start(arguments, formula);
    add(s, symbol, vmi_slice_of(text), unit, source, formula, arguments);
    va_end(arguments);
}

void(vmi_steps_say)(struct vmi_steps *s, const char *symbol, struct vmi_slice value, const char *source,
                    const char *formula, ...)
{
    va_list arguments;
    if (!s)
        return;
    va_start(arguments, formula);
    add(s, symbol, value, "", source, formula, arguments);
    va_end(arguments);
}
