/*
 * Periods of the calendar.
 */
#include "vmi/kpi.h"

static const char *const names[VMI_KPI_PERIODS] = {"", "week", "month", "quarter"};

const char *vmi_kpi_period_name(enum vmi_kpi_period period)
{
    return names[period];
}

static struct vmi_days months(int year, int month, int count)
{
    int last = month + count - 1;
    return (struct vmi_days){vmi_day_of(year, month, 1),
                             vmi_day_of(year, last, vmi_days_in_month(year, last))};
}

struct vmi_days vmi_kpi_period_of(enum vmi_kpi_period period, int32_t day)
{
    int year, month, day_of_month;
    vmi_day_split(day, &year, &month, &day_of_month);
    switch (period) {
    case VMI_KPI_WEEK:
        return (struct vmi_days){day - vmi_day_weekday(day), day - vmi_day_weekday(day) + 6};
    case VMI_KPI_MONTH:
        return months(year, month, 1);
    case VMI_KPI_QUARTER:
        return months(year, (month - 1) / 3 * 3 + 1, 3);
    default:
        return (struct vmi_days){VMI_DAY_FIRST, VMI_DAY_LAST};
    }
}

/* A week is of the year in which its Thursday is. */
static void print_week(int32_t day, struct vmi_buffer *out)
{
    int year, month, day_of_month;
    int32_t thursday = day - vmi_day_weekday(day) + 3;
    vmi_day_split(thursday, &year, &month, &day_of_month);
    vmi_buffer_print(out, "%04d-W%02d", year, (int)(thursday - vmi_day_of(year, 1, 1)) / 7 + 1);
}

void vmi_kpi_period_print(enum vmi_kpi_period period, int32_t day, struct vmi_buffer *out)
{
    int year, month, day_of_month;
    vmi_day_split(day, &year, &month, &day_of_month);
    if (period == VMI_KPI_WEEK)
        print_week(day, out);
    else if (period == VMI_KPI_MONTH)
        vmi_buffer_print(out, "%04d-%02d", year, month);
    else if (period == VMI_KPI_QUARTER)
        vmi_buffer_print(out, "%04d-Q%d", year, (month + 2) / 3);
}
