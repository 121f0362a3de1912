/* lex FILE: cuts a file of EDI into segments, as a reader of it does first, and counts segments and elements. */
#include <fcntl.h>
#include <stdio.h>

#include "vmi/edi_lexer.h"

int main(int argc, char **argv)
{
    int descriptor = argc == 2 ? open(argv[1], O_RDONLY) : -1;
    if (descriptor < 0) {
        fprintf(stderr, "usage: lex FILE\n");
        return 2;
    }
    struct vmi_source *source = vmi_source_open(descriptor, argv[1], 0);
    struct vmi_edi_lexer *lexer = vmi_edi_lexer_new(source);
    struct vmi_edi_segment segment;
    struct vmi_error error = {0};
    unsigned long segments = 0, elements = 0;
    enum vmi_next next;
    while ((next = vmi_edi_lexer_next(lexer, &segment, &error)) == VMI_NEXT_ROW) {
        segments++;
        elements += segment.count;
    }
    printf("%lu segments, %lu elements\n", segments, elements);
    vmi_edi_lexer_free(lexer);
    vmi_source_close(source);
    return next == VMI_NEXT_END ? 0 : 1;
}
