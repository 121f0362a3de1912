#include "vmi/pairs.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

enum vmi_pair_next vmi_pair_next(struct vmi_slice *rest, struct vmi_pair *pair)
{
    *rest = vmi_slice_trim(*rest);
    if (!rest->length)
        return VMI_PAIR_END;
    size_t length = 0;
    while (length < rest->length && !is_blank(rest->text[length]))
        length++;
    struct vmi_slice value = {rest->text, length};
    *rest = (struct vmi_slice){rest->text + length, rest->length - length};
    pair->name = vmi_slice_cut(&value, '=');
    if (!pair->name.length || !value.text)
        return VMI_PAIR_BAD;
    return vmi_decimal_parse(value, VMI_DECIMAL_PLAIN, &pair->value) == VMI_DECIMAL_OK ? VMI_PAIR_READ
                                                                                       : VMI_PAIR_BAD;
}

vmi_decimal vmi_pairs_find(struct vmi_slice list, struct vmi_slice name)
{
    struct vmi_pair pair;
    while (vmi_pair_next(&list, &pair) == VMI_PAIR_READ)
        if (vmi_slice_equal(pair.name, name))
            return pair.value;
    return VMI_DECIMAL_UNKNOWN;
}

bool vmi_pairs_twice(struct vmi_slice list, struct vmi_slice *name)
{
    struct vmi_pair pair;
    while (vmi_pair_next(&list, &pair) == VMI_PAIR_READ) {
        *name = pair.name;
        if (vmi_pairs_find(list, pair.name) != VMI_DECIMAL_UNKNOWN)
            return true;
    }
    return false;
}
