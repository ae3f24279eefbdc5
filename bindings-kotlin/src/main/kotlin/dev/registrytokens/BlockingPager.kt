package dev.registrytokens

import kotlinx.coroutines.runBlocking
import java.util.concurrent.CancellationException
import java.util.stream.Stream
import java.util.stream.StreamSupport

/**
 * A list longer than an answer, read page by page behind the scenes, for Java. Nothing is sent before it is read, and every
 * iterator starts anew.
 */
public class BlockingPager<out Item, out Page> internal constructor(
    private val pager: Pager<Item, Page>,
) : Iterable<@UnsafeVariance Item> {
    /** All items, each one once. A list that changes meanwhile may miss items; [all] is the one that does not. */
    override fun iterator(): Iterator<Item> =
        iterator {
            pager.blocking().items().use { reading -> while (true) yieldAll(blocking { reading.next() } ?: break) }
        }

    /** The same as a stream. */
    public fun stream(): Stream<@UnsafeVariance Item> = StreamSupport.stream(spliterator(), false)

    /** The pages instead of the items, as the service gives them. */
    public fun pages(): Iterable<Page> =
        Iterable {
            iterator {
                pager.blocking().pages().use { reading -> while (true) yield(blocking { reading.next() } ?: break) }
            }
        }

    /**
     * Every item at once, and none missed that was there all the time.
     *
     * One request where the service gives the whole list; else the list is read again and again, in overlapping pages, until
     * two readings in a row agree.
     *
     * @throws ListingUnstableException when four readings did not
     */
    public fun all(): List<Item> = blocking { pager.all() }
}

/** Waits for a call. A thread that is interrupted takes its request back and stays interrupted. */
internal fun <T> blocking(call: suspend () -> T): T =
    try {
        // Said before anything is sent; runBlocking would look only after that.
        if (Thread.interrupted()) throw InterruptedException()
        runBlocking { call() }
    } catch (interrupted: InterruptedException) {
        Thread.currentThread().interrupt()
        throw CancellationException("interrupted while waiting for an answer").apply { initCause(interrupted) }
    }
