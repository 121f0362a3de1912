#include "gtin.h"

/* Digits of the number under each qualifier, and whether the last of them is left out. */
static const struct {
    const char *qualifier;
    size_t length;
    bool unchecked;
} forms[] = {
    {"UP", 12, false}, {"EN", 13, false}, {"UK", 14, false}, {"EO", 8, false},
    {"UI", 11, true},  {"UA", 11, true},  {"UN", 11, true},  {"SRV", 14, false},
};

static bool are_digits(struct vmi_slice s)
{
    for (size_t i = 0; i < s.length; i++)
        if (s.text[i] < '0' || s.text[i] > '9')
            return false;
    return s.length > 0;
}

/* Of the first 13 digits. */
static char check_digit(const char *gtin)
{
    int sum = 0;
    for (int i = 0; i < GTIN_SIZE - 2; i++)
        sum += (gtin[i] - '0') * (i % 2 ? 1 : 3);
    return (char)('0' + (10 - sum % 10) % 10);
}

enum gtin_form gtin_normalise(struct vmi_slice qualifier, struct vmi_slice id, char gtin[GTIN_SIZE])
{
    enum { DIGITS = GTIN_SIZE - 1 };
    size_t i = 0;
    while (i < VMI_COUNT(forms) && !vmi_slice_is(qualifier, forms[i].qualifier))
        i++;
    if (i == VMI_COUNT(forms))
        return GTIN_NONE;
    if (!are_digits(id) || id.length > DIGITS)
        return GTIN_BAD_FORM;
    /* A 12 or 13 digit code stands under any of the qualifiers in practice; a shorter one is as long as it must be. */
    bool unchecked = forms[i].unchecked && id.length == forms[i].length;
    if (!unchecked && id.length != 8 && id.length < 12)
        return GTIN_BAD_FORM;
    size_t end = DIGITS - unchecked, zeros = end - id.length;
    memset(gtin, '0', zeros);
    memcpy(gtin + zeros, id.text, id.length);
    gtin[DIGITS] = '\0';
    if (unchecked)
        gtin[DIGITS - 1] = check_digit(gtin);
    return gtin[DIGITS - 1] == check_digit(gtin) ? GTIN_GOOD : GTIN_BAD_CHECK;
}

bool gtin_is_no_item(struct vmi_slice qualifier)
{
    static const char *const others[] = {"LT", "SN", "PL", "PO", "CL", "SZ", "NB", "BN",
                                         "GB", "PV", "VE", "SM", "CO", "RY", "UX"};
    for (size_t i = 0; i < VMI_COUNT(others); i++)
        if (vmi_slice_is(qualifier, others[i]))
            return true;
    return false;
}
