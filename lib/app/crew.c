#include "crew.h"

#include <stdlib.h>

#include "internal.h"
#include "vmi/memory.h"

enum { CHUNKS_A_THREAD = 4 }; /* so many may wait for their turn; more would cost memory alone */

struct chunk {
    void *room;
    size_t done; /* things; what is behind them is left to the thread that asked */
    bool ready;
};

struct crew {
    const struct crew_work *work;
    size_t chunk_count;
    pthread_t threads[VMI_MOST_THREADS];
    size_t thread_count;
    struct chunk *ring; /* chunk N stands at N modulo its count */
    size_t ring_count;

    pthread_mutex_t lock; /* over all that follows, and over `ready` */
    pthread_cond_t ready, room;
    size_t begun, given; /* chunks */
    bool over;
};

static size_t count_from(const struct crew *crew, size_t first)
{
    size_t left = crew->work->count - first;
    return left < CREW_CHUNK ? left : CREW_CHUNK;
}

/* ---- the threads that work ------------------------------------------------------------------------------ */

/* The next chunk to work at, when there is room for it; NULL when there is nothing more to do. */
static struct chunk *begin_chunk(struct crew *crew, size_t *first)
{
    struct chunk *chunk = NULL;
    pthread_mutex_lock(&crew->lock);
    while (!crew->over && crew->begun < crew->chunk_count && crew->begun - crew->given == crew->ring_count)
        pthread_cond_wait(&crew->room, &crew->lock);
    if (!crew->over && crew->begun < crew->chunk_count) {
        chunk = &crew->ring[crew->begun % crew->ring_count];
        *first = crew->begun++ * CREW_CHUNK;
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

static void *work(void *context)
{
    struct crew *crew = context;
    void *tools = crew->work->open(crew->work->context);
    struct chunk *chunk;
    size_t first;
    while ((chunk = begin_chunk(crew, &first))) {
        chunk->done = crew->work->work(tools, chunk->room, first, count_from(crew, first));
        end_chunk(crew, chunk);
    }
    crew->work->close(tools);
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

static void open_crew(struct crew *crew, const struct crew_work *what)
{
    crew->work = what;
    crew->chunk_count = (what->count + CREW_CHUNK - 1) / CREW_CHUNK;
    crew->ring_count = what->threads * CHUNKS_A_THREAD;
    if (crew->ring_count > crew->chunk_count)
        crew->ring_count = crew->chunk_count;
    crew->ring = vmi_alloc_zeroed(crew->ring_count, sizeof *crew->ring);
    for (size_t i = 0; i < crew->ring_count; i++)
        crew->ring[i].room = what->make(what->context);
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->ready, NULL);
    pthread_cond_init(&crew->room, NULL);
    while (crew->thread_count < what->threads && crew->thread_count < crew->chunk_count &&
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
    for (size_t i = 0; i < crew->ring_count; i++)
        crew->work->drop(crew->ring[i].room);
    free(crew->ring);
    pthread_cond_destroy(&crew->room);
    pthread_cond_destroy(&crew->ready);
    pthread_mutex_destroy(&crew->lock);
}

bool crew_run(const struct crew_work *what)
{
    struct crew crew = {.thread_count = 0};
    if (what->threads < 2 || what->count <= CREW_CHUNK) /* done before a thread has begun */
        return false;
    open_crew(&crew, what);
    bool begun = crew.thread_count > 0, more = begun;
    for (size_t i = 0; i < crew.chunk_count && more; i++) {
        size_t first = i * CREW_CHUNK;
        struct chunk *chunk = await_chunk(&crew, i);
        more = what->give(what->context, chunk->room, chunk->done, first, count_from(&crew, first));
        leave_chunk(&crew, chunk);
    }
    close_crew(&crew);
    return begun;
}
