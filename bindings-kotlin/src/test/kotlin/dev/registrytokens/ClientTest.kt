package dev.registrytokens

import dev.registrytokens.support.BLOCKING_CALLS
import dev.registrytokens.support.CALLS
import dev.registrytokens.support.Clients
import dev.registrytokens.support.Emulator
import dev.registrytokens.support.LONG
import dev.registrytokens.support.Worker
import dev.registrytokens.support.World
import dev.registrytokens.support.blocking
import dev.registrytokens.support.client
import dev.registrytokens.support.coroutines
import dev.registrytokens.support.each
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

/** The life of a client: made, told new credentials, shared, closed, dropped. */
class ClientTest {
    /** The later parts of a rotation say what is left behind, and the closed client as the reason for it. */
    private fun assertSaysClosed(call: () -> Any?) {
        val outcome = runCatching(call)
        when (val error = outcome.exceptionOrNull()) {
            null -> assertTrue("closed" in (outcome.getOrThrow() as Retirement).failure!!)
            is RotationIncompleteException -> assertTrue("closed" in error.reason) { error.reason }
            else -> assertInstanceOf(ClosedException::class.java, error)
        }
    }

    @TestFactory
    fun everySuspendingCallOfAClosedClientSaysSo(): List<DynamicTest> =
        each(CALLS) { world, call ->
            val one = Clients(world)
            one.close()
            one.close() // twice is as good as once
            assertSaysClosed { coroutines { call(one) } }
            assertEquals(emptyList<Any>(), world.requests())
        }

    @TestFactory
    fun everyBlockingCallOfAClosedClientSaysSo(): List<DynamicTest> =
        each(BLOCKING_CALLS) { world, call ->
            val one = Clients(world)
            one.close()
            one.close()
            assertSaysClosed { call(one) }
            assertEquals(emptyList<Any>(), world.requests())
        }

    @Test
    fun listsMadeBeforeTheCloseSaySo() {
        val world = Emulator.world().apply { seed(25) }
        val one = client(world)
        val pager = one.tokens.list(world.registry, pageSize = 10)
        val flows = listOf(pager.items(), pager.pages())
        val (same, items) =
            blocking(world).let {
                it to
                    it.tokens.list(world.registry, TokensListOptions.builder().pageSize(10).build())
            }
        val begun = items.iterator().apply { next() }
        one.close()
        same.close()
        for (flow in flows) assertThrows(ClosedException::class.java) { coroutines { flow.toList() } }
        assertThrows(ClosedException::class.java) { coroutines { pager.all() } }
        assertThrows(ClosedException::class.java) { begun.forEach { _ -> } }
        for (read in listOf(
            items::toList,
            items::all,
            { items.pages().toList() },
        )) {
            assertThrows(ClosedException::class.java) { read() }
        }
        assertEquals(1, world.requests().size)
    }

    @Test
    fun aCloseEndsIdleConnections() {
        val world = Emulator.world()
        val one = client(world)
        coroutines { one.registries.get(world.registry) }
        world.wait("open" to 1)
        one.close()
        world.wait("open" to 0)
    }

    @Test
    fun callsUnderWayEndAsTheyWouldHave() {
        val world = Emulator.world().apply { fault("""{"times": 2, "action": {"delay_ms": 200}}""") }
        val one = client(world)
        val other = BlockingIonosClient(one)
        val worker = Worker { other.registries.get(world.registry).name }
        coroutines {
            val call = async { one.registries.get(world.registry).name }
            withContext(Dispatchers.IO) { world.wait("in_flight" to 2) }
            one.close()
            assertEquals("demo", call.await())
        }
        assertEquals("demo", worker.result.getOrThrow())
        world.wait("open" to 0)
    }

    @Test
    fun useCloses() {
        val world = Emulator.world()
        val (one, name) = client(world).use { it to coroutines { it.registries.get(world.registry).name } }
        assertEquals("demo", name)
        assertThrows(ClosedException::class.java) { coroutines { one.registries.get(world.registry) } }
        val other = blocking(world).use { it }
        assertThrows(ClosedException::class.java) { other.registries.get(world.registry) }
    }

    @Test
    fun newCredentialsForAClosedClientDoNotCrash() {
        val one = client(Emulator.world())
        one.close()
        runCatching { one.setCredentials(IonosCredentials.token(Secret("other"))) }
            .onFailure { assertTrue(it is ClosedException) { "$it" } }
    }

