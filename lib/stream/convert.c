#include "vmi/convert.h"

#include "encoding.h"

/* The reader of whole files marks what is no character with a byte that makes the line no UTF-8; here it is a character. */
static void replace_marks(struct vmi_slice text, struct vmi_buffer *out)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.text[i] == '\xFF')
            vmi_buffer_add(out, "\xEF\xBF\xBD", 3);
        else
            vmi_buffer_add(out, text.text + i, 1);
}

bool vmi_convert(const char *encoding, struct vmi_slice bytes, struct vmi_buffer *out)
{
    struct vmi_buffer text = {0};
    struct encoding *e = encoding_open(encoding);
    if (!e)
        return false;
    encoding_convert(e, bytes, true, &text);
    encoding_close(e);
    replace_marks(vmi_buffer_slice(&text), out);
    vmi_buffer_free(&text);
    return true;
}
