/*
 * vmi-order killed at any moment, eight runs at once on one state: no number is given twice, none is lost, and no output is
 * there in part.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tap.h"
#include "vmi/date.h"
#include "vmi/map.h"

enum { SIDE_BY_SIDE = 8, ORDERS = 3, TIMES = 3, MOST_DELAY = 1500 /* microseconds; the eight are killed one after the other, so that the last have come far */ };

extern char **environ;
static char program[4096], folder[64];

static int32_t day_of(int number)
{
    return vmi_day_of(2026, 1, 1) + number;
}

/* The proposals of one of those that run side by side: three orders. */
static void write_proposals(int lane)
{
    char path[128];
    snprintf(path, sizeof path, "%s/p%d.csv", folder, lane);
    FILE *file = fopen(path, "w");
    if (!file)
        exit(1);
    fprintf(file, "location,sku,quantity,order_date,due_date,approval\n");
    for (int i = 0; i < ORDERS; i++)
        fprintf(file, "S%d-%d,a,5,2026-01-01,2040-01-01,auto\nS%d-%d,b,7,2026-01-01,2040-01-01,auto\n", lane, i, lane, i);
    fclose(file);
}

static pid_t start(int lane, int32_t day)
{
    char date[VMI_DATE_TEXT_SIZE], state[128], out[128], proposals[128];
    posix_spawn_file_actions_t actions;
    pid_t child = -1;
    vmi_day_format(day, date);
    snprintf(state, sizeof state, "--state=%s/state.csv", folder);
    snprintf(out, sizeof out, "--output=%s/%s.%d", folder, date, lane);
    snprintf(proposals, sizeof proposals, "%s/p%d.csv", folder, lane);
    char *arguments[] = {program, (char[]){"-q"}, (char[]){"-k"}, (char[]){"activity"}, (char[]){"--number=N%08d"}, (char[]){"-d"}, date, state, out, proposals, NULL};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    if (posix_spawn(&child, program, &actions, NULL, arguments, environ) != 0)
        child = -1;
    posix_spawn_file_actions_destroy(&actions);
    return child;
}

struct tally {
    size_t kills, ended, failed, parts, changed;
};

static void wait_for(pid_t child, struct tally *t)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    t->kills += WIFSIGNALED(status);
    t->ended += WIFEXITED(status);
    t->failed += WIFEXITED(status) && WEXITSTATUS(status) != 0;
}

static struct vmi_buffer read_output(int lane, int32_t day)
{
    char path[128], date[VMI_DATE_TEXT_SIZE], block[4096];
    struct vmi_buffer text = {0};
    vmi_day_format(day, date);
    snprintf(path, sizeof path, "%s/%s.%d", folder, date, lane);
    FILE *file = fopen(path, "r");
    size_t got;
    while (file && (got = fread(block, 1, sizeof block, file)) > 0)
        vmi_buffer_add(&text, block, got);
    if (file)
        fclose(file);
    return text;
}

static size_t lines_of(struct vmi_slice text)
{
    size_t lines = 0;
    for (size_t i = 0; i < text.length; i++)
        lines += text.text[i] == '\n';
    return lines;
}

/* The numbers of an output, which stand before the last comma of each line, into GIVEN. */
static void take_numbers(struct vmi_slice text, struct vmi_map *given)
{
    struct vmi_slice rest = text;
    for (int line = 0; rest.text && rest.length; line++) {
        struct vmi_slice row = vmi_slice_cut(&rest, '\n'), cell = VMI_SLICE_NONE;
        for (int i = 0; i < 9 && row.text; i++)
            cell = vmi_slice_cut(&row, ',');
        if (line && cell.length)
            vmi_map_intern(given, cell);
    }
}

/* A day on which all run TIMES times and are killed, and once more to the end. */
static void live_through(int number, uint64_t *state, struct tally *t, struct vmi_map *given)
{
    int32_t day = day_of(number);
    pid_t children[SIDE_BY_SIDE];
    struct vmi_buffer seen[SIDE_BY_SIDE] = {{0}};
    for (int times = 0; times <= TIMES; times++) {
        for (int lane = 0; lane < SIDE_BY_SIDE; lane++)
            children[lane] = start(lane, day);
        if (times < TIMES) {
            for (int lane = 0; lane < SIDE_BY_SIDE; lane++) {
                usleep((useconds_t)chance_below(state, MOST_DELAY));
                kill(children[lane], SIGKILL);
            }
        }
        for (int lane = 0; lane < SIDE_BY_SIDE; lane++) {
            wait_for(children[lane], t);
            struct vmi_buffer text = read_output(lane, day);
            t->parts += text.length && lines_of(vmi_buffer_slice(&text)) != 1 + 2 * ORDERS;
            t->changed += seen[lane].length && !vmi_slice_equal(vmi_buffer_slice(&seen[lane]), vmi_buffer_slice(&text));
            vmi_buffer_free(&seen[lane]);
            seen[lane] = text;
        }
    }
    for (int lane = 0; lane < SIDE_BY_SIDE; lane++) {
        take_numbers(vmi_buffer_slice(&seen[lane]), given);
        vmi_buffer_free(&seen[lane]);
    }
}

static void clean_up(void)
{
    char command[128];
    char *const arguments[] = {(char[]){"rm"}, (char[]){"-rf"}, command, NULL};
    pid_t child;
    snprintf(command, sizeof command, "%s", folder);
    if (posix_spawnp(&child, "rm", NULL, NULL, arguments, environ) == 0)
        waitpid(child, NULL, 0);
}

int main(void)
{
    const char *bin = getenv("VMI_BIN"), *temporary = getenv("TMPDIR");
    struct tally tally = {0};
    struct vmi_map given = {.count = 0};
    uint64_t state = 10000;
    int days = 0;
    snprintf(program, sizeof program, "%s/vmi-order", bin ? bin : "build/bin");
    snprintf(folder, sizeof folder, "%.40s/vmi-kills-XXXXXX", temporary ? temporary : "/tmp");
    if (access(program, X_OK) != 0 || !mkdtemp(folder)) {
        skip("killed at any moment", "the program is not built");
        return done();
    }
    for (int lane = 0; lane < SIDE_BY_SIDE; lane++)
        write_proposals(lane);
    for (size_t wanted = (size_t)rounds(10000); tally.kills < wanted && days < 20000; days++)
        live_through(days, &state, &tally, &given);
    note("%zu killed, %zu came to their end, on %d days", tally.kills, tally.ended, days);
    is_long((long long)tally.failed, 0, "whoever came to his end ended well");
    is_long((long long)tally.parts, 0, "no output is there in part");
    is_long((long long)tally.changed, 0, "what was written once is written so again");
    is_long((long long)given.count, (long long)days * SIDE_BY_SIDE * ORDERS, "no number is given twice");
    char last[32];
    snprintf(last, sizeof last, "N%08d", days * SIDE_BY_SIDE * ORDERS);
    ok(vmi_map_find(&given, vmi_slice_of(last)) != VMI_MAP_NONE && vmi_map_find(&given, VMI_SLICE("N00000001")) != VMI_MAP_NONE, "and none is lost: they are those from 1 to %s",
       last);
    vmi_map_free(&given);
    clean_up();
    return done();
}
