#include "vmi/check.h"

#define TEXT(name, what)                                                                                     \
    {                                                                                                        \
        name, VMI_CHECK_OF_TEXT, VMI_SEVERITY_REJECT, what                                                   \
    }
#define RECORD(name, preset, what)                                                                           \
    {                                                                                                        \
        name, VMI_CHECK_OF_RECORD, VMI_SEVERITY_##preset, what                                               \
    }
#define RUN(name, preset, what)                                                                              \
    {                                                                                                        \
        name, VMI_CHECK_OF_RUN, VMI_SEVERITY_##preset, what                                                  \
    }

const struct vmi_check_row vmi_checks[VMI_CHECKS] = {
    [VMI_CHECK_NUMBER] = TEXT("number", "a quantity is not a number"),
    [VMI_CHECK_RANGE] = TEXT("range", "a quantity has more than 6 decimals, or is too large to be held"),
    [VMI_CHECK_NEGATIVE] = TEXT(
        "negative", "a quantity is below 0 where it cannot be, or where the term negative_on_hand is error"),
    [VMI_CHECK_DATE] = TEXT("date", "a date is none, or is missing where there must be one"),
    [VMI_CHECK_KEY] = TEXT("key", "the location or the item is missing"),
    [VMI_CHECK_MEASURE] = TEXT("measure", "the measure of a long file's row is none"),
    [VMI_CHECK_TYPE] = TEXT("type", "a value of JSON is neither a text nor a number"),
    [VMI_CHECK_REF] = TEXT("ref", "a document or a count has no number"),
    [VMI_CHECK_UNTIL] = TEXT("until", "a period ends before it begins"),
    [VMI_CHECK_REFERENCE] =
        TEXT("reference", "a name is not in the file that the mapping names under references"),
    [VMI_CHECK_CELLS] = TEXT("cells", "a row has more or fewer cells than the header"),
    [VMI_CHECK_QUOTE] = TEXT("quote", "a quote stands where none can, or is never closed"),
    [VMI_CHECK_ENCODING] = TEXT("encoding", "the bytes are no text of the file's encoding"),
    [VMI_CHECK_NUL] = TEXT("nul", "a NUL stands in the text"),
    [VMI_CHECK_LONE_CR] = TEXT("lone_cr", "a carriage return stands within a line"),
    [VMI_CHECK_JSON] = TEXT("json", "a record is not an object of JSON"),
    [VMI_CHECK_RECORD_TOO_LONG] = TEXT("record_too_long", "a record is longer than --max-record"),
    [VMI_CHECK_EDI_HEADER] = TEXT("edi_header", "the delimiters of an interchange of EDI cannot be told"),
    [VMI_CHECK_EDI_TEST] = TEXT("edi_test", "an interchange of EDI is a test (--test reads it)"),
    [VMI_CHECK_COLUMNS] =
        TEXT("columns", "no column holds the location, the item or a measure: the run ends"),
    [VMI_CHECK_UNIT] =
        RECORD("unit", REJECT, "no factor is agreed for the record's unit (terms unit and units)"),
    [VMI_CHECK_FRACTION] = RECORD("fraction", WARNING, "the quantity is no multiple of the item's quantum"),
    [VMI_CHECK_NEGATIVE_ON_HAND] = RECORD(
        "negative_on_hand", NOTE, "stock on hand is below 0, and the term negative_on_hand lets it pass"),
    [VMI_CHECK_FUTURE] =
        RECORD("future", REJECT, "a level, flow, count or document is dated after the day to act for (-d)"),
    [VMI_CHECK_OLD] =
        RECORD("old", WARNING, "the record is older than history_days before the day to act for (-d)"),
    [VMI_CHECK_UNKNOWN_LOCATION] =
        RECORD("unknown_location", REJECT, "no item of --items is at the record's location"),
    [VMI_CHECK_UNKNOWN_ITEM] = RECORD("unknown_item", REJECT, "the record's item is not among --items"),
    [VMI_CHECK_JUMP] = RECORD("jump", WARNING,
                              "stock on hand is far from what it was; --quarantine sets such records aside"),
    [VMI_CHECK_RESTATED] = RECORD("restated", NOTE,
                                  "a level is stated again for the same moment, or a line with another "
                                  "quantity (--dedupe); the later stands"),
    [VMI_CHECK_TOTAL_AND_SPLIT] =
        RECORD("total_and_split", REJECT, "a level without lot differs from the sum of the lots beside it"),
    [VMI_CHECK_DUPLICATE_FILE] =
        RUN("duplicate_file", WARNING, "a file has the same bytes as one before it, and is passed over"),
    [VMI_CHECK_EDI_ENVELOPE] =
        RUN("edi_envelope", WARNING,
            "a header or a trailer of EDI is missing, or its number or count is not that of what came"),
    [VMI_CHECK_EDI_NOISE] = RUN("edi_noise", WARNING, "bytes of a file of EDI are of no interchange"),
    [VMI_CHECK_EDI_CUT] = RUN("edi_cut", WARNING, "a file ends within an interchange: the run is exit 3"),
    [VMI_CHECK_EDI_DUPLICATE] =
        RUN("edi_duplicate", WARNING, "an interchange came before with the same content, and is passed over"),
    [VMI_CHECK_EDI_TOTAL] =
        RUN("edi_total", WARNING, "a total of EDI is not the sum, or the number, of what it is about"),
    [VMI_CHECK_EDI_CODE] =
        RUN("edi_code", WARNING,
            "a code or a segment of EDI is not known where it stands, or lacks what it needs"),
    [VMI_CHECK_EDI_DATE] =
        RUN("edi_date", WARNING, "a date of EDI is none; what it dates goes on without it"),
    [VMI_CHECK_EDI_GTIN] = RUN("edi_gtin", WARNING, "a GTIN has a wrong check digit, or is none"),
    [VMI_CHECK_BALANCE] =
        RUN("balance", WARNING,
            "stock on hand does not follow from the level before it and the flows between (--balance)"),
    [VMI_CHECK_VANISHED_LOCATION] = RUN(
        "vanished_location", WARNING, "a location with levels in --previous has no good record in this feed"),
    [VMI_CHECK_VANISHED_ITEM] =
        RUN("vanished_item", WARNING, "an item with levels in --previous has no good record in this feed"),
    [VMI_CHECK_LATE_LOCATION] =
        RUN("late_location", WARNING, "a location has been silent for longer than feed_days"),
};

