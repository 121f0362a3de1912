#include "vmi/edi_seen.h"

#include <stdlib.h>

#include "vmi/map.h"
#include "vmi/memory.h"

static const char HEADER[] = "sender_qualifier,sender,receiver_qualifier,receiver,number,content";

struct vmi_edi_seen {
    struct vmi_map keys;
    struct vmi_slice *contents; /* by key, in the arena */
    size_t capacity;
    struct vmi_arena arena;
};

struct vmi_edi_seen *vmi_edi_seen_new(void)
{
    return vmi_alloc_zeroed(1, sizeof(struct vmi_edi_seen));
}

void vmi_edi_seen_free(struct vmi_edi_seen *s)
{
    if (!s)
        return;
    vmi_map_free(&s->keys);
    vmi_arena_free(&s->arena);
    free(s->contents);
    free(s);
}

/* What would part the key's cells, or the lines, is written as %XX, as in a URL. */
void vmi_edi_seen_key(struct vmi_buffer *out, struct vmi_slice part)
{
    for (size_t i = 0; i < part.length; i++) {
        unsigned char c = (unsigned char)part.text[i];
        if (c <= ' ' || c == ',' || c == '"' || c == '%' || c >= 0x7F)
            vmi_buffer_print(out, "%%%02X", c);
        else
            vmi_buffer_add(out, part.text + i, 1);
    }
}

const char *vmi_edi_seen_find(const struct vmi_edi_seen *s, struct vmi_slice key)
{
    uint32_t number = vmi_map_find(&s->keys, key);
    return number == VMI_MAP_NONE ? "" : s->contents[number].text;
}

void vmi_edi_seen_add(struct vmi_edi_seen *s, struct vmi_slice key, struct vmi_slice content)
{
    size_t before = s->keys.count;
    uint32_t number = vmi_map_intern(&s->keys, key);
    if (number < before)
        return;
    s->contents = vmi_grow(s->contents, &s->capacity, s->keys.count, sizeof *s->contents);
    s->contents[number] = vmi_arena_dup(&s->arena, content);
}

size_t vmi_edi_seen_count(const struct vmi_edi_seen *s)
{
    return s->keys.count;
}

static bool is_content(struct vmi_slice s)
{
    for (size_t i = 0; i < s.length; i++)
        if (!((s.text[i] >= '0' && s.text[i] <= '9') || (s.text[i] >= 'a' && s.text[i] <= 'f')))
            return false;
    return s.length == 32;
}

static bool read_line(struct vmi_edi_seen *s, struct vmi_slice line)
{
    size_t commas = 0, last = 0;
    for (size_t i = 0; i < line.length; i++)
        if (line.text[i] == ',') {
            commas++;
            last = i;
        }
    struct vmi_slice content = {line.text + last + 1, line.length - last - 1};
    if (commas != 5 || !is_content(content))
        return false;
    vmi_edi_seen_add(s, (struct vmi_slice){line.text, last}, content);
    return true;
}

bool vmi_edi_seen_read(struct vmi_edi_seen *s, struct vmi_slice text, struct vmi_error *error)
{
    struct vmi_slice rest = text;
    for (error->line = 1; rest.text && rest.length; error->line++) {
        struct vmi_slice line = vmi_slice_cut(&rest, '\n');
        if (error->line == 1 ? !vmi_slice_is(line, HEADER) : !read_line(s, line))
            return vmi_error_set(error, VMI_INPUT, "edi_seen",
                                 error->line == 1 ? "is no file of interchanges; its header is %s"
                                                  : "is no interchange; %s was expected",
                                 HEADER);
    }
    return true;
}

void vmi_edi_seen_write(const struct vmi_edi_seen *s, struct vmi_buffer *out)
{
    vmi_buffer_print(out, "%s\n", HEADER);
    for (size_t i = 0; i < s->keys.count; i++)
        vmi_buffer_print(out, "%.*s,%.*s\n", VMI_SLICE_PRINT(s->keys.keys[i]),
                         VMI_SLICE_PRINT(s->contents[i]));
}
