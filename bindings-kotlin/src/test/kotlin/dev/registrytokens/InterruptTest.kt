package dev.registrytokens

import dev.registrytokens.support.BLOCKING_CALLS
import dev.registrytokens.support.Clients
import dev.registrytokens.support.Emulator
import dev.registrytokens.support.Worker
import dev.registrytokens.support.blocking
import dev.registrytokens.support.each
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import java.util.concurrent.CancellationException

/** A thread that is interrupted takes its request back and stays interrupted. */
class InterruptTest {
    private fun assertInterrupted(worker: Worker<*>) {
        val error = worker.result.exceptionOrNull()
        assertTrue(error is CancellationException) { "$error" }
        assertTrue(error!!.cause is InterruptedException)
        assertTrue(worker.isInterrupted, "the flag is kept")
    }

    @TestFactory
    fun anInterruptEndsTheCall(): List<DynamicTest> =
        each(BLOCKING_CALLS) { world, call ->
            val script = world.silence()
            val worker = Worker { call(Clients(script)) }
            script.wait("arrived" to 1, "open" to 1)
            worker.interrupt()
            assertInterrupted(worker)
            script.wait("arrived" to 1, "open" to 0)
        }

    @TestFactory
    fun aThreadInterruptedBeforeTheCallSendsNothing(): List<DynamicTest> =
        each(BLOCKING_CALLS) { world, call ->
            val one = Clients(world)
            val worker =
                Worker {
                    Thread.currentThread().interrupt()
                    call(one)
                }
            assertInterrupted(worker)
            assertEquals(emptyList<Any>(), world.requests())
        }

    @Test
    fun theServiceSeesTheRequestGivenUp() {
        val world = Emulator.world().apply { hang() }
        val worker = Worker { blocking(world).registries.get(world.registry) }
        world.wait("in_flight" to 1)
        worker.interrupt()
        assertInterrupted(worker)
        world.wait("in_flight" to 0, "open" to 0)
        assertEquals(listOf("client_closed"), world.ended())
    }

    @TestFactory
    fun anIteratorInterruptedInItsSecondPage(): List<DynamicTest> =
        each(
            mapOf<String, (BlockingPager<Token, TokenPage>) -> Iterator<Any?>>(
                "items" to { it.iterator() },
                "stream" to { it.stream().iterator() },
                "pages" to { it.pages().iterator() },
            ),
        ) { world, read ->
            world.seed(25)
            world.fault("""{"skip": 1, "times": null, "action": {"hang": true}}""")
            val iterator = read(blocking(world).tokens.list(world.registry, TokensListOptions.builder().pageSize(10).build()))
            val worker = Worker { iterator.forEach { _ -> } }
            world.wait("arrived" to 2, "in_flight" to 1)
            worker.interrupt()
            assertInterrupted(worker)
            world.wait("in_flight" to 0, "open" to 0)
        }

    @Test
    fun theClientServesOtherThreadsOn() {
        val world = Emulator.world().apply { fault("""{"method": "POST", "action": {"hang": true}}""") }
        val one = blocking(world)
        val worker = Worker { one.tokens.create(world.registry, NewToken.builder("ci").build()) }
        world.wait("in_flight" to 1)
        worker.interrupt()
        assertInterrupted(worker)
        assertEquals("demo", one.registries.get(world.registry).name)
    }

    @Test
    fun aThreadMayCallAgainWhenItClearedItsFlag() {
        val world = Emulator.world()
        val one = blocking(world)
        val worker =
            Worker {
                Thread.currentThread().interrupt()
                runCatching { one.registries.get(world.registry) }
                assertTrue(Thread.interrupted())
                one.registries.get(world.registry).name
            }
        assertEquals("demo", worker.result.getOrThrow())
    }
}
