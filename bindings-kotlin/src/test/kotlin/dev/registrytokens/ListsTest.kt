package dev.registrytokens

import dev.registrytokens.support.Emulator
import dev.registrytokens.support.World
import dev.registrytokens.support.blocking
import dev.registrytokens.support.client
import dev.registrytokens.support.coroutines
import dev.registrytokens.support.thrown
import kotlinx.coroutines.flow.toList
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Lists: read lazily, again and again, in pages or as a whole. */
class ListsTest {
    private fun world(tokens: Int): World = Emulator.world().apply { seed(tokens) }

    private fun pager(world: World) = client(world).tokens.list(world.registry, pageSize = 10)

    private fun blockingPager(world: World) =
        blocking(world).tokens.list(world.registry, TokensListOptions.builder().pageSize(10).build())

    @Test
    fun threeWaysToRead() {
        val world = world(25)
        coroutines {
            val pager = pager(world)
            val items = pager.items().toList()
            assertEquals(25, items.size)
            assertEquals(items, pager.all())
            assertEquals(items, pager.pages().toList().flatMap { it.items })
        }
        val pager = blockingPager(world)
        val items = pager.toList()
        assertEquals(25, items.size)
        assertEquals(items, pager.all())
        assertEquals(items, pager.stream().toList())
        assertEquals(items, pager.pages().flatMap { it.items })
    }

    @Test
    fun nothingIsSentBeforeItIsNeeded() {
        val world = world(25)
        val flow = pager(world)
        listOf(flow.items(), flow.pages())
        val pager = blockingPager(world)
        val items = pager.iterator()
        val pages = pager.pages().iterator()
        pager.stream()
        assertEquals(0, world.requests().size)
        repeat(10) { items.next() }
        assertEquals(1, world.requests().size)
        items.next()
        assertEquals(2, world.requests().size)
        pages.next()
        assertEquals(3, world.requests().size)
    }

    @Test
    fun everyReadingStartsAnew() {
        val world = world(5)
        val (flow, pager) = pager(world).items() to blockingPager(world)
        val (one, two) = pager.iterator() to pager.iterator()
        assertEquals(one.next(), two.next())
        assertEquals(5, coroutines { flow.toList() }.size)
        world.seed(1)
        assertEquals(6, coroutines { flow.toList() }.size)
        assertEquals(6, pager.count())
    }

    @Test
    fun readingsSideBySideDoNotDisturbEachOther() {
        val world = world(25)
        val pager = blockingPager(world)
        val pairs =
            pager
                .iterator()
                .asSequence()
                .zip(pager.pages().asSequence().flatMap { it.items })
                .toList()
        assertEquals(25, pairs.size)
        assertTrue(pairs.all { (one, other) -> one == other })
    }

    @Test
    fun anErrorEndsAReading() {
        val world = world(25)
        world.fault("""{"skip": 1, "action": {"status": 500}}""")
        val received = mutableListOf<Token>()
        assertThrows(ServerException::class.java) { coroutines { pager(world).items().collect { received += it } } }
        assertEquals(10, received.size)
        world.fault("""{"skip": 1, "action": {"status": 500}}""")
        val items = blockingPager(world).iterator()
        repeat(10) { items.next() }
        assertThrows(ServerException::class.java) { items.next() }
    }

    @Test
    fun anIteratorThatEndedStaysAtItsEnd() {
        val world = world(1)
        val items = blockingPager(world).iterator()
        items.next()
        repeat(3) { assertFalse(items.hasNext()) }
        assertTrue(thrown { items.next() } is NoSuchElementException)
        world.seed(1)
        assertFalse(items.hasNext())
    }

    @Test
    fun hasNextSendsNothingTwice() {
        val world = world(3)
        val items = blockingPager(world).iterator()
        repeat(5) { assertTrue(items.hasNext()) }
        assertEquals(1, world.requests().size)
    }

    @Test
    fun whatAllGivesCannotBeChanged() {
        val world = world(3)
        val all = coroutines { pager(world).all() } as MutableList<Token>
        assertThrows(UnsupportedOperationException::class.java) { all.clear() }
        val blocking = blockingPager(world).all() as MutableList<Token>
        assertThrows(UnsupportedOperationException::class.java) { blocking.removeAt(0) }
    }
}
