/*
 * step.h: one step of a working-out, so that every figure can be redone (vmi-stream(5)).
 */
#ifndef VMI_STEP_H
#define VMI_STEP_H

#include "vmi/arena.h"
#include "vmi/column.h"

struct vmi_step {
    struct vmi_slice location, sku, step, symbol, value, unit, formula, source;
};

extern const struct vmi_record_type vmi_step_type;

/* The steps of one item, in their order. Texts are in the arena. */
struct vmi_steps {
    struct vmi_arena *arena;
    struct vmi_slice location, sku; /* of those that are added */
    struct vmi_step *list;
    size_t count, capacity;
};

void vmi_steps_free(struct vmi_steps *steps);

/*
 * Adds a step: what SYMBOL is called, its value, the unit of it, the formula with its symbols and figures, and where the
 * formula or the figure comes from. STEPS may be NULL: nobody asks. A value that is NaN is not known, and is empty.
 */
void vmi_steps_add(struct vmi_steps *steps, const char *symbol, double value, const char *unit,
                   const char *source, const char *formula, ...) VMI_PRINTF(6, 7);

/* The same of a word. */
void vmi_steps_say(struct vmi_steps *steps, const char *symbol, struct vmi_slice value, const char *source,
                   const char *formula, ...) VMI_PRINTF(5, 6);

/* Where nobody asks, the texts of a formula are not made either. */
#define vmi_steps_add(steps, ...) ((steps) ? (vmi_steps_add)((steps), __VA_ARGS__) : (void)0)
#define vmi_steps_say(steps, ...) ((steps) ? (vmi_steps_say)((steps), __VA_ARGS__) : (void)0)

#endif
