#include "internal.h"

const struct vmi_program *app_program;

struct vmi_common *vmi_settings(void)
{
    return app_program->settings;
}
