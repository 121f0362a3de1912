/*
 * Texts of figures, for sentences: they live as long as the block in which they stand.
 */
#ifndef STOCK_FIGURE_H
#define STOCK_FIGURE_H

#include "vmi/decimal.h"
#include "vmi/statistic.h"

struct figure {
    char text[VMI_STATISTIC_TEXT_SIZE];
};

static inline const char *figure_of(double value, struct figure *f)
{
    vmi_statistic_format(value, f->text);
    return f->text;
}

static inline const char *figure_of_quantity(vmi_decimal value, struct figure *f)
{
    vmi_decimal_format(value, f->text);
    return f->text;
}

#define FIGURE(value)   figure_of((value), &(struct figure){""})
#define QUANTITY(value) figure_of_quantity((value), &(struct figure){""})

#endif
