#include "vmi/json.h"

#include <jansson.h>
#include <stdlib.h>

#include "vmi/memory.h"

/* The walk may trust the text: jansson has passed it. It still never leaves its bytes. */
struct walk {
    struct vmi_json *json;
    const char *at, *end;
    uint64_t line, column;
    uint32_t parents[VMI_JSON_MOST_DEPTH]; /* open objects and arrays */
    uint32_t latest[VMI_JSON_MOST_DEPTH];  /* their last child so far */
    size_t depth;
};

static void step(struct walk *w)
{
    unsigned char c = (unsigned char)*w->at++;
    if (c == '\n') {
        w->line++;
        w->column = 1;
    } else if ((c & 0xC0) != 0x80) {
        w->column++;
    }
}

static void skip_space(struct walk *w)
{
    while (w->at < w->end && (*w->at == ' ' || *w->at == '\t' || *w->at == '\n' || *w->at == '\r'))
        step(w);
}

/* A string from its opening quote on; the slice is what stands between the quotes. */
static struct vmi_slice walk_string(struct walk *w)
{
    step(w);
    const char *start = w->at;
    while (w->at < w->end && *w->at != '"') {
        if (*w->at == '\\' && w->at + 1 < w->end)
            step(w);
        step(w);
    }
    struct vmi_slice s = {start, (size_t)(w->at - start)};
    if (w->at < w->end)
        step(w);
    return s;
}

static struct vmi_slice walk_word(struct walk *w)
{
    const char *start = w->at;
    while (w->at < w->end && !strchr(",]} \t\r\n", *w->at))
        step(w);
    return (struct vmi_slice){start, (size_t)(w->at - start)};
}

static enum vmi_json_kind kind_of(char first)
{
    switch (first) {
    case '{':
        return VMI_JSON_OBJECT;
    case '[':
        return VMI_JSON_ARRAY;
    case '"':
        return VMI_JSON_STRING;
    case 't':
        return VMI_JSON_TRUE;
    case 'f':
        return VMI_JSON_FALSE;
    case 'n':
        return VMI_JSON_NULL;
    default:
        return VMI_JSON_NUMBER;
    }
}

static uint32_t add_node(struct walk *w, struct vmi_slice key)
{
    struct vmi_json *json = w->json;
    json->nodes = vmi_grow(json->nodes, &json->capacity, json->count + 1, sizeof *json->nodes);
    uint32_t index = (uint32_t)json->count++;
    json->nodes[index] =
        (struct vmi_json_node){.kind = kind_of(*w->at), .key = key, .line = w->line, .column = w->column};
    if (w->depth) {
        size_t level = w->depth - 1;
        if (w->latest[level])
            json->nodes[w->latest[level]].next = index;
        w->latest[level] = index;
        json->nodes[w->parents[level]].children++;
    }
    return index;
}

static bool open_level(struct walk *w, uint32_t index)
{
    if (w->depth == VMI_JSON_MOST_DEPTH)
        return false;
    w->parents[w->depth] = index;
    w->latest[w->depth++] = 0;
    w->json->nodes[index].text.text = w->at;
    step(w);
    return true;
}

static void close_level(struct walk *w)
{
    step(w);
    struct vmi_slice *text = &w->json->nodes[w->parents[--w->depth]].text;
    text->length = (size_t)(w->at - text->text);
}

/* One value with the key before it. False when it is nested too deep. */
static bool walk_value(struct walk *w)
{
    struct vmi_slice key = VMI_SLICE_NONE;
    bool in_object = w->depth && w->json->nodes[w->parents[w->depth - 1]].kind == VMI_JSON_OBJECT;
    if (in_object) {
        key = walk_string(w);
        skip_space(w);
        if (w->at < w->end)
            step(w); /* the colon */
        skip_space(w);
    }
    if (w->at == w->end)
        return true;
    uint32_t index = add_node(w, key);
    enum vmi_json_kind kind = w->json->nodes[index].kind;
    if (kind == VMI_JSON_OBJECT || kind == VMI_JSON_ARRAY)
        return open_level(w, index);
    struct vmi_slice text = kind == VMI_JSON_STRING ? walk_string(w) : walk_word(w);
    w->json->nodes[index].text = text;
    return true;
}

static bool walk(struct walk *w)
{
    for (;;) {
        skip_space(w);
        if (w->at == w->end)
            return true;
        if (*w->at == '}' || *w->at == ']') {
            if (w->depth == 0)
                return true;
            close_level(w);
        } else if (*w->at == ',') {
            step(w);
        } else if (!walk_value(w)) {
            return false;
        }
    }
}

/*
 * jansson 2.14 passes over a NUL behind a number or a word: it looks like its empty buffer when it is put back. No JSON
 * holds one.
 */
