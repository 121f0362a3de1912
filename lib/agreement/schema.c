#include "vmi/schema.h"

#include "vmi/agreement.h"
#include "vmi/sink.h"
#include "vmi/term.h"

static void put_string(struct vmi_buffer *out, const char *text)
{
    vmi_encode_json(out, vmi_slice_of(text));
}

/* "enum": ["a", "b"] out of a|b. */
static void put_words(struct vmi_buffer *out, const char *words)
{
    struct vmi_slice rest = vmi_slice_of(words);
    vmi_buffer_print(out, "\"enum\": [");
    for (int i = 0; rest.text; i++) {
        vmi_buffer_print(out, i ? ", " : "");
        vmi_encode_json(out, vmi_slice_cut(&rest, '|'));
    }
    vmi_buffer_print(out, "]");
}

static void put_bounds(struct vmi_buffer *out, const struct vmi_term_row *row)
{
    char least[VMI_DECIMAL_TEXT_SIZE], most[VMI_DECIMAL_TEXT_SIZE];
    vmi_decimal_format(row->least, least);
    vmi_decimal_format(row->most, most);
    vmi_buffer_print(out, "\"type\": [\"number\", \"string\"], \"%s\": %s, \"%s\": %s",
                     row->above_least ? "exclusiveMinimum" : "minimum", least,
                     row->below_most ? "exclusiveMaximum" : "maximum", most);
}

static void put_term(struct vmi_buffer *out, const struct vmi_term_row *row)
{
    vmi_buffer_print(out, "        ");
    put_string(out, row->name);
    vmi_buffer_print(out, ": {");
    if (row->type == VMI_TERM_DECIMAL)
        put_bounds(out, row);
    else if (row->type == VMI_TERM_CHOICE)
        put_words(out, row->words);
    else
        vmi_buffer_print(out, "\"type\": [\"string\", \"number\"]");
    vmi_buffer_print(out, ", \"description\": ");
    vmi_buffer_print(out, "\"");
    vmi_buffer_print(out, "%s (%s)\"", row->meaning, row->unit);
    if (row->preset) {
        vmi_buffer_print(out, ", \"default\": ");
        if (row->type == VMI_TERM_DECIMAL)
            vmi_buffer_print(out, "%s", row->preset);
        else
            put_string(out, row->preset);
    }
    vmi_buffer_print(out, "},\n");
}

static void put_match(struct vmi_buffer *out)
{
    vmi_buffer_print(
        out, "    \"texts\": {\"oneOf\": [{\"type\": \"string\"}, {\"type\": \"array\", \"minItems\": 1, "
             "\"items\": {\"type\": \"string\"}}]},\n"
             "    \"match\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {");
    for (int key = 0; key < VMI_MATCH_KEYS; key++)
        vmi_buffer_print(out, "%s\"%s\": {\"$ref\": \"#/$defs/texts\"}", key ? ", " : "",
                         vmi_match_key_name((enum vmi_match_key)key));
    vmi_buffer_print(out, "}},\n");
}

/* The checks whose severity can be agreed upon. */
static void put_checks(struct vmi_buffer *out)
{
    vmi_buffer_print(
        out, "    \"checks\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\n");
    for (int i = 0; i < VMI_CHECKS; i++) {
        if (!vmi_check_allows((enum vmi_check)i, VMI_SEVERITY_IGNORE))
            continue;
        vmi_buffer_print(out, "      ");
        put_string(out, vmi_checks[i].code);
        vmi_buffer_print(out, ": {\"enum\": [");
        bool first = true;
        for (int j = 0; j < VMI_SEVERITIES; j++)
            if (vmi_check_allows((enum vmi_check)i, (enum vmi_severity)j)) {
                vmi_buffer_print(out, first ? "" : ", ");
                put_string(out, vmi_severity_name((enum vmi_severity)j));
                first = false;
            }
        vmi_buffer_print(out, "], \"description\": ");
        put_string(out, vmi_checks[i].meaning);
        vmi_buffer_print(out, ", \"default\": ");
        put_string(out, vmi_severity_name(vmi_checks[i].preset));
        vmi_buffer_print(out, "},\n");
    }
    vmi_buffer_print(out, "      \"comment\": {}}},\n");
}

