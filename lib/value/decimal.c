#include "vmi/decimal.h"

#include <math.h>

struct scan {
    struct vmi_slice rest;
    uint64_t digits; /* the significand, while it fits */
    int scale;       /* decimals in it; below 0: zeros that were left off its end */
    bool any, range, precision;
};

/* Beyond this one more digit could not be held. */
static const uint64_t ROOM = (UINT64_MAX - 9) / 10;

static void scan_digits(struct scan *s, bool fraction)
{
    while (s->rest.length && s->rest.text[0] >= '0' && s->rest.text[0] <= '9') {
        unsigned digit = (unsigned)(s->rest.text[0] - '0');
        s->any = true;
        s->rest.text++, s->rest.length--;
        if (s->digits > ROOM) {
            /* An exponent may still bring it back, but not what is more than zeros. */
            s->scale -= !fraction;
            s->precision |= digit != 0;
            continue;
        }
        s->digits = s->digits * 10 + digit;
        s->scale += fraction;
    }
}

static bool scan_exponent(struct scan *s, int *exponent)
{
    bool negative = false;
    int value = 0;
    s->rest.text++, s->rest.length--;
    if (s->rest.length && (s->rest.text[0] == '-' || s->rest.text[0] == '+')) {
        negative = s->rest.text[0] == '-';
        s->rest.text++, s->rest.length--;
    }
    if (!s->rest.length)
        return false;
    for (; s->rest.length; s->rest.text++, s->rest.length--) {
        if (s->rest.text[0] < '0' || s->rest.text[0] > '9')
            return false;
        if (value < 10000)
            value = value * 10 + (s->rest.text[0] - '0');
    }
    *exponent = negative ? -value : value;
    return true;
}

/* Brings the significand to millionths. */
static enum vmi_decimal_result settle(struct scan *s, int exponent, bool negative, vmi_decimal *value)
{
    int shift = 6 - s->scale + exponent;
    if (s->digits == 0 && !s->range && !s->precision) {
        *value = 0;
        return VMI_DECIMAL_OK;
    }
    for (; shift < 0 && s->digits; shift++) {
        s->precision |= s->digits % 10 != 0;
        s->digits /= 10;
    }
    for (; shift > 0 && !s->range; shift--) {
        s->range |= s->digits > ROOM;
        s->digits *= 10;
    }
    if (s->range || s->digits >= (uint64_t)VMI_DECIMAL_MAXIMUM)
        return VMI_DECIMAL_RANGE;
    if (s->precision)
        return VMI_DECIMAL_PRECISION;
    *value = negative ? -(vmi_decimal)s->digits : (vmi_decimal)s->digits;
    return VMI_DECIMAL_OK;
}

/* Adds the digits at the front of *TEXT to *DIGITS, MOST of them. */
static size_t take_digits(struct vmi_slice *text, size_t most, vmi_decimal *digits)
{
    size_t count = 0;
    for (; count < most && count < text->length; count++) {
        unsigned digit = (unsigned)(text->text[count] - '0');
        if (digit > 9)
            break;
        *digits = *digits * 10 + (vmi_decimal)digit;
    }
    text->text += count, text->length -= count;
    return count;
}

/* Most quantities are a few digits. False where TEXT is anything else, or too long to be sure that it is in range. */
static bool parse_short(struct vmi_slice text, vmi_decimal *value)
{
    enum { WHOLE_DIGITS = 12, DECIMALS = 6 };
    static const vmi_decimal shifts[] = {1000000, 100000, 10000, 1000, 100, 10, 1};
    vmi_decimal digits = 0;
    size_t decimals = 0;
    if (!take_digits(&text, WHOLE_DIGITS, &digits))
        return false;
    if (text.length && text.text[0] == '.') {
        text.text++, text.length--;
        decimals = take_digits(&text, DECIMALS, &digits);
    }
    if (text.length)
        return false;
    *value = digits * shifts[decimals];
    return true;
}

enum vmi_decimal_result vmi_decimal_parse(struct vmi_slice text, enum vmi_decimal_form form,
                                          vmi_decimal *value)
{
    if (parse_short(text, value))
        return VMI_DECIMAL_OK;
    struct scan s = {.rest = text};
    bool negative = false;
    int exponent = 0;
    if (s.rest.length && (s.rest.text[0] == '-' || s.rest.text[0] == '+')) {
        negative = s.rest.text[0] == '-';
        s.rest.text++, s.rest.length--;
    }
    scan_digits(&s, false);
    if (s.rest.length && s.rest.text[0] == '.') {
        s.rest.text++, s.rest.length--;
        scan_digits(&s, true);
    }
    if (s.any && form == VMI_DECIMAL_JSON && s.rest.length &&
        (s.rest.text[0] == 'e' || s.rest.text[0] == 'E'))
        if (!scan_exponent(&s, &exponent))
            return VMI_DECIMAL_SYNTAX;
    if (!s.any || s.rest.length)
        return VMI_DECIMAL_SYNTAX;
    return settle(&s, exponent, negative, value);
}

