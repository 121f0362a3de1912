#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "tap.h"
#include "vmi/json.h"

/* The tree in one line: KIND@LINE:COLUMN, with key=, text of scalars, and children in brackets. */
static void describe(const struct vmi_json *json, const struct vmi_json_node *node, struct vmi_buffer *out)
{
    static const char kinds[] = "OASNTFZ";
    if (node->key.text)
        vmi_buffer_print(out, "%.*s=", VMI_SLICE_PRINT(node->key));
    vmi_buffer_print(out, "%c@%llu:%llu", kinds[node->kind], (unsigned long long)node->line, (unsigned long long)node->column);
    if (node->kind == VMI_JSON_STRING || node->kind == VMI_JSON_NUMBER)
        vmi_buffer_print(out, "'%.*s'", VMI_SLICE_PRINT(node->text));
    if (node->kind != VMI_JSON_OBJECT && node->kind != VMI_JSON_ARRAY)
        return;
    vmi_buffer_print(out, "%u(", node->children);
    for (const struct vmi_json_node *n = vmi_json_first(json, node); n; n = vmi_json_after(json, n)) {
        describe(json, n, out);
        vmi_buffer_print(out, " ");
    }
    vmi_buffer_print(out, ")");
}

static const struct {
    const char *name, *text, *tree; /* NULL: is no JSON */
    uint64_t line, column;          /* of what is wrong; 0: not compared */
} cases[] = {
    {"an empty object", "{}", "O@1:1 0()", 0, 0},
    {"numbers keep their digits", "[1.50, -0, 1e3, 100000000000000000000.000001]", "A@1:1 4(N@1:2'1.50' N@1:8'-0' N@1:12'1e3' N@1:17'100000000000000000000.000001' )", 0, 0},
    {"words", "[true,false,null]", "A@1:1 3(T@1:2 F@1:7 Z@1:13 )", 0, 0},
    {"places over lines", "{\n  \"a\": 1,\n  \"b\": {\"c\": \"x\"}\n}", "O@1:1 2(a=N@2:8'1' b=O@3:8 1(c=S@3:14'x' ) )", 0, 0},
    {"columns count characters", "{\"\xC3\xA4\": \"\xE2\x82\xAC\", \"b\": 2}", "O@1:1 2(\xC3\xA4=S@1:7'\xE2\x82\xAC' b=N@1:17'2' )", 0, 0},
    {"escapes stay as they stand", "{\"a\\\"b\": \"c\\\\\"}", "O@1:1 1(a\\\"b=S@1:10'c\\\\' )", 0, 0},
    {"brackets within texts", "[\"]\", \"}{\", \",\"]", "A@1:1 3(S@1:2']' S@1:7'}{' S@1:13',' )", 0, 0},
    {"empty children", "[[],{},[[]]]", "A@1:1 3(A@1:2 0() O@1:5 0() A@1:8 1(A@1:9 0() ) )", 0, 0},
    {"a text alone", " \"x\" ", "S@1:2'x'", 0, 0},
    {"a number alone", "12", "N@1:1'12'", 0, 0},
    {"nothing", "", NULL, 1, 0},
    {"blanks", "  ", NULL, 1, 0},
    {"a key twice", "{\"a\":1,\n\"a\":2}", NULL, 2, 0},
    {"a key twice, once with escapes", "{\"a\":1,\"\\u0061\":2}", NULL, 1, 0},
    {"a comma at the end", "[1,]", NULL, 1, 4},
    {"single quotes", "{'a':1}", NULL, 1, 2},
    {"a comment", "{} // x", NULL, 1, 0},
    {"two values", "1 2", NULL, 1, 3},
    {"cut off", "{\"a\": [1, 2", NULL, 1, 0},
    {"not UTF-8", "\"\xE4\"", NULL, 1, 0},
    {"a control byte in a text", "\"a\nb\"", NULL, 1, 0},
    {"a plus sign", "+1", NULL, 1, 0},
    {"a leading zero", "01", NULL, 1, 0},
    {"a surrogate alone", "\"\\ud800\"", NULL, 1, 0},
    {"the third line", "{\n\"a\": 1,\n\"b\": x}", NULL, 3, 0},
};

