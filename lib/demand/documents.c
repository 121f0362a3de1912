#include "vmi/documents.h"

#include <stdlib.h>

/* What acts on orders; within a day in this order, for the rest to make sense. */
static const enum vmi_measure acting[] = {VMI_ORDERED, VMI_CONFIRMED, VMI_SHIPPED, VMI_RECEIVED,
                                          VMI_CANCELLED};

static int rank(enum vmi_measure measure)
{
    int i = 0;
    while (acting[i] != measure)
        i++;
    return i;
}

static int32_t acting_day(const struct vmi_fact *fact)
{
    return fact->measure == VMI_RECEIVED ? vmi_fact_last_day(fact) : fact->day;
}

#define COMPARE(a, b) ((a) < (b) ? -1 : (a) > (b))

static int compare_in_time(const void *left, const void *right)
{
    const struct vmi_fact *a = *(const struct vmi_fact *const *)left,
                          *b = *(const struct vmi_fact *const *)right;
    int order = vmi_day_compare(acting_day(a), acting_day(b));
    order = order ? order : COMPARE(a->instant, b->instant);
    order = order ? order : rank(a->measure) - rank(b->measure);
    return order ? order : COMPARE(a->order, b->order);
}

/* By what the records of one measure state: for which order and due day, and when. */
static int compare_statements(const void *left, const void *right)
{
    const struct vmi_fact *a = *(const struct vmi_fact *const *)left,
                          *b = *(const struct vmi_fact *const *)right;
    int order = COMPARE(a->ref, b->ref);
    order = order ? order : COMPARE(a->day, b->day);
    order = order ? order : COMPARE(a->until, b->until);
    return order ? order : compare_in_time(left, right);
}

/* Of what is stated again on a day the latest stands. */
static size_t drop_restated(const struct vmi_fact **facts, size_t count)
{
    size_t kept = 0;
    if (count > 1)
        qsort(facts, count, sizeof *facts, compare_statements);
    for (size_t i = 0; i < count; i++) {
        const struct vmi_fact *fact = facts[i], *next = i + 1 < count ? facts[i + 1] : NULL;
        if (!next || fact->ref != next->ref || fact->day != next->day || fact->until != next->until)
            facts[kept++] = fact;
    }
    return kept;
}

size_t vmi_documents_in_time(const struct vmi_facts *item, int32_t day, const struct vmi_fact **facts)
{
    size_t count = 0;
    for (size_t i = 0; i < VMI_COUNT(acting); i++) {
        size_t stated, first = count;
        const struct vmi_fact *list = vmi_item_facts(item, acting[i], &stated);
        for (size_t j = 0; j < stated; j++)
            if (day == VMI_DAY_NONE || acting_day(&list[j]) <= day)
                facts[count++] = &list[j];
        if (acting[i] == VMI_ORDERED || acting[i] == VMI_CONFIRMED)
            count = first + drop_restated(facts + first, count - first);
    }
    if (count > 1)
        qsort(facts, count, sizeof *facts, compare_in_time);
    return count;
}