const char *vmi_decimal_problem(enum vmi_decimal_result result)
{
    switch (result) {
    case VMI_DECIMAL_SYNTAX:
        return "is not a number; digits with at most one decimal point were expected";
    case VMI_DECIMAL_PRECISION:
        return "has more than 6 decimals";
    case VMI_DECIMAL_RANGE:
        return "is too large; below 9.2e12 was expected";
    case VMI_DECIMAL_OK:
        break;
    }
    return "is a number";
}

size_t vmi_decimal_format(vmi_decimal value, char buffer[VMI_DECIMAL_TEXT_SIZE])
{
    char reversed[VMI_DECIMAL_TEXT_SIZE];
    size_t n = 0, length = 0;
    if (value == VMI_DECIMAL_UNKNOWN) {
        buffer[0] = '\0';
        return 0;
    }
    uint64_t rest = value < 0 ? (uint64_t)-value : (uint64_t)value;
    uint64_t whole = rest / (uint64_t)VMI_DECIMAL_ONE, fraction = rest % (uint64_t)VMI_DECIMAL_ONE;
    if (fraction) {
        int decimals = 6;
        for (; fraction % 10 == 0; decimals--)
            fraction /= 10;
        for (; decimals > 0; decimals--, fraction /= 10)
            reversed[n++] = (char)('0' + fraction % 10);
        reversed[n++] = '.';
    }
    do {
        reversed[n++] = (char)('0' + whole % 10);
    } while (whole /= 10);
    if (value < 0)
        reversed[n++] = '-';
    while (n)
        buffer[length++] = reversed[--n];
    buffer[length] = '\0';
    return length;
}

static bool in_range(vmi_decimal value)
{
    return value > -VMI_DECIMAL_MAXIMUM && value < VMI_DECIMAL_MAXIMUM;
}

bool vmi_decimal_add(vmi_decimal a, vmi_decimal b, vmi_decimal *result)
{
    vmi_decimal sum;
    if (__builtin_add_overflow(a, b, &sum) || !in_range(sum))
        return false;
    *result = sum;
    return true;
}

bool vmi_decimal_subtract(vmi_decimal a, vmi_decimal b, vmi_decimal *result)
{
    vmi_decimal difference;
    if (__builtin_sub_overflow(a, b, &difference) || !in_range(difference))
        return false;
    *result = difference;
    return true;
}

bool vmi_decimal_multiply(vmi_decimal a, vmi_decimal b, vmi_decimal *result)
{
    __extension__ typedef __int128 wide;
    wide product = (wide)a * b, half = VMI_DECIMAL_ONE / 2;
    product = (product + (product < 0 ? -half : half)) / VMI_DECIMAL_ONE;
    if (product <= -VMI_DECIMAL_MAXIMUM || product >= VMI_DECIMAL_MAXIMUM)
        return false;
    *result = (vmi_decimal)product;
    return true;
}

enum vmi_decimal_result vmi_decimal_multiply_exactly(vmi_decimal a, vmi_decimal b, vmi_decimal *result)
{
    __extension__ typedef __int128 wide;
    wide product = (wide)a * b;
    if (product % VMI_DECIMAL_ONE != 0)
        return VMI_DECIMAL_PRECISION;
    product /= VMI_DECIMAL_ONE;
    if (product <= -VMI_DECIMAL_MAXIMUM || product >= VMI_DECIMAL_MAXIMUM)
        return VMI_DECIMAL_RANGE;
    *result = (vmi_decimal)product;
    return VMI_DECIMAL_OK;
}

vmi_decimal vmi_decimal_floor_to(vmi_decimal value, vmi_decimal step)
{
    vmi_decimal rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

bool vmi_decimal_ceil_to(vmi_decimal value, vmi_decimal step, vmi_decimal *result)
{
    vmi_decimal below = vmi_decimal_floor_to(value, step);
    return below == value ? (*result = value, true) : vmi_decimal_add(below, step, result);
}

double vmi_decimal_to_double(vmi_decimal value)
{
    return value == VMI_DECIMAL_UNKNOWN ? NAN : (double)value / (double)VMI_DECIMAL_ONE;
}

bool vmi_decimal_ceil_double(double x, vmi_decimal step, vmi_decimal *result)
{
    double steps = x / ((double)step / (double)VMI_DECIMAL_ONE);
    double slack = fmax(1e-9, 1e-12 * fabs(steps));
    double count = round(steps); /* where the slack is wider than a step, the nearest multiple it is */
    if (steps - count > slack)
        count++;
    if (!isfinite(count) || fabs(count) * (double)step >= (double)VMI_DECIMAL_MAXIMUM)
        return false;
    *result = (vmi_decimal)count * step;
    return true;
}

bool vmi_decimal_floor_double(double x, vmi_decimal step, vmi_decimal *result)
{
    vmi_decimal below;
    if (!vmi_decimal_ceil_double(-x, step, &below))
        return false;
    *result = -below;
    return true;
}
