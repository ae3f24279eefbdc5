package dev.registrytokens

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/**
 * A list longer than an answer, read page by page behind the scenes. Nothing is sent before it is collected, and every
 * collection starts anew.
 */
public class Pager<out Item, out Page> internal constructor(
    private val source: Source<Item, Page>,
) {
    /**
     * All items, each one once. A list that changes meanwhile may miss items; [all] is the one that does not.
     *
     * Whatever ends the collection closes the connection of the request under way.
     */
    public fun items(): Flow<Item> =
        flow {
            source.items().use { reading ->
                while (true) reading.next()?.forEach { emit(it) } ?: break
            }
        }

    /** The pages instead of the items, as the service gives them. */
    public fun pages(): Flow<Page> = flow { source.pages().use { while (true) emit(it.next() ?: break) } }

    /**
     * Every item at once, and none missed that was there all the time.
     *
     * One request where the service gives the whole list; else the list is read again and again, in overlapping pages, until
     * two readings in a row agree.
     *
     * @throws ListingUnstableException when four readings did not
     */
    public suspend fun all(): List<Item> = awaitNative { source.all() }

    internal fun blocking(): Source<Item, Page> = source
}

/** Where the parts of a list come from. */
internal interface Source<out Item, out Page> {
    fun items(): Reading<List<Item>>

    fun pages(): Reading<Page>

    suspend fun all(): List<Item>
}

/** One reading of a list. */
internal class Reading<out Part>(
    private val operation: String,
    private val native: AutoCloseable,
    private val part: suspend () -> Part?,
) : AutoCloseable by native {
    suspend fun next(): Part? = translated(operation) { awaitNative { part() } }
}