static void test_table(void)
{
    struct vmi_json json = {0};
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        struct vmi_error error = {0};
        struct vmi_buffer out = {0}, expected = {0};
        bool good = vmi_json_read(&json, vmi_slice_of(cases[i].text), 1, &error);
        if (good)
            describe(&json, json.nodes, &out);
        for (const char *c = cases[i].tree; c && *c; c++) /* the blank before a count is for reading */
            if (*c != ' ' || c[1] < '0' || c[1] > '9' || c[2] != '(')
                vmi_buffer_add(&expected, c, 1);
        vmi_buffer_add(&expected, "", 1);
        if (cases[i].tree) {
            is_slice(vmi_buffer_slice(&out), expected.text, "%s", cases[i].name);
        } else {
            ok(!good && error.text[0] && strcmp(error.code, "json") == 0 && error.status == VMI_INPUT, "%s is no JSON: %s", cases[i].name, error.text);
            is_long((long long)error.line, (long long)cases[i].line, "%s: its line", cases[i].name);
            if (cases[i].column)
                is_long((long long)error.column, (long long)cases[i].column, "%s: its column", cases[i].name);
        }
        vmi_buffer_free(&out);
        vmi_buffer_free(&expected);
    }
    struct vmi_error error = {0};
    ok(vmi_json_read(&json, VMI_SLICE("{\"a\":{\"b\":1},\"c\":2}"), 40, &error), "a line of a file");
    is_long((long long)json.nodes[0].line, 40, "has the file's number");
    is_slice(vmi_json_get(&json, json.nodes, "c")->text, "2", "a child by its key");
    is_slice(vmi_json_get(&json, json.nodes, "a")->text, "{\"b\":1}", "an object's text is the whole of it");
    ok(!vmi_json_get(&json, json.nodes, "b"), "only children are found");
    ok(!vmi_json_read(&json, VMI_SLICE("[1,\n2"), 40, &error) && error.line == 41, "errors count from there too");
    ok(!vmi_json_read(&json, VMI_SLICE_NONE, 1, &error), "no text is no JSON");
    static const struct {
        const char *text;
        size_t length;
        uint64_t line, column;
    } nuls[] = {{"202\0", 4, 1, 4}, {"[1\0,2]", 6, 1, 3}, {"[true\0]", 7, 1, 6}, {"{\n\"a\":\"\0\"}", 10, 2, 6}, {"\0", 1, 1, 1}};
    for (size_t i = 0; i < VMI_COUNT(nuls); i++) {
        ok(!vmi_json_read(&json, (struct vmi_slice){nuls[i].text, nuls[i].length}, 1, &error), "a NUL is no JSON, %zu", i);
        is_text(error.text, "a NUL byte; text was expected", "which is said");
        ok(error.line == nuls[i].line && error.column == nuls[i].column, "at its place");
    }
    vmi_json_free(&json);
}

static void test_depth(void)
{
    for (int depth = VMI_JSON_MOST_DEPTH - 1; depth <= VMI_JSON_MOST_DEPTH + 1; depth++) {
        struct vmi_buffer text = {0};
        struct vmi_json json = {0};
        struct vmi_error error = {0};
        for (int i = 0; i < depth; i++)
            vmi_buffer_add(&text, "[", 1);
        for (int i = 0; i < depth; i++)
            vmi_buffer_add(&text, "]", 1);
        ok(vmi_json_read(&json, vmi_buffer_slice(&text), 1, &error) == (depth <= VMI_JSON_MOST_DEPTH), "%d levels are read or not", depth);
        vmi_json_free(&json);
        vmi_buffer_free(&text);
    }
    struct vmi_buffer text = {0};
    struct vmi_json json = {0};
    struct vmi_error error = {0};
    for (int i = 0; i < 100000; i++)
        vmi_buffer_add(&text, "[", 1);
    ok(!vmi_json_read(&json, vmi_buffer_slice(&text), 1, &error), "a hundred thousand are refused");
    vmi_json_free(&json);
    vmi_buffer_free(&text);
}

