#include "vmi/statistic.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

size_t vmi_statistic_format(double value, char buffer[VMI_STATISTIC_TEXT_SIZE])
{
    buffer[0] = '\0';
    if (!isfinite(value))
        return 0;
    size_t length = (size_t)snprintf(buffer, VMI_STATISTIC_TEXT_SIZE, "%.6f", value);
    while (buffer[length - 1] == '0')
        length--;
    if (buffer[length - 1] == '.')
        length--;
    buffer[length] = '\0';
    if (strcmp(buffer, "-0") == 0)
        length = (size_t)snprintf(buffer, VMI_STATISTIC_TEXT_SIZE, "0");
    return length;
}

bool vmi_statistic_parse(struct vmi_slice s, double *value)
{
    char copy[VMI_STATISTIC_TEXT_SIZE], *end;
    if (!s.length || s.length >= sizeof copy)
        return false;
    for (size_t i = 0; i < s.length; i++)
        if (!s.text[i] || !strchr("+-.0123456789eE", s.text[i]))
            return false;
    memcpy(copy, s.text, s.length);
    copy[s.length] = '\0';
    double read = strtod(copy, &end);
    if (end != copy + s.length || !isfinite(read))
        return false;
    *value = read;
    return true;
}