static const char head[] =
    "{\n"
    "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
    "  \"title\": \"Agreement for vendor managed inventory\",\n"
    "  \"type\": \"object\",\n"
    "  \"additionalProperties\": false,\n"
    "  \"properties\": {\n"
    "    \"agreement\": {\"type\": [\"string\", \"number\"], \"description\": \"its name\"},\n"
    "    \"version\": {\"type\": [\"string\", \"number\"]},\n"
    "    \"currency\": {\"type\": \"string\", \"description\": \"of all costs, prices and values\"},\n"
    "    \"vendor\": {\"$ref\": \"#/$defs/party\"},\n"
    "    \"customer\": {\"$ref\": \"#/$defs/party\"},\n"
    "    \"comment\": {},\n"
    "    \"defaults\": {\"$ref\": \"#/$defs/terms\"},\n"
    "    \"rules\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/rule\"}},\n"
    "    \"terms\": {\"description\": \"terms files, relative to the folder of the agreement\", \"$ref\": "
    "\"#/$defs/texts\"},\n"
    "    \"shipments\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/shipment\"}},\n"
    "    \"targets\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/target\"}},\n"
    "    \"calendars\": {\"type\": \"object\", \"additionalProperties\": {\"$ref\": \"#/$defs/calendar\"}},\n"
    "    \"checks\": {\"$ref\": \"#/$defs/checks\"}\n"
    "  },\n"
    "  \"$defs\": {\n";

static const char parts[] =
    "    \"date\": {\"type\": \"string\", \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\"},\n"
    "    \"positive\": {\"type\": \"number\", \"exclusiveMinimum\": 0},\n"
    "    \"pair\": {\"type\": \"array\", \"minItems\": 2, \"maxItems\": 2, \"items\": {\"type\": "
    "\"string\"}},\n"
    "    \"party\": {\"type\": \"object\", \"properties\": {\n"
    "      \"id\": {\"type\": [\"string\", \"number\"]}, \"name\": {\"type\": [\"string\", \"number\"]},\n"
    "      \"edi\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\n"
    "        \"x12\": {\"description\": \"qualifier and id, as ISA has them\", \"$ref\": \"#/$defs/pair\"},\n"
    "        \"edifact\": {\"description\": \"id and qualifier, as UNB has them\", \"$ref\": "
    "\"#/$defs/pair\"}, "
    "\"comment\": {}}}}},\n"
    "    \"rule\": {\"type\": \"object\", \"additionalProperties\": false, \"required\": [\"set\"], "
    "\"properties\": {\n"
    "      \"match\": {\"$ref\": \"#/$defs/match\"}, \"set\": {\"$ref\": \"#/$defs/terms\"},\n"
    "      \"from\": {\"$ref\": \"#/$defs/date\"}, \"until\": {\"$ref\": \"#/$defs/date\"},\n"
    "      \"reason\": {\"type\": [\"string\", \"number\"]}, \"author\": {\"type\": [\"string\", "
    "\"number\"]}, \"comment\": {}}},\n"
    "    \"shipment\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\n"
    "      \"match\": {\"$ref\": \"#/$defs/match\"},\n"
    "      \"min_value\": {\"$ref\": \"#/$defs/positive\"}, \"min_weight\": {\"$ref\": "
    "\"#/$defs/positive\"},\n"
    "      \"min_volume\": {\"$ref\": \"#/$defs/positive\"}, \"capacity_weight\": {\"$ref\": "
    "\"#/$defs/positive\"},\n"
    "      \"capacity_volume\": {\"$ref\": \"#/$defs/positive\"}, \"capacity_pallets\": {\"$ref\": "
    "\"#/$defs/positive\"},\n"
    "      \"top_up\": {\"enum\": [\"no\", \"to_max\", \"to_cap\"]}, \"comment\": {}}},\n"
    "    \"target\": {\"type\": \"object\", \"additionalProperties\": false, \"required\": [\"metric\"],\n"
    "      \"anyOf\": [{\"required\": [\"at_least\"]}, {\"required\": [\"at_most\"]}], \"properties\": {\n"
    "      \"metric\": {\"type\": \"string\"}, \"at_least\": {\"type\": \"number\"}, \"at_most\": {\"type\": "
    "\"number\"},\n"
    "      \"match\": {\"$ref\": \"#/$defs/match\"}, \"comment\": {}}},\n"
    "    \"calendar\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\n"
    "      \"weekdays\": {\"type\": \"string\"}, \"ics\": {\"$ref\": \"#/$defs/texts\"},\n"
    "      \"closed\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/date\"}}, \"comment\": {}}},\n"
    "    \"terms\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\n";

void vmi_agreement_schema(struct vmi_buffer *out)
{
    vmi_buffer_add(out, head, sizeof head - 1);
    put_match(out);
    put_checks(out);
    vmi_buffer_add(out, parts, sizeof parts - 1);
    for (int i = 0; i < VMI_TERMS; i++)
        put_term(out, &vmi_term_rows[i]);
    vmi_buffer_print(out, "        \"comment\": {}\n      }}\n  }\n}\n");
}
