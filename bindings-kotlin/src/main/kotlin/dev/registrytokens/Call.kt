// Making a call: its options, and the details of its answer.
package dev.registrytokens

import dev.registrytokens.ffi.NativeAnswer
import dev.registrytokens.ffi.NativeCallOptions
import dev.registrytokens.ffi.NativeText
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withContext
import kotlin.coroutines.ContinuationInterceptor
import kotlin.time.Duration
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration

/**
 * What every call can be told.
 *
 * @property timeout the time of the call, retries included; of a list for each page. Default: the client's (60 s).
 * @property maxRetries how often a failed try may be repeated. Default: the client's (4).
 * @property extraHeaders further headers. Those that the client is responsible for are refused.
 * @property extraQuery further query parameters. Those that the call sets itself are refused.
 */
public class CallOptions(
    @get:JvmSynthetic public val timeout: Duration? = null,
    public val maxRetries: Int? = null,
    public val extraHeaders: Map<String, String> = emptyMap(),
    public val extraQuery: Map<String, String> = emptyMap(),
) {
    /** The time of the call, for Java; null is left to its default. */
    @JvmName("getTimeout")
    public fun timeoutForJava(): java.time.Duration? = timeout?.toJavaDuration()

    internal fun native(): NativeCallOptions =
        NativeCallOptions(timeout?.native(), maxRetries?.toLong(), extraHeaders.texts(), extraQuery.texts())

    /** What sets up options, for Java. */
    public abstract class Settings<Self : Settings<Self>> internal constructor() {
        private var timeout: Duration? = null
        private var maxRetries: Int? = null
        private val extraHeaders = LinkedHashMap<String, String>()
        private val extraQuery = LinkedHashMap<String, String>()

        /** The time of the call, retries included; of a list for each page. Default: the client's (60 s). */
        public fun timeout(timeout: java.time.Duration): Self = set { this.timeout = timeout.toKotlinDuration() }

        /** How often a failed try may be repeated. Default: the client's (4). */
        public fun maxRetries(maxRetries: Int): Self = set { this.maxRetries = maxRetries }

        /** Sends one more header. Those that the client is responsible for are refused. */
        public fun extraHeader(
            name: String,
            value: String,
        ): Self = set { extraHeaders[name] = value }

        /** Sends one more query parameter. Those that the call sets itself are refused. */
        public fun extraQuery(
            name: String,
            value: String,
        ): Self = set { extraQuery[name] = value }

        internal fun like(options: CallOptions): Self =
            set {
                timeout = options.timeout
                maxRetries = options.maxRetries
                extraHeaders.putAll(options.extraHeaders)
                extraQuery.putAll(options.extraQuery)
            }

        internal fun callOptions(): CallOptions = CallOptions(timeout, maxRetries, extraHeaders.toMap(), extraQuery.toMap())

        @Suppress("UNCHECKED_CAST")
        internal inline fun set(change: () -> Unit): Self {
            change()
            return this as Self
        }
    }

    /** Sets up options, for Java; Kotlin has named arguments in its place. */
    public class Builder internal constructor() : Settings<Builder>() {
        /** Makes them. */
        public fun build(): CallOptions = callOptions()
    }

    public companion object {
        internal val DEFAULT: CallOptions = CallOptions()

        /** Sets up options, for Java; Kotlin has named arguments in its place. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}

private fun Map<String, String>.texts(): List<NativeText> = map { (name, value) -> NativeText(name, value) }

/**
 * A value and the answer it came in. Where a call takes several requests (`find`), the details are those of the last.
 *
 * @property value what the call gives
 * @property httpStatus the HTTP status
 * @property headers the headers that are of use to a caller, names in lower case
 * @property requestId the id to quote to the service's support
 * @property attempts how many requests it took
 * @property elapsed how long it took, waits included
 */
public class Response<out T> internal constructor(
    public val value: T,
    public val httpStatus: Int,
    public val headers: Map<String, String>,
    public val requestId: String?,
    public val attempts: Int,
    @get:JvmSynthetic public val elapsed: Duration,
    private val answer: NativeAnswer,
) {
    /** How long it took, waits included, for Java. */
    @JvmName("getElapsed")
    public fun elapsedForJava(): java.time.Duration = elapsed.toJavaDuration()

    /** The raw body, decompressed. That of an answer that issues a token holds its password in clear. */
    public fun body(): ByteArray = answer.body()

    override fun toString(): String =
        "Response(value=$value, httpStatus=$httpStatus, requestId=$requestId, attempts=$attempts, elapsed=$elapsed)"
}

/** What a native call gave, until it is read. */
internal class Answered<T>(
    val answer: NativeAnswer,
    val read: (Origin) -> T,
)

/** Keeps the last answer of the calls that it is told of. */
internal class Recorder {
    @Volatile
    private var last: NativeAnswer? = null

    /** What takes several answers has none of its own: the last of the block that has one counts. */
    fun record(answer: NativeAnswer) {
        if (answer.details() != null) last = answer
    }

    fun <T> response(value: T): Response<T> {
        val answer = last
        val details = checkNotNull(answer?.details()) { "nothing in the block made a call that has an answer of its own" }
        return Response(
            value = value,
            httpStatus = details.httpStatus,
            headers = details.headers.byName(),
            requestId = details.requestId,
            attempts = details.attempts,
            elapsed = details.elapsed.duration(),
            answer = answer,
        )
    }
}

/** Makes the calls of a resource. */
internal class Caller<Native>(
    val native: Native,
    private val recorder: Recorder? = null,
) {
    fun recording(recorder: Recorder): Caller<Native> = Caller(native, recorder)

    suspend fun <T> call(
        operation: String,
        make: suspend (Native) -> Answered<T>,
    ): T =
        translated(operation) {
            val given = awaitNative { make(native) }
            recorder?.record(given.answer)
            given.read(Origin(given.answer))
        }
}

/**
 * Waits for something native. A coroutine that was cancelled ends here: it would begin all the same, and send its request. Once
 * it is over, the caller goes on on a thread of this language: without a dispatcher that would be the one thread that drives
 * the connections of all clients, and whatever comes next would hold it.
 */
internal suspend fun <T> awaitNative(call: suspend () -> T): T {
    val context = currentCoroutineContext()
    context.ensureActive()
    val dispatcher = context[ContinuationInterceptor]
    val stays = dispatcher == null || dispatcher === Dispatchers.Unconfined
    return if (stays) withContext(Dispatchers.Default) { call() } else call()
}
