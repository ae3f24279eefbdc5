package dev.registrytokens

import dev.registrytokens.support.Emulator
import dev.registrytokens.support.Worker
import dev.registrytokens.support.World
import dev.registrytokens.support.blocking
import dev.registrytokens.support.client
import dev.registrytokens.support.coroutines
import dev.registrytokens.support.each
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.coroutines.cancellation.CancellationException

/** Observers are told of each attempt, and cannot harm the call. */
class ObserverTest {
    private val styles: Map<String, (World, (Event) -> Unit) -> String> =
        mapOf(
            "suspending" to { world, told -> coroutines { client(world, onEvent = told).registries.get(world.registry).name } },
            "blocking" to { world, told -> blocking(world, onEvent = told).registries.get(world.registry).name },
        )

    @TestFactory
    fun eachAttemptIsTold(): List<DynamicTest> =
        each(styles) { world, get ->
            world.fault("""{"action": {"status": 503, "headers": {"X-Request-Id": "first"}}}""")
            val events = CopyOnWriteArrayList<Event>()
            assertEquals("demo", get(world) { events += it })
            val (first, second) = events
            assertEquals(2, events.size)
            assertEquals(listOf("registries.get", "ionos", "GET"), first.run { listOf(operation, provider, httpMethod) })
            assertEquals("/registries/{registry_id}", first.urlTemplate)
            assertEquals(
                listOf(1, 503, "server", "first", false),
                first.run {
                    listOf(attempt, httpStatus, errorKind, requestId, outcomeUnknown)
                },
            )
            assertTrue(first.elapsed.isPositive())
            assertTrue(first.retryIn != null)
            assertEquals(listOf(2, 200, null, null), second.run { listOf(attempt, httpStatus, errorKind, retryIn) })
            assertFalse(world.registry in "$events", "ids are the business of nobody else")
        }

    private fun reported(
        world: World,
        get: (World, (Event) -> Unit) -> String,
        handler: (Throwable) -> Unit,
        told: (Event) -> Unit,
    ): Result<String> {
        val before = Thread.getDefaultUncaughtExceptionHandler()
        Thread.setDefaultUncaughtExceptionHandler { _, thrown -> handler(thrown) }
        return try {
            Worker { get(world, told) }.result
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before)
        }
    }

    private val failures =
        listOf(
            IllegalStateException("mine"),
            CancellationException("mine"),
            AssertionError("mine"),
            InterruptedException("mine"),
        )

    @TestFactory
    fun whatAnObserverThrowsIsReportedAndChangesNothing(): List<DynamicTest> =
        each(
            styles.flatMap { (style, get) -> failures.map { "$style ${it::class.simpleName}" to (get to it) } }.toMap(),
        ) { world, (get, failure) ->
            world.fault("""{"action": {"status": 503}}""")
            val seen = CopyOnWriteArrayList<Throwable>()
            assertEquals("demo", reported(world, get, { seen += it }) { throw failure }.getOrThrow())
            assertEquals(listOf<Throwable>(failure, failure), seen)
        }

    @TestFactory
    fun aHandlerThatThrowsChangesNothingEither(): List<DynamicTest> =
        each(styles) { world, get ->
            val outcome = reported(world, get, { throw IllegalStateException("the handler's") }) { error("the observer's") }
            assertEquals("demo", outcome.getOrThrow())
        }

    @TestFactory
    fun anObserverMayMakeCallsOfItsOwn(): List<DynamicTest> =
        each(styles) { world, get ->
            val other = blocking(world)
            val made = CopyOnWriteArrayList<String>()
            assertEquals("demo", get(world) { made += other.registries.get(world.registry).name })
            assertEquals(listOf("demo"), made)
        }

    @Test
    fun anObserverMayCallItsOwnClient() {
        val world = Emulator.world()
        lateinit var one: BlockingIonosClient
        var depth = 0
        one =
            blocking(world, onEvent = {
                depth += 1
                if (depth < 3) one.registries.get(world.registry)
            })
        assertEquals("demo", one.registries.get(world.registry).name)
        assertEquals(3, depth)
    }

    @Test
    fun anObserverMayCloseItsClient() {
        val world = Emulator.world()
        lateinit var one: BlockingIonosClient
        one = blocking(world, onEvent = { one.close() })
        assertEquals("demo", one.registries.get(world.registry).name)
        assertTrue(runCatching { one.registries.get(world.registry) }.exceptionOrNull() is ClosedException)
    }
}
