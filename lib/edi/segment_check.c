#include "segment_check.h"

#include "dictionary.h"

/* The tags that the message may have, out of its row, and what is known of each. */
static void know_segments(struct edi_known *known, const struct edi_message *message)
{
    const char *list = message->segments;
    known->message = message;
    known->count = 0;
    while (*list && known->count < EDI_MOST_TAGS) {
        struct vmi_slice tag = {list, strcspn(list, "! ")};
        known->tags[known->count] = edi_tag_of(tag);
        known->rules[known->count++] = edi_rule_find(message->family, tag);
        list += tag.length + strspn(list + tag.length, "! ");
    }
}

/*
 * Elements that are longer than they can be, or codes of another length: a separator was lost or came in. Numbers and dates
 * are told where they are read.
 */
static void check_elements(struct edi_reader *r, const struct edi_segment_rule *rules)
{
    enum { MOST = 8 };
    struct edi_element_fault faults[MOST];
    char quoted[VMI_QUOTED_SIZE];
    size_t count = edi_rule_check(rules, &r->segment, faults, MOST);
    for (size_t i = 0; i < count; i++) {
        const struct edi_element_fault *f = &faults[i];
        bool code = f->rule && f->rule->type == EDI_ID && f->error == EDI_ELEMENT_TOO_SHORT;
        if (f->error != EDI_ELEMENT_TOO_LONG && f->error != EDI_ELEMENT_TOO_MANY && !code)
            continue;
        walk_tell(&r->walk, VMI_CHECK_EDI_CODE, f->element, "%s is %s", vmi_text_quote(f->text, quoted),
                  code                               ? "too short for a code"
                  : f->error == EDI_ELEMENT_TOO_MANY ? "a part too many"
                                                     : "too long");
    }
}

void segment_check(struct edi_reader *r, uint32_t tag)
{
    struct edi_known *known = &r->known;
    if (r->looking || r->mode != EDI_PASS)
        return;
    if (known->message != r->walk.message)
        know_segments(known, r->walk.message);
    /* Most segments are like the one before. */
    size_t i = known->last < known->count && known->tags[known->last] == tag ? known->last : 0;
    while (i < known->count && known->tags[i] != tag)
        i++;
    known->last = i;
    /* A tag may be damaged, and what the segment says is lost. */
    if (i == known->count)
        passed_add(&r->passed, "segment %.*s is not known in message %s", VMI_SLICE_PRINT(r->segment.tag),
                   r->walk.message->row.id);
    else if (known->rules[i] && !edi_rule_fits(known->rules[i], &r->segment))
        check_elements(r, known->rules[i]);
}
