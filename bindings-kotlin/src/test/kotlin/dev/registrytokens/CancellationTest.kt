package dev.registrytokens

import dev.registrytokens.support.CALLS
import dev.registrytokens.support.CHANGING
import dev.registrytokens.support.Clients
import dev.registrytokens.support.Emulator
import dev.registrytokens.support.LONG
import dev.registrytokens.support.World
import dev.registrytokens.support.client
import dev.registrytokens.support.coroutines
import dev.registrytokens.support.each
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toKotlinDuration

/** Who gives up waiting ends the call: its request is taken back, and what is unknown then is said. */
class CancellationTest {
    // A time has to be told: long enough for a request to arrive, also on a busy machine.
    private val short = 300.milliseconds

    private suspend fun seen(wait: () -> Unit) = withContext(Dispatchers.IO) { wait() }

    /** What the caller sees: nothing that a `catch` of this library's exceptions would take for an answer. */
    private suspend fun cancelled(call: Deferred<*>): Throwable? {
        call.join()
        assertTrue(call.isCancelled)
        return runCatching { call.await() }.exceptionOrNull()
    }

    @TestFactory
    fun aCancelledCallClosesItsConnection(): List<DynamicTest> =
        each(CALLS.mapValues { it.toPair() }) { world, (name, call) ->
            val script = world.silence()
            val told = CompletableDeferred<Event>()
            val one = Clients(script) { told.complete(it) }
            coroutines {
                supervisorScope {
                    val made = async { call(one) }
                    seen { script.wait("arrived" to 1, "open" to 1) }
                    made.cancel()
                    assertTrue(cancelled(made) is CancellationException)
                }
                seen { script.wait("arrived" to 1, "open" to 0) }
                val event = told.await()
                assertEquals(
                    listOf(1, null, null, name in CHANGING),
                    event.run { listOf(attempt, httpStatus, errorKind, outcomeUnknown) },
                )
            }
        }

    @TestFactory
    fun aCallCancelledBeforeItBeganSendsNothing(): List<DynamicTest> =
        each(CALLS) { world, call ->
            coroutines {
                val one = Clients(world)
                var went = false
                launch(start = CoroutineStart.UNDISPATCHED) {
                    coroutineContext[kotlinx.coroutines.Job]!!.cancel()
                    call(one)
                    went = true
                }.join()
                assertTrue(!went)
            }
            assertEquals(emptyList<Any>(), world.requests())
        }

    @TestFactory
    fun aTimeThatIsUp(): List<DynamicTest> =
        each(CALLS.filterKeys { it in setOf("get", "create", "items", "all") }) { world, call ->
            val script = world.silence()
            coroutines {
                val error = runCatching { withTimeout(short) { call(Clients(script)) } }.exceptionOrNull()
                assertTrue(error is TimeoutCancellationException) { "$error" }
                seen { script.wait("open" to 0) }
            }
        }

    @Test
    fun theServiceSeesTheRequestGivenUp() {
        val world = Emulator.world().apply { hang() }
        coroutines {
            val call = launch { client(world).registries.get(world.registry) }
            seen { world.wait("in_flight" to 1) }
            call.cancelAndJoin()
            seen { world.wait("in_flight" to 0, "open" to 0) }
        }
        assertEquals(listOf("client_closed"), world.ended())
    }

