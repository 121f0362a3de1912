#include "vmi/statistic.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "vmi/decimal.h"

__extension__ typedef unsigned __int128 wide;

/* Below 2^43, and so a decimal when it is counted in millionths. */
#define MOST 0x1p43

/* VALUE, which is below MOST, to the nearest millionth; of two that are as near to the even one, as printf has it. */
static vmi_decimal to_millionths(double value)
{
    enum { MANTISSA = 52, BIAS = 1023, ENOUGH = 100 };
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint64_t mantissa = bits & ((UINT64_C(1) << MANTISSA) - 1);
    int exponent = (int)(bits >> MANTISSA & 0x7FF),
        shift = BIAS + MANTISSA - exponent; /* of what 2^-shift is one */
    if (exponent == 0 || shift > ENOUGH)
        return 0;
    wide exact = (wide)(mantissa | UINT64_C(1) << MANTISSA) * (wide)VMI_DECIMAL_ONE;
    wide half = (wide)1 << (shift - 1), rest = exact & (((wide)1 << shift) - 1);
    uint64_t millionths = (uint64_t)(exact >> shift);
    millionths += rest > half || (rest == half && millionths % 2 == 1);
    return value < 0 ? -(vmi_decimal)millionths : (vmi_decimal)millionths;
}

size_t vmi_statistic_format(double value, char buffer[VMI_STATISTIC_TEXT_SIZE])
{
    buffer[0] = '\0';
    if (!isfinite(value))
        return 0;
    if (fabs(value) < MOST)
        return vmi_decimal_format(to_millionths(value), buffer);
    size_t length = (size_t)snprintf(buffer, VMI_STATISTIC_TEXT_SIZE, "%.6f", value);
    while (buffer[length - 1] == '0')
        length--;
    if (buffer[length - 1] == '.')
        length--;
    buffer[length] = '\0';
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
