package dev.registrytokens

import dev.registrytokens.support.Emulator
import dev.registrytokens.support.LONG
import dev.registrytokens.support.blocking
import dev.registrytokens.support.client
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.toList
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.TestFactory
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine

/** Coroutines without a dispatcher, such as `suspend fun main()`: what follows a call may take its time, or be another call. */
class DispatcherTest {
    private val ways: Map<String, suspend (IonosClient, String) -> Any?> =
        mapOf(
            "a call" to { client, registry -> client.registries.get(registry) },
            "items" to { client, registry -> collected(client.tokens.list(registry).items()) },
            "pages" to { client, registry -> collected(client.tokens.list(registry).pages()) },
            "all" to { client, registry -> client.tokens.list(registry).all() },
        )

    private val contexts = mapOf("none" to EmptyCoroutineContext, "unconfined" to Dispatchers.Unconfined)

    @TestFactory
    fun whatFollowsACallHoldsNobodyElsesConnections(): List<DynamicTest> =
        contexts.flatMap { (name, context) ->
            ways.map { (way, call) ->
                dynamicTest("$way, $name") {
                    val world = Emulator.world()
                    val (one, same) = client(world) to blocking(world)
                    val registry =
                        within(context) {
                            call(one, world.registry)
                            same.registries.get(world.registry)
                        }
                    assertEquals("demo", registry.name)
                }
            }
        }

    private suspend fun collected(flow: Flow<Any>): List<Any> = flow.toList()

    private fun <T> within(
        context: CoroutineContext,
        block: suspend () -> T,
    ): T {
        val done = CompletableFuture<T>()
        val last = Continuation<T>(context) { it.fold(done::complete, done::completeExceptionally) }
        block.startCoroutine(last)
        return done.get(LONG.toMillis(), TimeUnit.MILLISECONDS)
    }
}
