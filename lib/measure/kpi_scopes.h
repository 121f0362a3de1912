/*
 * kpi_scopes.h: the total, its parts, and the groups of which something is asked.
 */
#ifndef VMI_MEASURE_KPI_SCOPES_H
#define VMI_MEASURE_KPI_SCOPES_H

#include "kpi_tallies.h"
#include "kpi_targets.h"
#include "vmi/kpi.h"
#include "vmi/map.h"

/* The items of a total, of one part of it, or of a group. */
struct scope {
    struct vmi_slice name, location, sku, class, part;
    struct vmi_slice others; /* what makes the group besides */
    struct target *targets;  /* by metric */
    struct vmi_days days;    /* of its part of the calendar, or of its window */
    struct vmi_kpi_sums sums;
    uint32_t number;           /* among all, groups too */
    struct tallies *tallies;   /* of all scopes */
    struct vmi_kpi_sums *line; /* of the last periods; NULL: of none */
    uint32_t *items;           /* by number, where they are kept */
    size_t item_count, items_capacity;
    const struct scope *beside; /* in the baseline; NULL: there is none */
};

/* Groups are numbered from here. */
#define SCOPE_GROUPS UINT32_C(0x80000000)

/* Where a scope's tallies are: of all its days in slot 0, of the periods of its line behind it. */
static inline uint64_t scope_place(const struct scope *scope, size_t slot)
{
    return (uint64_t)scope->number << 8 | slot;
}

struct scopes {
    struct vmi_kpi_split split;
    struct tallies *tallies;
    struct vmi_map keys; /* number of a scope; 0 is the total */
    struct scope *list;
    size_t count, capacity;
    struct vmi_arena *arena; /* of the texts */
    struct vmi_buffer key, part, name;
};

/* With a scope for the total. Everything is asked TARGETS. */
void scopes_begin(struct scopes *scopes, const struct vmi_kpi_split *split, struct target *targets,
                  struct tallies *tallies, struct vmi_arena *arena);
void scopes_free(struct scopes *scopes);

void scope_add_item(struct scope *scope, uint32_t item);

/* What a scope owns. */
void scope_free(struct scope *scope);

/* The scope of the same columns as PART, the total for the total; NULL when there is none. */
const struct scope *scopes_same(const struct scopes *scopes, const struct scope *part);

/* The number of the scope of an item on DAY, and on other days of the same part of the calendar: that of DAYS. */
size_t scopes_find(struct scopes *scopes, const struct vmi_item *item, const struct vmi_terms *terms,
                   int32_t day, struct vmi_days days);

#endif
