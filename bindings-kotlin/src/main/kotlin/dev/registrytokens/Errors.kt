package dev.registrytokens

import dev.registrytokens.ffi.FailedAnswer
import dev.registrytokens.ffi.InternalException
import dev.registrytokens.ffi.NativeException
import dev.registrytokens.ffi.NativeFailure
import dev.registrytokens.ffi.nativePanicked
import dev.registrytokens.ffi.nativeRefusal
import java.io.IOException
import java.io.Serializable
import java.nio.charset.CharacterCodingException
import java.util.concurrent.CancellationException
import kotlin.time.Duration
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration

/**
 * The base of every error of this library. New subclasses may come.
 *
 * The text is one line: the operation, the status, the service's words. It never holds a credential, a header or a body.
 */
public open class RegistryTokensException internal constructor(
    failure: NativeFailure,
) : RuntimeException(failure.text) {
    init {
        // Not by the constructor: without one, a rotation may still say what its cause was.
        failure.systemError?.let { initCause(IOException(it)) }
    }

    /** What went wrong, named for what a caller does next: `not_found`, `rate_limited`, ... */
    public val kind: String = failure.kind

    /** The operation that failed, such as `tokens.get`, or `client.build`. */
    public val operation: String = failure.operation

    /** What happened, in one sentence without the operation's name. */
    public val reason: String = failure.reason

    /** The HTTP status of the last answer, when there was one. */
    public val httpStatus: Int? = failure.httpStatus

    /** The service's own messages. */
    public val details: List<ErrorDetail> = failure.details.readEach { _, it -> ErrorDetail(it.code, it.message) }

    /** The id to quote to the service's support. */
    public val requestId: String? = failure.requestId

    /** How many requests were sent or tried; 0 when the call was refused before that. */
    public val attempts: Int = failure.attempts

    // Kotlin's own is not serialisable.
    private val wait: java.time.Duration? = failure.retryAfter?.duration()?.toJavaDuration()

    /** How long the service asked to wait, as its last answer said. */
    @get:JvmSynthetic
    public val retryAfter: Duration? get() = wait?.toKotlinDuration()

    /** How long the service asked to wait, for Java; null when it did not. */
    @JvmName("getRetryAfter")
    public fun retryAfterForJava(): java.time.Duration? = wait

    /** Whether the same call may be made again without risk and may then succeed. */
    public val retryable: Boolean = failure.retryable

    /** Whether any attempt of this changing call may have been carried out by the service. */
    public val outcomeUnknown: Boolean = failure.outcomeUnknown

    /** The id of what the service made before the exchange broke, when it told. */
    public val resourceId: String? = failure.resourceId

    @Transient
    private val answer: FailedAnswer? = failure.answer

    /** The headers of the last answer, names in lower case; empty in a deserialised copy. */
    public fun responseHeaders(): Map<String, String> = answer?.headers().orEmpty().byName()

    /** The body of the last answer, cut at 64 KiB; empty in a deserialised copy. It may hold a secret. */
    public fun responseBody(): ByteArray = answer?.body() ?: ByteArray(0)
}

/** Refused before anything was sent: bad id, empty name, past expiry, nothing to change. */
public class InvalidArgumentException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/** The client cannot work as configured, or the service redirects. */
public class ConfigException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/** 401, or a code that means the same: the account's credentials are not accepted. */
public class AuthenticationException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/** 403: the account may not do this. */
public class PermissionDeniedException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/** 404, or a code of the service that says the same: no such registry, token or credential. */
public class NotFoundException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/** 409: for example a name that is taken. */
public class ConflictException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/** 429, or a code that means the same, after the retries. */
public class RateLimitedException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/** Any other 4xx. */
public class BadRequestException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/** 5xx, after the retries where there are any. */
public class ServerException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/** Nothing was sent in the last attempt: DNS, refused, TLS, connect timeout. */
public class ConnectException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/** The time of the call is up. */
public class DeadlineExceededException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/** The exchange broke after something was sent. */
public class TransportException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/** A 2xx answer that is not what the API promises, or larger than the cap. */
public class InvalidResponseException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/** A whole list could not be read: it kept changing. */
public class ListingUnstableException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/** The new credentials of a rotation are not in place, and both they and the old ones are there: the text names both ids. */
public class RotationIncompleteException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/** The client was closed. */
public class ClosedException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/** A bug of this library. */
public class InternalErrorException internal constructor(failure: NativeFailure) : RegistryTokensException(failure)

/**
 * One message of the service about what it refused.
 *
 * @property code the service's own code, opaque; empty when it gave none
 * @property message the service's words
 */
public data class ErrorDetail(
    public val code: String,
    public val message: String,
) : Serializable {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

internal val KINDS: Map<String, (NativeFailure) -> RegistryTokensException> =
    mapOf(
        "invalid_argument" to ::InvalidArgumentException,
        "config" to ::ConfigException,
        "authentication" to ::AuthenticationException,
        "permission_denied" to ::PermissionDeniedException,
        "not_found" to ::NotFoundException,
        "conflict" to ::ConflictException,
        "rate_limited" to ::RateLimitedException,
        "bad_request" to ::BadRequestException,
        "server" to ::ServerException,
        "connect" to ::ConnectException,
        "deadline_exceeded" to ::DeadlineExceededException,
        "transport" to ::TransportException,
        "invalid_response" to ::InvalidResponseException,
        "listing_unstable" to ::ListingUnstableException,
        "rotation_incomplete" to ::RotationIncompleteException,
        "closed" to ::ClosedException,
        "internal" to ::InternalErrorException,
    )

/** Runs a native call and makes the exceptions of this library of the native ones. */
internal inline fun <T> translated(
    operation: String,
    call: () -> T,
): T =
    try {
        call()
    } catch (native: NativeException) {
        throw native.translated()
    } catch (_: InternalException) {
        throw nativePanicked(operation).translated()
    } catch (_: CharacterCodingException) {
        val reason = "a text holds half of a surrogate pair, which no encoding can carry"
        throw nativeRefusal(operation, reason).translated()
    }

/** The same where the native half may not have been used yet. */
internal inline fun <T> native(
    operation: String,
    call: () -> T,
): T {
    NativeLibrary.check()
    return translated(operation, call)
}

internal fun NativeException.translated(): Exception =
    when (this) {
        is NativeException.Failed -> (KINDS[failure.kind] ?: ::RegistryTokensException)(failure)
        is NativeException.Cancelled -> CancellationException("cancelled")
    }