enum vmi_check vmi_check_find(struct vmi_slice code)
{
    int check = 0;
    while (check < VMI_CHECKS && !vmi_slice_is(code, vmi_checks[check].code))
        check++;
    return (enum vmi_check)check;
}

const char *vmi_check_nearest(struct vmi_slice code)
{
    const char *codes[VMI_CHECKS];
    for (int i = 0; i < VMI_CHECKS; i++)
        codes[i] = vmi_checks[i].code;
    return vmi_text_nearest(code, codes, VMI_CHECKS);
}

static const char *const severities[VMI_SEVERITIES] = {"reject", "warning", "note", "ignore"};

const char *vmi_severity_name(enum vmi_severity severity)
{
    return severities[severity];
}

enum vmi_severity vmi_severity_find(struct vmi_slice name)
{
    int severity = 0;
    while (severity < VMI_SEVERITIES && !vmi_slice_is(name, severities[severity]))
        severity++;
    return (enum vmi_severity)severity;
}

bool vmi_check_allows(enum vmi_check check, enum vmi_severity severity)
{
    if (vmi_checks[check].kind == VMI_CHECK_OF_TEXT)
        return false;
    return vmi_checks[check].kind == VMI_CHECK_OF_RECORD || severity != VMI_SEVERITY_REJECT;
}