    @Test
    fun aFailingSiblingEndsTheOthers() {
        val world = Emulator.world().apply { hang(""", "method": "POST"""") }
        val one = client(world)
        coroutines {
            val error =
                runCatching {
                    coroutineScope {
                        repeat(3) { launch { one.tokens.create(world.registry, "ci-$it") } }
                        launch {
                            seen { world.wait("in_flight" to 3) }
                            one.registries.get(world.registry.reversed())
                        }
                    }
                }.exceptionOrNull()
            assertTrue(error is InvalidArgumentException) { "$error" }
            seen { world.wait("in_flight" to 0) }
        }
        assertEquals(setOf("client_closed"), world.ended().toSet())
    }

    @Test
    fun aCancelledCallDoesNotFailTheScope() {
        val world = Emulator.world().apply { fault("""{"method": "POST", "action": {"hang": true}}""") }
        val one = client(world)
        val name =
            coroutines {
                val call = launch { one.tokens.create(world.registry, "ci") }
                seen { world.wait("in_flight" to 1) }
                call.cancelAndJoin()
                one.registries.get(world.registry).name
            }
        assertEquals("demo", name)
    }

    private fun threePages(): World = Emulator.world().apply { seed(25) }

    @Test
    fun theFirstItemNeedsOnePage() {
        val world = threePages()
        world.fault("""{"skip": 1, "times": null, "action": {"hang": true}}""")
        coroutines {
            val items = client(world).tokens.list(world.registry, pageSize = 10).items()
            val first = items.first()
            world.clearFaults()
            assertEquals(items.take(10).toList().first(), first)
            assertEquals(10, items.take(10).toList().size)
        }
        assertEquals(3, world.requests().size, "no page is read ahead")
    }

    @TestFactory
    fun aCollectionCancelledBetweenPagesEndsThere(): List<DynamicTest> =
        each(
            mapOf<
                String,
                (
                    Pager<Token, TokenPage>,
                ) -> Flow<Any?>,
            >("items" to { it.items() }, "pages" to { it.pages() }),
        ) { _, read ->
            val world = threePages()
            world.fault("""{"skip": 1, "times": null, "action": {"hang": true}}""")
            coroutines {
                val begun = CompletableDeferred<Unit>()
                val collecting =
                    launch {
                        read(client(world).tokens.list(world.registry, pageSize = 10)).collect { begun.complete(Unit) }
                    }
                begun.await()
                seen { world.wait("arrived" to 2, "in_flight" to 1) }
                collecting.cancelAndJoin()
                seen { world.wait("in_flight" to 0, "open" to 0) }
            }
            assertEquals(listOf("answered", "client_closed"), world.ended())
        }

    @Test
    fun aCallCancelledWhileItWaitsToTryAgain() {
        val world = Emulator.world().apply { fault("""{"times": null, "action": {"status": 503}}""") }
        coroutines {
            val failed = CompletableDeferred<Unit>()
            // Minutes: it ends only when the cancellation ends it.
            val one = client(world, firstWait = 5.minutes, timeout = 20.minutes, onEvent = { failed.complete(Unit) })
            val call = launch { one.registries.get(world.registry) }
            failed.await()
            call.cancelAndJoin()
        }
        assertEquals(1, world.requests().size)
    }

    @Test
    fun aWaitForARegistryCancelledBetweenTwoLooks() {
        val world = Emulator.world()
        val slow = world.slowRegistry()
        coroutines {
            val looked = CompletableDeferred<Unit>()
            val one = client(world, onEvent = { looked.complete(Unit) })
            val call = launch { one.registries.waitUntilRunning(slow, within = 20.minutes, pollInterval = 5.minutes) }
            looked.await()
            call.cancelAndJoin()
        }
    }

    @Test
    fun manyGivenUpCallsLeaveNothingBehind() {
        val world = Emulator.world().apply { hang(""", "method": "POST"""") }
        val one = client(world)
        coroutines {
            val calls = List(50) { launch(Dispatchers.Default) { one.tokens.create(world.registry, "t-$it") } }
            seen { world.wait("in_flight" to 50) }
            calls.forEach { it.cancel() }
            calls.joinAll()
            seen { world.wait("in_flight" to 0, "open" to 0) }
            assertEquals("demo", one.registries.get(world.registry).name)
        }
    }

    @Test
    fun aCancellationThatLosesTheRaceChangesNothing() {
        val world = Emulator.world()
        val one = client(world)
        coroutines {
            repeat(60) { turns ->
                val call = async(Dispatchers.Default) { runCatching { one.registries.get(world.registry).name } }
                repeat(turns * turns) { yield() }
                call.cancel()
                call.join()
                runCatching { call.await() }.onSuccess { ended ->
                    ended.onSuccess { assertEquals("demo", it) }.onFailure { assertTrue(it is CancellationException) { "$it" } }
                }
            }
            assertEquals("demo", one.registries.get(world.registry).name)
            one.close()
            withTimeout(LONG.toKotlinDuration()) { seen { world.wait("in_flight" to 0, "open" to 0) } }
        }
    }
}
