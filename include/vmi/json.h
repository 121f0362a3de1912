/*
 * json.h: JSON texts with the place of every value and the digits of every number.
 *
 * jansson judges whether a text is valid (keys twice are not); one walk over the same bytes then notes what jansson
 * does not keep. A document is a flat array of nodes, a parent before its children. Slices point into the text, which
 * must outlive the document.
 */
#ifndef VMI_JSON_H
#define VMI_JSON_H

#include "vmi/arena.h"
#include "vmi/error.h"

enum vmi_json_kind {
    VMI_JSON_OBJECT,
    VMI_JSON_ARRAY,
    VMI_JSON_STRING,
    VMI_JSON_NUMBER,
    VMI_JSON_TRUE,
    VMI_JSON_FALSE,
    VMI_JSON_NULL,
};

struct vmi_json_node {
    enum vmi_json_kind kind;
    struct vmi_slice key;  /* as it stands between its quotes; unknown in an array and at the top */
    struct vmi_slice text; /* as it stands, a string without its quotes */
    uint64_t line, column; /* of the value; columns count characters */
    uint32_t children;
    uint32_t next; /* the next node with the same parent, 0 for none */
};

struct vmi_json {
    struct vmi_json_node *nodes; /* [0] is the top */
    size_t count, capacity;
};

/* Levels of nesting that are read; real agreements have five. */
#define VMI_JSON_MOST_DEPTH 64

/*
 * Reads TEXT into JSON, which is zeroed or from an earlier call. LINE is the number of the text's first line. On
 * failure ERROR has status VMI_INPUT, code "json" and the place; its file is not touched.
 */
bool vmi_json_read(struct vmi_json *json, struct vmi_slice text, uint64_t line,
                   struct vmi_error *error) VMI_MUST_USE;
void vmi_json_free(struct vmi_json *json);

/* The first child, NULL for none; the next one after NODE, NULL at the end. */
const struct vmi_json_node *vmi_json_first(const struct vmi_json *json, const struct vmi_json_node *parent);
const struct vmi_json_node *vmi_json_after(const struct vmi_json *json, const struct vmi_json_node *node);

/* The child of an object under KEY (without escapes), NULL for none. */
const struct vmi_json_node *vmi_json_get(const struct vmi_json *json, const struct vmi_json_node *object,
                                         const char *key);

/* RAW (a key or a string) without its escapes: RAW itself where it has none, else a copy in ARENA. */
struct vmi_slice vmi_json_unescape(struct vmi_slice raw, struct vmi_arena *arena);

/* "an object", "a number" ... for messages. */
const char *vmi_json_kind_name(enum vmi_json_kind kind);

#endif
