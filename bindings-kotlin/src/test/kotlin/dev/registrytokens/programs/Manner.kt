// How a driver works in each style: the one code that is told what to do suspends, and blocking it never does.
package dev.registrytokens.programs

import dev.registrytokens.CallOptions
import dev.registrytokens.Dispatch
import dev.registrytokens.Given
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.job
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import kotlin.concurrent.thread
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine
import kotlin.time.Duration.Companion.seconds

/** A client of a service, in one of the styles. */
internal interface Caller : AutoCloseable {
    suspend fun call(
        operation: String,
        given: Given,
        options: CallOptions,
    ): Any?
}

internal interface Manner {
    fun client(
        dispatch: Dispatch<*, *>,
        options: Given,
    ): Caller

    /** Does something beside everything else. */
    fun begin(work: suspend () -> Unit)

    /** Does something so many times side by side. */
    suspend fun sideBySide(
        count: Int,
        work: suspend (Int) -> Unit,
    )

    /** Waits for all that was begun. */
    fun end()

    /** How many coroutines are left; whoever was just answered is given the time to end. */
    fun tasks(): Int

    companion object {
        val ALL: Map<String, () -> Manner> = mapOf("kotlin-suspend" to ::Suspending, "java-blocking" to ::Blocking)
    }
}

private class Suspending : Manner {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    override fun client(
        dispatch: Dispatch<*, *>,
        options: Given,
    ): Caller = of(dispatch, options)

    private fun <Client : AutoCloseable> of(
        dispatch: Dispatch<Client, *>,
        options: Given,
    ): Caller =
        object : Caller {
            private val client = dispatch.suspending(options) {}

            override suspend fun call(
                operation: String,
                given: Given,
                options: CallOptions,
            ) = dispatch.call(client, operation, given, options)

            override fun close() = client.close()
        }

    override fun begin(work: suspend () -> Unit) {
        scope.launch { work() }
    }

    override suspend fun sideBySide(
        count: Int,
        work: suspend (Int) -> Unit,
    ) = coroutineScope { repeat(count) { launch { work(it) } } }

    private val begun get() =
        scope.coroutineContext.job.children
            .toList()

    override fun end() = runBlocking { begun.joinAll() }

    override fun tasks(): Int {
        runBlocking { withTimeoutOrNull(1.seconds) { begun.joinAll() } }
        return begun.size
    }
}

private class Blocking : Manner {
    private val threads = mutableListOf<Thread>()

    override fun client(
        dispatch: Dispatch<*, *>,
        options: Given,
    ): Caller = of(dispatch, options)

    private fun <Client : AutoCloseable> of(
        dispatch: Dispatch<*, Client>,
        options: Given,
    ): Caller =
        object : Caller {
            private val client = dispatch.blocking(options) {}

            override suspend fun call(
                operation: String,
                given: Given,
                options: CallOptions,
            ) = dispatch.callBlocking(client, operation, given, options)

            override fun close() = client.close()
        }

    override fun begin(work: suspend () -> Unit) {
        threads.removeIf { !it.isAlive }
        threads += thread { here(work) }
    }

    override suspend fun sideBySide(
        count: Int,
        work: suspend (Int) -> Unit,
    ) = List(count) { number -> thread { here { work(number) } } }.forEach { it.join() }

    override fun end() = threads.forEach { it.join() }

    override fun tasks(): Int {
        threads.forEach { it.join(1000) }
        return 0
    }

    /** Runs what never suspends, in this thread and without anything of coroutines in it. */
    private fun here(work: suspend () -> Unit) {
        var ended: Result<Unit>? = null
        work.startCoroutine(Continuation(EmptyCoroutineContext) { ended = it })
        checkNotNull(ended) { "it suspended" }.getOrThrow()
    }
}
