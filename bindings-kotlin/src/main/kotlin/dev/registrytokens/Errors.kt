package dev.registrytokens

import kotlin.time.Duration
import kotlin.time.toKotlinDuration

/**
 * The base of every error of this library. New subclasses may come.
 *
 * The text is one line: the operation, the status, the service's words. It never holds a credential, a header or a body.
 */
public open class RegistryTokensException internal constructor(failure: Failure) : Exception(failure.text) {
    /** What went wrong, named for what a caller does next: `not_found`, `rate_limited`, ... */
    public val kind: String = failure.kind

    /** The operation that failed, such as `tokens.get`, or `client.build`. */
    public val operation: String = failure.operation

    /** What happened, in one sentence without the operation's name. */
    public val reason: String = failure.reason

    /** The HTTP status of the last answer, when there was one. */
    public val httpStatus: Int? = failure.httpStatus?.toInt()

    /** The service's own messages. */
    public val details: List<ErrorDetail> = failure.details

    /** The id to quote to the service's support. */
    public val requestId: String? = failure.requestId

    /** How many requests were sent or tried; 0 when the call was refused before that. */
    public val attempts: Int = failure.attempts.toInt()

    /** How long the service asked to wait, as its last answer said. */
    public val retryAfter: Duration? = failure.retryAfter?.toKotlinDuration()

    /** Whether the same call may be made again without risk and may then succeed. */
    public val retryable: Boolean = failure.retryable

    /** Whether any attempt of this changing call may have been carried out by the service. */
    public val outcomeUnknown: Boolean = failure.outcomeUnknown

    /** The id of what the service made before the exchange broke, when it told. */
    public val resourceId: String? = failure.resourceId

    @Transient
    private val answer: FailedAnswer? = failure.answer

    /** The headers of the last answer; empty in a deserialised copy. */
    public fun responseHeaders(): List<ResponseHeader> = answer?.headers().orEmpty()

    /** The body of the last answer, cut at 64 KiB; empty in a deserialised copy. It may hold a secret. */
    public fun responseBody(): ByteArray = answer?.body() ?: ByteArray(0)
}

/** Refused before anything was sent: bad UUID, empty name, past expiry, nothing to change. */
public class InvalidArgumentException internal constructor(failure: Failure) : RegistryTokensException(failure)

/** The client cannot work as configured, or the service redirects. */
public class ConfigException internal constructor(failure: Failure) : RegistryTokensException(failure)

/** 401: the account's credentials are not accepted. */
public class AuthenticationException internal constructor(failure: Failure) : RegistryTokensException(failure)

/** 403: the account may not do this. */
public class PermissionDeniedException internal constructor(failure: Failure) : RegistryTokensException(failure)

/** 404: no such registry or token. */
public class NotFoundException internal constructor(failure: Failure) : RegistryTokensException(failure)

/** 409: for example a name that is taken. */
public class ConflictException internal constructor(failure: Failure) : RegistryTokensException(failure)

/** 429, after the retries. */
public class RateLimitedException internal constructor(failure: Failure) : RegistryTokensException(failure)

/** Any other 4xx. */
public class BadRequestException internal constructor(failure: Failure) : RegistryTokensException(failure)

/** 5xx, after the retries where there are any. */
public class ServerException internal constructor(failure: Failure) : RegistryTokensException(failure)

/** Nothing was sent in the last attempt: DNS, refused, TLS, connect timeout. */
public class ConnectException internal constructor(failure: Failure) : RegistryTokensException(failure)

/** The time of the call is up. */
public class DeadlineExceededException internal constructor(failure: Failure) : RegistryTokensException(failure)

/** The exchange broke after something was sent. */
public class TransportException internal constructor(failure: Failure) : RegistryTokensException(failure)

/** A 2xx answer that is not what the API promises, or larger than the cap. */
public class InvalidResponseException internal constructor(failure: Failure) : RegistryTokensException(failure)

/** A whole list could not be read: it kept changing. */
public class ListingUnstableException internal constructor(failure: Failure) : RegistryTokensException(failure)

/** The client was closed. */
public class ClosedException internal constructor(failure: Failure) : RegistryTokensException(failure)

/** A bug of this library. Not named `InternalException`: uniffi generates a class of that name into this package. */
public class InternalErrorException internal constructor(failure: Failure) : RegistryTokensException(failure)

internal val KINDS: Map<String, (Failure) -> RegistryTokensException> =
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
        "closed" to ::ClosedException,
        "internal" to ::InternalErrorException,
    )

/** Runs a native call and makes the exceptions of this library of the native one. */
internal inline fun <T> translated(call: () -> T): T =
    try {
        call()
    } catch (native: NativeException.Failed) {
        throw (KINDS[native.failure.kind] ?: ::RegistryTokensException)(native.failure)
    }
