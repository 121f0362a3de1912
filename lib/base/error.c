#include "vmi/error.h"

#include <stdarg.h>
#include <stdio.h>

bool vmi_error_set(struct vmi_error *error, enum vmi_status status, const char *code, const char *format, ...)
{
    va_list arguments;
    error->status = status;
    error->code = code;
    va_start(arguments, format);
    vsnprintf(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
    return false;
}

bool vmi_error_system(struct vmi_error *error, int error_number, const char *format, ...)
{
    va_list arguments;
    error->status = VMI_SYSTEM;
    error->code = "system";
    va_start(arguments, format);
    int used = vsnprintf(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
    if (used >= 0 && (size_t)used < sizeof error->text)
        snprintf(error->text + used, sizeof error->text - (size_t)used, ": %s", strerror(error_number));
    return false;
}

void vmi_error_field(struct vmi_error *error, struct vmi_slice field)
{
    size_t length = field.length < sizeof error->field - 1 ? field.length : sizeof error->field - 1;
    if (length)
        memcpy(error->field, field.text, length);
    error->field[length] = '\0';
}