static bool refuse_nul(struct vmi_slice text, uint64_t line, struct vmi_error *error)
{
    struct walk w = {.at = text.text, .end = text.text + text.length, .line = line, .column = 1};
    while (w.at < w.end && *w.at)
        step(&w);
    error->line = w.line;
    error->column = w.column;
    return vmi_error_set(error, VMI_INPUT, "json", "a NUL byte; text was expected");
}

bool vmi_json_read(struct vmi_json *json, struct vmi_slice text, uint64_t line, struct vmi_error *error)
{
    json_error_t problem;
    json->count = 0;
    if (text.length && memchr(text.text, '\0', text.length))
        return refuse_nul(text, line, error);
    json_t *judged = json_loadb(text.text ? text.text : "", text.length,
                                JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &problem);
    if (!judged) {
        if (!problem.text[0] && text.length)
            vmi_memory_exhausted();
        error->line = line + (problem.line > 1 ? (uint64_t)problem.line - 1 : 0);
        error->column = problem.column > 0 ? (uint64_t)problem.column : 1;
        return vmi_error_set(error, VMI_INPUT, "json", "%s", problem.text);
    }
    json_decref(judged);
    struct walk w = {
        .json = json, .at = text.text, .end = text.text + text.length, .line = line, .column = 1};
    if (walk(&w))
        return true;
    error->line = w.line;
    error->column = w.column;
    return vmi_error_set(error, VMI_INPUT, "json", "more than %d levels of nesting", VMI_JSON_MOST_DEPTH);
}

void vmi_json_free(struct vmi_json *json)
{
    free(json->nodes);
    *json = (struct vmi_json){0};
}

const struct vmi_json_node *vmi_json_first(const struct vmi_json *json, const struct vmi_json_node *parent)
{
    (void)json;
    return parent->children ? parent + 1 : NULL;
}

const struct vmi_json_node *vmi_json_after(const struct vmi_json *json, const struct vmi_json_node *node)
{
    return node->next ? &json->nodes[node->next] : NULL;
}

const struct vmi_json_node *vmi_json_get(const struct vmi_json *json, const struct vmi_json_node *object,
                                         const char *key)
{
    const struct vmi_json_node *child = vmi_json_first(json, object);
    while (child && !vmi_slice_is(child->key, key))
        child = vmi_json_after(json, child);
    return child;
}

static unsigned hex4(const char *digits)
{
    unsigned value = 0;
    for (int i = 0; i < 4; i++) {
        char c = digits[i];
        value = value * 16 + (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return value;
}

static char *put_utf8(char *out, unsigned code)
{
    if (code < 0x80) {
        *out++ = (char)code;
    } else if (code < 0x800) {
        *out++ = (char)(0xC0 | code >> 6);
        *out++ = (char)(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        *out++ = (char)(0xE0 | code >> 12);
        *out++ = (char)(0x80 | (code >> 6 & 0x3F));
        *out++ = (char)(0x80 | (code & 0x3F));
    } else {
        *out++ = (char)(0xF0 | code >> 18);
        *out++ = (char)(0x80 | (code >> 12 & 0x3F));
        *out++ = (char)(0x80 | (code >> 6 & 0x3F));
        *out++ = (char)(0x80 | (code & 0x3F));
    }
    return out;
}

struct vmi_slice vmi_json_unescape(struct vmi_slice raw, struct vmi_arena *arena)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (!raw.length || !memchr(raw.text, '\\', raw.length))
        return raw;
    char *copy = vmi_arena_alloc(arena, raw.length),
         *out = copy; /* no escape is shorter than what it stands for */
    for (size_t i = 0; i < raw.length; i++) {
        if (raw.text[i] != '\\' || i + 1 >= raw.length) {
            *out++ = raw.text[i];
            continue;
        }
        char c = raw.text[++i];
        if (c != 'u' || i + 4 >= raw.length) {
            const char *found = c ? strchr(from, c) : NULL;
            *out++ = found ? to[found - from] : c;
            continue;
        }
        unsigned code = hex4(raw.text + i + 1);
        i += 4;
        if (code >= 0xD800 && code < 0xDC00 && i + 6 < raw.length) {
            code = 0x10000 + ((code - 0xD800) << 10) + (hex4(raw.text + i + 3) - 0xDC00);
            i += 6;
        }
        out = put_utf8(out, code);
    }
    return (struct vmi_slice){copy, (size_t)(out - copy)};
}

const char *vmi_json_kind_name(enum vmi_json_kind kind)
{
    static const char *const names[] = {
        [VMI_JSON_OBJECT] = "an object", [VMI_JSON_ARRAY] = "an array", [VMI_JSON_STRING] = "a text",
        [VMI_JSON_NUMBER] = "a number",  [VMI_JSON_TRUE] = "true",      [VMI_JSON_FALSE] = "false",
        [VMI_JSON_NULL] = "null",
    };
    return names[kind];
}
