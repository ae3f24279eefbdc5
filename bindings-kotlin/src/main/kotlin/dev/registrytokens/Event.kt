package dev.registrytokens

import dev.registrytokens.ffi.NativeEvent
import dev.registrytokens.ffi.NativeObserver
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/**
 * One attempt of a call, as it ended; without ids, headers or bodies.
 *
 * @property operation the operation, such as `tokens.create`
 * @property provider the provider: `ionos`, `swr`, or `iam` for the look-up of a project
 * @property httpMethod the HTTP method
 * @property urlTemplate the path with the names of its parameters, not their values
 * @property attempt 1 for the first attempt of a call
 * @property httpStatus the status, when an answer came
 * @property errorKind what went wrong, when something did; the `kind` of the exceptions
 * @property elapsed how long the attempt took
 * @property retryIn the wait before the next attempt, when there will be one
 * @property outcomeUnknown whether this or an earlier attempt of a changing call may have been carried out without the
 *   caller knowing
 * @property requestId the id to quote to the service's support
 */
@ConsistentCopyVisibility
public data class Event internal constructor(
    public val operation: String,
    public val provider: String,
    public val httpMethod: String,
    public val urlTemplate: String,
    public val attempt: Int,
    public val httpStatus: Int?,
    public val errorKind: String?,
    @get:JvmSynthetic public val elapsed: Duration,
    @get:JvmSynthetic public val retryIn: Duration?,
    public val outcomeUnknown: Boolean,
    public val requestId: String?,
) {
    /** How long the attempt took, for Java. */
    @JvmName("getElapsed")
    public fun elapsedForJava(): java.time.Duration = elapsed.toJavaDuration()

    /** The wait before the next attempt, for Java; null when there will be none. */
    @JvmName("getRetryIn")
    public fun retryInForJava(): java.time.Duration? = retryIn?.toJavaDuration()
}

/** Hands events to a function of the caller. What that throws is reported as any thread's would be, and changes no call. */
internal class Told(
    private val tell: (Event) -> Unit,
) : NativeObserver {
    override fun onEvent(event: NativeEvent) = telling { tell(event.read()) }
}

/** Calls a function of the caller that nothing may depend on: what it throws is reported as any thread's would be. */
internal inline fun telling(tell: () -> Unit) {
    try {
        tell()
    } catch (thrown: Throwable) {
        val thread = Thread.currentThread()
        // What a handler throws is nobody's, as with any thread.
        runCatching { thread.uncaughtExceptionHandler.uncaughtException(thread, thrown) }
    }
}

private fun NativeEvent.read(): Event =
    Event(
        operation = operation,
        provider = provider,
        httpMethod = httpMethod,
        urlTemplate = urlTemplate,
        attempt = attempt,
        httpStatus = httpStatus,
        errorKind = errorKind,
        elapsed = elapsed.duration(),
        retryIn = retryIn?.duration(),
        outcomeUnknown = outcomeUnknown,
        requestId = requestId,
    )