    @Test
    fun twoHundredCallsAtOnce() {
        val world = Emulator.world()
        val one = client(world)
        val names =
            coroutines {
                List(200) { async(Dispatchers.Default) { one.registries.get(world.registry).name } }.awaitAll()
            }
        assertEquals(setOf("demo"), names.toSet())
    }

    @Test
    fun callsOnOneThreadDoNotWaitForEachOther() {
        val world = Emulator.world().apply { fault("""{"method": "POST", "action": {"hang": true}}""") }
        val one = client(world)
        coroutines {
            val hanging = async { one.tokens.create(world.registry, "ci") }
            withContext(Dispatchers.IO) { world.wait("in_flight" to 1) }
            List(20) { async { one.registries.get(world.registry) } }.awaitAll()
            assertFalse(hanging.isCompleted)
            hanging.cancel()
        }
    }

    @Test
    fun thirtyTwoThreadsOnOneClient() {
        val world = Emulator.world()
        val one = blocking(world)
        val workers = List(32) { Worker { List(10) { one.registries.get(world.registry).name } } }
        assertEquals(List(320) { "demo" }, workers.flatMap { it.result.getOrThrow() })
    }

    @Test
    fun threadsThatCloseAndCallDoNotCrash() {
        val world = Emulator.world()
        repeat(10) {
            val one = blocking(world)
            val workers = List(8) { Worker { one.registries.get(world.registry).name } } + Worker { one.close().toString() }
            for (worker in workers) worker.result.onFailure { assertTrue(it is ClosedException) { it.stackTraceToString() } }
        }
    }

    @Test
    fun newCredentialsAreUsedFromThenOn() {
        val world = Emulator.world()
        val one = client(world)
        coroutines {
            one.setCredentials(IonosCredentials.basic(world.username, Secret(world.password)))
            one.registries.get(world.registry)
            one.setCredentials(IonosCredentials.token(Secret("wrong")))
            assertTrue(runCatching { one.registries.get(world.registry) }.exceptionOrNull() is AuthenticationException)
            one.setCredentials(IonosCredentials.token(Secret(world.token)))
            one.registries.get(world.registry)
        }
        assertEquals(listOf("Basic", "Bearer", "Bearer"), world.header("authorization").map { it.substringBefore(' ') })
    }

    @Test
    fun requestsSayWhichLanguageMadeThem() {
        val world = Emulator.world()
        coroutines { client(world).registries.get(world.registry) }
        assertTrue(world.header("user-agent").single().contains(Regex("^registry-tokens/[0-9.]+ \\(kotlin\\)")))
    }

    @Test
    fun resourcesOutliveTheNameOfTheirClient() {
        val world = Emulator.world()
        val registries = client(world).registries
        System.gc()
        assertEquals("demo", coroutines { registries.get(world.registry).name })
    }

    /** In a function of its own, so that no local variable holds the client any more. */
    private fun callOnce(world: World) {
        coroutines { client(world).registries.get(world.registry) }
        world.wait("open" to 1)
    }

    @Test
    fun aDroppedClientClosesItsConnections() {
        val world = Emulator.world()
        callOnce(world)
        val gone = Worker { world.wait("open" to 0) }
        val deadline = System.nanoTime() + LONG.toNanos()
        // When what is collected is also cleaned up, nobody promises.
        val ended = Worker { gone.result.getOrThrow() }
        while (!gone.isDone && System.nanoTime() < deadline) System.gc()
        ended.result.getOrThrow()
    }

    @Test
    fun withResponseTellsTheLastAnswer() {
        val world = Emulator.world()
        world.fault("""{"action": {"status": 503}}""")
        coroutines {
            val one = client(world)
            val response = one.registries.withResponse { get(world.registry) }
            assertEquals(listOf(200, 2, "demo"), response.run { listOf(httpStatus, attempts, value.name) })
            assertEquals(response.requestId, response.headers["x-request-id"])
            assertTrue(response.elapsed.isPositive())
            assertTrue("demo" in String(response.body()))
            // Of several calls it is the last.
            val two = one.registries.withResponse { get(world.registry) to find("none") }
            assertEquals(null, two.value.second)
            assertTrue("collection" in String(two.body()) || "items" in String(two.body()))
        }
    }

    @Test
    fun withResponseOfNoCallSaysSo() {
        val one = client(Emulator.world())
        assertThrows(IllegalStateException::class.java) { coroutines { one.tokens.withResponse { 5 } } }
    }
}
