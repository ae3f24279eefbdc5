// What tests are written with.
package dev.registrytokens.support

import org.junit.jupiter.api.Assertions.assertTimeoutPreemptively
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import java.util.concurrent.ExecutionException
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

/** One test for each case, named after it, with a service of its own. */
fun <Case> each(
    cases: Map<String, Case>,
    test: (World, Case) -> Unit,
): List<DynamicTest> =
    cases.map { (name, case) ->
        dynamicTest(name) { assertTimeoutPreemptively(LONG.multipliedBy(4)) { test(Emulator.world(), case) } }
    }

/** What a block throws, whatever its class. */
inline fun thrown(block: () -> Unit): Throwable {
    try {
        block()
    } catch (thrown: Throwable) {
        return thrown
    }
    throw AssertionError("nothing was thrown")
}

/** Something that a thread of its own does. */
class Worker<T>(
    work: () -> T,
) {
    /** How it ended, and whether the thread was interrupted then. */
    private val task = FutureTask { runCatching(work) to Thread.currentThread().isInterrupted }
    private val thread = thread(isDaemon = true) { task.run() }

    val isDone: Boolean get() = task.isDone

    fun interrupt() = thread.interrupt()

    val result: Result<T> get() = ended().first
    val isInterrupted: Boolean get() = ended().second

    private fun ended() =
        try {
            task.get(LONG.toSeconds(), TimeUnit.SECONDS)
        } catch (error: ExecutionException) {
            throw error.cause ?: error
        }
}
