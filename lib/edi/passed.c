#include "passed.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "vmi/memory.h"

enum { MOST = 1000 }; /* kinds that are told apart */

void passed_add(struct edi_passed *p, const char *format, ...)
{
    char text[300];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t before = p->texts.count, most = sizeof text - 1;
    struct vmi_slice key = {text, (size_t)length < most ? (size_t)length : most};
    if (p->texts.count >= MOST && vmi_map_find(&p->texts, key) == VMI_MAP_NONE)
        key = VMI_SLICE("further kinds of quantities");
    uint32_t number = vmi_map_intern(&p->texts, key);
    p->counts = vmi_grow(p->counts, &p->capacity, p->texts.count, sizeof *p->counts);
    if (number == before)
        p->counts[number] = 0;
    p->counts[number]++;
}

bool passed_text(const struct edi_passed *p, size_t at, struct vmi_buffer *out)
{
    if (at >= p->texts.count)
        return false;
    vmi_buffer_print(out, "%.*s; %llu passed over", VMI_SLICE_PRINT(p->texts.keys[at]),
                     (unsigned long long)p->counts[at]);
    return true;
}

void passed_free(struct edi_passed *p)
{
    vmi_map_free(&p->texts);
    free(p->counts);
}
