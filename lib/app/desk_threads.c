/*
 * Items are worked out by several threads, in chunks, and given on in order by the thread that asked.
 *
 * The threads share what is only read: the history, the agreement, the corridors before. They say nothing: an item that
 * cannot be worked out is tried again on the thread that asked, when it is that item's turn, and then it is told why.
 */
#include <stdlib.h>

#include "desk_internal.h"
#include "internal.h"
#include "vmi/memory.h"

enum {
    CHUNK = 64,          /* items */
    CHUNKS_A_THREAD = 4, /* so many may wait for their turn; more would cost memory alone */
};

struct chunk {
    struct vmi_desk_item *items;
    struct vmi_arena texts;
    size_t count; /* that could be worked out; what is behind them is left to the thread that asked */
    bool ready;
};

struct crew {
    const struct vmi_desk *desk;
    size_t item_count, chunk_count;
    pthread_t threads[VMI_MOST_THREADS];
    size_t thread_count;
    struct chunk *ring; /* chunk N stands at N modulo its count */
    size_t ring_count;

    pthread_mutex_t lock; /* over all that follows, and over `ready` */
    pthread_cond_t ready, room;
    size_t begun, given; /* chunks */
    bool over;
};

/* ---- the threads that work ------------------------------------------------------------------------------ */

/* The next chunk to work out, when there is room for it; NULL when there is nothing more to do. */
static struct chunk *begin_chunk(struct crew *crew, size_t *first)
{
    struct chunk *chunk = NULL;
    pthread_mutex_lock(&crew->lock);
    while (!crew->over && crew->begun < crew->chunk_count && crew->begun - crew->given == crew->ring_count)
        pthread_cond_wait(&crew->room, &crew->lock);
    if (!crew->over && crew->begun < crew->chunk_count) {
        chunk = &crew->ring[crew->begun % crew->ring_count];
        *first = crew->begun++ * CHUNK;
    }
    pthread_mutex_unlock(&crew->lock);
    return chunk;
}

static void end_chunk(struct crew *crew, struct chunk *chunk)
{
    pthread_mutex_lock(&crew->lock);
    chunk->ready = true;
    pthread_cond_signal(&crew->ready);
    pthread_mutex_unlock(&crew->lock);
}

static size_t last_of(const struct crew *crew, size_t first)
{
    return crew->item_count - first < CHUNK ? crew->item_count : first + CHUNK;
}

static void fill_chunk(const struct crew *crew, struct vmi_desk *desk, struct chunk *chunk, size_t first)
{
    size_t count = last_of(crew, first) - first;
    vmi_arena_clear(&chunk->texts);
    for (chunk->count = 0; chunk->count < count; chunk->count++) {
        struct vmi_desk_item *item = &chunk->items[chunk->count];
        if (!desk_work_out_quietly(desk, first + chunk->count, item))
            return;
        vmi_record_dup(&vmi_position_type, &item->position, &chunk->texts);
    }
}

static void *work(void *context)
{
    struct crew *crew = context;
    struct vmi_desk *desk = desk_second(crew->desk);
    struct chunk *chunk;
    size_t first;
    while ((chunk = begin_chunk(crew, &first))) {
        fill_chunk(crew, desk, chunk, first);
        end_chunk(crew, chunk);
    }
    desk_second_free(desk);
    return NULL;
}

/* ---- the thread that asked ------------------------------------------------------------------------------ */

static struct chunk *await_chunk(struct crew *crew, size_t number)
{
    struct chunk *chunk = &crew->ring[number % crew->ring_count];
    pthread_mutex_lock(&crew->lock);
    while (!chunk->ready)
        pthread_cond_wait(&crew->ready, &crew->lock);
    pthread_mutex_unlock(&crew->lock);
    return chunk;
}

static void leave_chunk(struct crew *crew, struct chunk *chunk)
{
    pthread_mutex_lock(&crew->lock);
    chunk->ready = false;
    crew->given++;
    pthread_cond_signal(&crew->room);
    pthread_mutex_unlock(&crew->lock);
}

/* False when EACH wants no more, or an item is at fault: *STATUS. */
static bool give(const struct crew *crew, struct vmi_desk *desk, struct chunk *chunk, size_t first,
                 vmi_desk_each_item *each, void *context, enum vmi_status *status)
{
    struct vmi_desk_item own = {.previous = {VMI_DECIMAL_UNKNOWN, VMI_DECIMAL_UNKNOWN}};
    for (size_t i = first; i < last_of(crew, first); i++) {
        struct vmi_desk_item *item = i - first < chunk->count ? &chunk->items[i - first] : &own;
        if (item == &own && !vmi_desk_work_out(desk, i, NULL, item, status))
            return false;
        if (!each(context, i, item))
            return false;
    }
    return true;
}

static void open_crew(struct crew *crew, const struct vmi_desk *desk)
{
    crew->desk = desk;
    crew->item_count = vmi_history_count(desk->history);
    crew->chunk_count = (crew->item_count + CHUNK - 1) / CHUNK;
    crew->ring_count = desk->threads * CHUNKS_A_THREAD;
    if (crew->ring_count > crew->chunk_count)
        crew->ring_count = crew->chunk_count;
    crew->ring = vmi_alloc_zeroed(crew->ring_count, sizeof *crew->ring);
    for (size_t i = 0; i < crew->ring_count; i++)
        crew->ring[i].items = vmi_alloc(CHUNK * sizeof *crew->ring[i].items);
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->ready, NULL);
    pthread_cond_init(&crew->room, NULL);
    while (crew->thread_count < desk->threads && crew->thread_count < crew->chunk_count &&
           app_begin_thread(&crew->threads[crew->thread_count], work, crew))
        crew->thread_count++;
}

static void close_crew(struct crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    crew->over = true;
    pthread_cond_broadcast(&crew->room);
    pthread_mutex_unlock(&crew->lock);
    for (size_t i = 0; i < crew->thread_count; i++)
        pthread_join(crew->threads[i], NULL);
    for (size_t i = 0; i < crew->ring_count; i++) {
        vmi_arena_free(&crew->ring[i].texts);
        free(crew->ring[i].items);
    }
    free(crew->ring);
    pthread_cond_destroy(&crew->room);
    pthread_cond_destroy(&crew->ready);
    pthread_mutex_destroy(&crew->lock);
}

bool desk_each_in_threads(struct vmi_desk *desk, vmi_desk_each_item *each, void *context,
                          enum vmi_status *status)
{
    struct crew crew = {.thread_count = 0};
    if (vmi_history_count(desk->history) <= CHUNK) /* done before a thread has begun */
        return false;
    open_crew(&crew, desk);
    bool begun = crew.thread_count > 0, more = begun;
    for (size_t i = 0; i < crew.chunk_count && more; i++) {
        struct chunk *chunk = await_chunk(&crew, i);
        more = give(&crew, desk, chunk, i * CHUNK, each, context, status);
        leave_chunk(&crew, chunk);
    }
    close_crew(&crew);
    return begun;
}
