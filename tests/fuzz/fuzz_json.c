/* JSON texts, and elements of arrays. The first byte chooses. */
#include "fuzz.h"
#include "vmi/json.h"
#include "vmi/source.h"

static void read_tree(struct vmi_slice text)
{
    struct vmi_json json = {0};
    struct vmi_arena arena = {0};
    struct vmi_error error = {0};
    if (vmi_json_read(&json, text, 1, &error)) {
        must(json.count > 0);
        for (size_t i = 0; i < json.count; i++) {
            const struct vmi_json_node *node = &json.nodes[i];
            uint32_t children = 0;
            must(node->text.text >= text.text &&
                 node->text.text + node->text.length <= text.text + text.length);
            must(node->line >= 1 && node->column >= 1);
            touch(node->text);
            touch(vmi_json_unescape(node->key, &arena));
            touch_string(vmi_json_kind_name(node->kind));
            if (node->kind == VMI_JSON_STRING)
                must(vmi_text_is_utf8(vmi_json_unescape(node->text, &arena).text,
                                      vmi_json_unescape(node->text, &arena).length));
            if (node->kind == VMI_JSON_OBJECT || node->kind == VMI_JSON_ARRAY)
                for (const struct vmi_json_node *n = vmi_json_first(&json, node); n;
                     n = vmi_json_after(&json, n))
                    children++;
            must(children == node->children);
        }
    } else {
        must(error.text[0] && error.line >= 1 && error.column >= 1);
    }
    vmi_json_free(&json);
    vmi_arena_free(&arena);
}

static void read_elements(struct vmi_slice text, size_t maximum)
{
    struct vmi_source *source = vmi_source_of_bytes(text, "fuzz", maximum);
    struct vmi_error error = {0};
    struct vmi_line element;
    uint64_t line = 0;
    while (vmi_source_element(source, &element, &error) == VMI_NEXT_ROW) {
        must(element.number >= line);
        line = element.number;
        read_tree(element.text);
    }
    vmi_source_close(source);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vmi_slice whole = tight_copy(data, size), input = whole;
    unsigned options = take_options(&input);
    if (options & 1)
        read_elements(input, options & 2 ? 32 : 0);
    else
        read_tree(input);
    free((void *)(uintptr_t)whole.text);
    return 0;
}