/* A text of random characters and escapes, between quotes. */
static void random_text(uint64_t *state, struct vmi_buffer *out)
{
    static const char *const pieces[] = {"a",
                                         " ",
                                         "\\\"",
                                         "\\\\",
                                         "\\/",
                                         "\\b",
                                         "\\f",
                                         "\\n",
                                         "\\r",
                                         "\\t",
                                         "\\u0041",
                                         "\\u00e4",
                                         "\\u20AC",
                                         "\\uFFFD",
                                         "\\ud83d\\ude00",
                                         "\\uDBFF\\uDFFF",
                                         "\xC3\xA4",
                                         "\xE2\x82\xAC",
                                         "\xF0\x9F\x98\x80",
                                         "\\u0001",
                                         "\\ud800",
                                         "\\udc00",
                                         "\\u0000",
                                         "\\x",
                                         "\\u00g0",
                                         "\\ud83dx",
                                         "\\ud800\\u0041"};
    vmi_buffer_clear(out);
    vmi_buffer_add(out, "\"", 1);
    for (int i = chance_below(state, 12), sane = chance_below(state, 4) ? 20 : (int)VMI_COUNT(pieces); i > 0; i--) {
        const char *piece = pieces[chance_below(state, sane)];
        if (chance_below(state, 4) == 0 && sane == 20)
            vmi_buffer_print(out, "\\u%04x", 1 + chance_below(state, 0xD7FF));
        vmi_buffer_add(out, piece, strlen(piece));
    }
    vmi_buffer_add(out, "\"", 1);
}

static void test_unescape(void)
{
    uint64_t state = 11;
    struct vmi_buffer text = {0};
    struct vmi_json json = {0};
    struct vmi_arena arena = {0};
    int wrong = 0, valid = 0;
    for (int i = 0, count = rounds(100000); i < count; i++) {
        struct vmi_error error = {0};
        json_error_t problem;
        random_text(&state, &text);
        json_t *judged = json_loadb(text.text, text.length, JSON_DECODE_ANY, &problem);
        bool good = vmi_json_read(&json, vmi_buffer_slice(&text), 1, &error);
        wrong += good != (judged != NULL);
        if (good && judged) {
            struct vmi_slice plain = vmi_json_unescape(json.nodes[0].text, &arena);
            struct vmi_slice theirs = {json_string_value(judged), json_string_length(judged)};
            valid++;
            if (!vmi_slice_equal(plain, theirs) && ++wrong < 4)
                note("%.*s", VMI_SLICE_PRINT(vmi_buffer_slice(&text)));
        }
        json_decref(judged);
        vmi_arena_clear(&arena);
    }
    is_long(wrong, 0, "texts without their escapes are as jansson has them, at random");
    ok(valid > rounds(100000) / 2, "and most of them were texts");
    struct vmi_slice plain = VMI_SLICE("abc");
    ok(vmi_json_unescape(plain, &arena).text == plain.text, "what has no escape is not copied");
    is_slice(vmi_json_unescape(VMI_SLICE(""), &arena), "", "nothing stays nothing");
    vmi_arena_free(&arena);
    vmi_json_free(&json);
    vmi_buffer_free(&text);
}

static double number_of(struct vmi_slice text)
{
    char copy[64];
    snprintf(copy, sizeof copy, "%.*s", VMI_SLICE_PRINT(text));
    return strtod(copy, NULL);
}

