#include "json_reader.h"

#include <stdlib.h>

#include "vmi/json.h"
#include "vmi/memory.h"

struct vmi_json_reader {
    struct vmi_source *source;
    bool array, nested;
    struct vmi_json json;
    struct vmi_arena arena; /* unescaped texts of one row */
    struct vmi_map keys;
    struct vmi_cell *cells;
    size_t cells_capacity;
    bool *placed; /* by column: the record has it */
    size_t placed_capacity;
};

struct vmi_json_reader *vmi_json_reader_new(struct vmi_source *source, bool array,
                                            const struct vmi_rows_options *options)
{
    struct vmi_json_reader *r = vmi_alloc_zeroed(1, sizeof *r);
    r->source = source;
    r->array = array;
    r->nested = options->nested;
    return r;
}

void vmi_json_reader_free(struct vmi_json_reader *r)
{
    if (!r)
        return;
    vmi_json_free(&r->json);
    vmi_arena_free(&r->arena);
    vmi_map_free(&r->keys);
    free(r->cells);
    free(r->placed);
    free(r);
}

const struct vmi_map *vmi_json_reader_keys(const struct vmi_json_reader *r)
{
    return &r->keys;
}

void vmi_json_reader_know(struct vmi_json_reader *r, const struct vmi_map *keys)
{
    for (size_t i = 0; i < keys->count; i++)
        vmi_map_intern(&r->keys, keys->keys[i]);
    r->cells = vmi_grow(r->cells, &r->cells_capacity, r->keys.count, sizeof *r->cells);
    r->placed = vmi_grow(r->placed, &r->placed_capacity, r->keys.count, sizeof *r->placed);
}

static struct vmi_cell cell_of(struct vmi_json_reader *r, const struct vmi_json_node *node)
{
    switch (node->kind) {
    case VMI_JSON_STRING:
        if (node->text.length == 0)
            break;
        return (struct vmi_cell){vmi_json_unescape(node->text, &r->arena), VMI_CELL_STRING};
    case VMI_JSON_NUMBER:
        return (struct vmi_cell){node->text, VMI_CELL_NUMBER};
    case VMI_JSON_NULL:
        break;
    case VMI_JSON_OBJECT:
    case VMI_JSON_ARRAY:
    case VMI_JSON_TRUE:
    case VMI_JSON_FALSE:
        return (struct vmi_cell){node->text, VMI_CELL_OTHER};
    }
    return (struct vmi_cell){VMI_SLICE_NONE, VMI_CELL_UNKNOWN};
}

/* "outer.inner", without escapes. */
static struct vmi_slice inner_name(struct vmi_json_reader *r, struct vmi_slice outer, struct vmi_slice inner)
{
    outer = vmi_json_unescape(outer, &r->arena);
    inner = vmi_json_unescape(inner, &r->arena);
    char *name = vmi_arena_alloc(&r->arena, outer.length + 1 + inner.length);
    if (outer.length)
        memcpy(name, outer.text, outer.length);
    name[outer.length] = '.';
    if (inner.length)
        memcpy(name + outer.length + 1, inner.text, inner.length);
    return (struct vmi_slice){name, outer.length + 1 + inner.length};
}

/* A key that holds a dot may be the name that a member within an object has. */
static bool place_cell(struct vmi_json_reader *r, struct vmi_slice name, const struct vmi_json_node *node,
                       struct vmi_error *error)
{
    size_t before = r->keys.count;
    uint32_t column = vmi_map_intern(&r->keys, name);
    if (r->keys.count > before) {
        r->cells = vmi_grow(r->cells, &r->cells_capacity, r->keys.count, sizeof *r->cells);
        r->placed = vmi_grow(r->placed, &r->placed_capacity, r->keys.count, sizeof *r->placed);
        r->placed[column] = false;
    }
    if (r->placed[column]) {
        error->line = node->line;
        error->column = node->column;
        vmi_error_field(error, name);
        return vmi_error_set(error, VMI_INPUT, "json",
                             "the key comes up twice: with a dot in it, and within an object");
    }
    r->placed[column] = true;
    r->cells[column] = cell_of(r, node);
    return true;
}

static bool place_cells(struct vmi_json_reader *r, struct vmi_error *error)
{
    const struct vmi_json_node *n, *inner;
    for (size_t i = 0; i < r->keys.count; i++) {
        r->cells[i].text = VMI_SLICE_NONE, r->cells[i].kind = VMI_CELL_UNKNOWN;
        r->placed[i] = false;
    }
    for (n = vmi_json_first(&r->json, r->json.nodes); n; n = vmi_json_after(&r->json, n)) {
        if (!r->nested || n->kind != VMI_JSON_OBJECT) {
            if (!place_cell(r, vmi_json_unescape(n->key, &r->arena), n, error))
                return false;
            continue;
        }
        for (inner = vmi_json_first(&r->json, n); inner; inner = vmi_json_after(&r->json, inner))
            if (!place_cell(r, inner_name(r, n->key, inner->key), inner, error))
                return false;
    }
    return true;
}

static bool is_blank_text(struct vmi_slice s)
{
    for (size_t i = 0; i < s.length; i++)
        if (s.text[i] != ' ' && s.text[i] != '\t' && s.text[i] != '\r')
            return false;
    return true;
}

static enum vmi_next take(struct vmi_json_reader *r, struct vmi_line *line, struct vmi_error *error)
{
    enum vmi_next next;
    if (r->array)
        return vmi_source_element(r->source, line, error);
    do {
        next = vmi_source_line(r->source, line, error);
    } while (next == VMI_NEXT_ROW && is_blank_text(line->text));
    return next;
}

enum vmi_next vmi_json_reader_next(struct vmi_json_reader *r, struct vmi_row *row, struct vmi_error *error)
{
    struct vmi_line line;
    enum vmi_next next = take(r, &line, error);
    row->raw = VMI_SLICE("");
    row->line = error->line;
    if (next != VMI_NEXT_ROW)
        return next;
    row->raw = line.text;
    row->line = line.number;
    row->ended = line.ending > 0;
    vmi_arena_clear(&r->arena);
    error->file = vmi_source_name(r->source);
    if (!vmi_json_read(&r->json, line.text, line.number, error))
        return VMI_NEXT_BAD;
    const struct vmi_json_node *top = r->json.nodes;
    if (top->kind != VMI_JSON_OBJECT) {
        error->line = line.number;
        vmi_error_set(error, VMI_INPUT, "json", "the record is %s; an object was expected",
                      vmi_json_kind_name(top->kind));
        return VMI_NEXT_BAD;
    }
    row->marked = top->children && top[1].key.length && top[1].key.text[0] == '#';
    if (row->marked) {
        row->count = 0;
        return VMI_NEXT_ROW;
    }
    if (!place_cells(r, error))
        return VMI_NEXT_BAD;
    row->cells = r->cells;
    row->count = r->keys.count;
    return VMI_NEXT_ROW;
}