/* A tree of ours is jansson's tree. */
static bool same(const struct vmi_json *json, const struct vmi_json_node *node, const json_t *theirs, struct vmi_arena *arena)
{
    size_t count = 0;
    switch (json_typeof(theirs)) {
    case JSON_OBJECT:
        for (const struct vmi_json_node *n = vmi_json_first(json, node); n; n = vmi_json_after(json, n), count++) {
            struct vmi_slice key = vmi_json_unescape(n->key, arena);
            const json_t *child = json_object_getn(theirs, key.text, key.length);
            if (!child || !same(json, n, child, arena))
                return false;
        }
        return node->kind == VMI_JSON_OBJECT && count == json_object_size(theirs) && count == node->children;
    case JSON_ARRAY:
        for (const struct vmi_json_node *n = vmi_json_first(json, node); n; n = vmi_json_after(json, n), count++)
            if (count >= json_array_size(theirs) || !same(json, n, json_array_get(theirs, count), arena))
                return false;
        return node->kind == VMI_JSON_ARRAY && count == json_array_size(theirs) && count == node->children;
    case JSON_STRING:
        return node->kind == VMI_JSON_STRING && vmi_slice_is(vmi_json_unescape(node->text, arena), json_string_value(theirs));
    case JSON_INTEGER:
    case JSON_REAL:
        return node->kind == VMI_JSON_NUMBER && number_of(node->text) == json_number_value(theirs);
    case JSON_TRUE:
        return node->kind == VMI_JSON_TRUE;
    case JSON_FALSE:
        return node->kind == VMI_JSON_FALSE;
    case JSON_NULL:
        return node->kind == VMI_JSON_NULL;
    }
    return false;
}

static void random_value(uint64_t *state, int depth, struct vmi_buffer *out)
{
    static const char *const scalars[] = {"1", "-2.5", "1e2", "true", "false", "null", "\"\"", "\"x\\n\"", "\"],}\""};
    static const char *const blanks[] = {"", "", " ", "\n", "\t", "\r\n"};
    int kind = chance_below(state, depth > 0 ? 4 : 2);
    vmi_buffer_print(out, "%s", blanks[chance_below(state, 6)]);
    if (kind < 2) {
        vmi_buffer_print(out, "%s", scalars[chance_below(state, (int)VMI_COUNT(scalars))]);
    } else {
        vmi_buffer_print(out, kind == 2 ? "[" : "{");
        for (int i = 0, count = chance_below(state, 4); i < count; i++) {
            if (i)
                vmi_buffer_print(out, ",");
            if (kind == 3)
                vmi_buffer_print(out, "%s\"k%d\"%s:", blanks[chance_below(state, 6)], i, blanks[chance_below(state, 6)]);
            random_value(state, depth - 1, out);
        }
        vmi_buffer_print(out, "%s%s", blanks[chance_below(state, 6)], kind == 2 ? "]" : "}");
    }
    vmi_buffer_print(out, "%s", blanks[chance_below(state, 6)]);
}

static void test_trees(void)
{
    uint64_t state = 12;
    struct vmi_json json = {0};
    struct vmi_arena arena = {0};
    int wrong = 0;
    for (int i = 0, count = rounds(50000); i < count; i++) {
        struct vmi_buffer text = {0};
        struct vmi_error error = {0};
        json_error_t problem;
        random_value(&state, 5, &text);
        if (chance_below(&state, 4) == 0 && text.length) /* broken somewhere */
            text.text[chance_below(&state, (int)text.length)] = "[]{},:\"1 "[chance_below(&state, 9)];
        json_t *theirs = json_loadb(text.text, text.length, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &problem);
        bool good = vmi_json_read(&json, vmi_buffer_slice(&text), 1, &error);
        if (good != (theirs != NULL) || (good && !same(&json, json.nodes, theirs, &arena))) {
            wrong++;
            is_slice(vmi_buffer_slice(&text), "", "text %d: %s", i, good ? "" : error.text);
        }
        json_decref(theirs);
        vmi_buffer_free(&text);
        vmi_arena_clear(&arena);
    }
    is_long(wrong, 0, "the nodes are jansson's tree, at random");
    vmi_arena_free(&arena);
    vmi_json_free(&json);
}

int main(void)
{
    test_table();
    test_depth();
    test_unescape();
    test_trees();
    return done();
}
