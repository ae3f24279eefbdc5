package dev.registrytokens

import dev.registrytokens.support.Emulator
import dev.registrytokens.support.NOBODY
import dev.registrytokens.support.Service
import dev.registrytokens.support.Surface
import dev.registrytokens.support.World
import dev.registrytokens.support.blocking
import dev.registrytokens.support.client
import dev.registrytokens.support.coroutines
import dev.registrytokens.support.each
import dev.registrytokens.support.thrown
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNotSame
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.ObjectInputStream
import java.io.ObjectOutputStream
import java.net.ServerSocket
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** Errors: one class per kind, every field, the reason behind them, and what is left of them in a file. */
class ErrorsTest {
    private val refusal = """{"httpStatus": 429, "messages": [{"errorCode": "slow-down", "message": "Not so\nfast"}]}"""

    /** An error with every field that an answer can fill. */
    private fun refused(world: World): RegistryTokensException {
        val headers = """{"Retry-After": "7", "X-Request-Id": "req-1"}"""
        world.fault("""{"action": {"status": 429, "headers": $headers, "body": $refusal}}""")
        return failed(world)
    }

    private fun failed(
        service: Service,
        timeout: Duration? = null,
    ): RegistryTokensException =
        assertInstanceOf(
            RegistryTokensException::class.java,
            thrown { coroutines { client(service, maxRetries = 0, timeout = timeout).tokens.get(NOBODY, NOBODY) } },
        )

    private fun fields(error: RegistryTokensException): List<Any?> =
        error.run {
            listOf(
                message,
                kind,
                operation,
                reason,
                httpStatus,
                details,
                requestId,
                attempts,
                retryAfter,
                retryable,
                outcomeUnknown,
                resourceId,
            )
        }

    private fun copied(error: RegistryTokensException): RegistryTokensException {
        val bytes = ByteArrayOutputStream().also { stream -> ObjectOutputStream(stream).use { it.writeObject(error) } }
        return ObjectInputStream(ByteArrayInputStream(bytes.toByteArray())).readObject() as RegistryTokensException
    }

    @Test
    fun everyKindHasItsClass() {
        assertEquals(Surface.errorKinds, KINDS.keys.toList())
        val names = Surface.errorKinds.map { Class.forName("dev.registrytokens." + pascal(it)) }
        assertEquals(names.toSet().size, names.size)
        assertTrue(names.all { RegistryTokensException::class.java.isAssignableFrom(it) })
        assertTrue(Exception::class.java.isAssignableFrom(RegistryTokensException::class.java))
    }

    private fun pascal(kind: String): String {
        val name = Surface.camel(kind).replaceFirstChar(Char::uppercase)
        return if (name == "Internal") "InternalErrorException" else "${name}Exception"
    }

    @TestFactory
    fun everyAnswerHasItsClass(): List<DynamicTest> =
        each(
            mapOf(
                400 to BadRequestException::class,
                401 to AuthenticationException::class,
                403 to PermissionDeniedException::class,
                404 to NotFoundException::class,
                409 to ConflictException::class,
                422 to BadRequestException::class,
                429 to RateLimitedException::class,
                500 to ServerException::class,
                503 to ServerException::class,
            ).mapKeys { "${it.key}" }.mapValues { it.toPair() },
        ) { world, (status, kind) ->
            world.fault("""{"times": null, "action": {"status": $status}}""")
            val error = failed(world)
            assertEquals(kind, error::class)
            assertEquals(status.toInt(), error.httpStatus)
            assertEquals(kind, thrown { blocking(world, maxRetries = 0).tokens.get(NOBODY, NOBODY) }::class)
        }

    @Test
    fun everyField() {
        val error = refused(Emulator.world())
        assertInstanceOf(RateLimitedException::class.java, error)
        assertEquals(listOf("rate_limited", "tokens.get", 429), error.run { listOf(kind, operation, httpStatus) })
        assertEquals(listOf("slow-down"), error.details.map { it.code })
        assertEquals(listOf("req-1", 1, 7.seconds), error.run { listOf(requestId, attempts, retryAfter) })
        assertEquals(listOf(true, false, null), error.run { listOf(retryable, outcomeUnknown, resourceId) })
        val text = checkNotNull(error.message)
        for (part in listOf("tokens.get", "429", "Not so", "req-1")) assertTrue(part in text) { "$part in $text" }
        assertEquals(1, text.lines().size)
        assertFalse("tokens.get" in error.reason)
        assertEquals("req-1", error.responseHeaders()["x-request-id"])
        assertTrue("slow-down" in String(error.responseBody()))
        assertTrue("$error".startsWith("dev.registrytokens.RateLimitedException: "))
    }

    @Test
    fun whatAnErrorShowsCannotBeChanged() {
        val error = refused(Emulator.world())
        assertThrows(UnsupportedOperationException::class.java) { (error.details as MutableList<*>).clear() }
        error.responseBody().fill(0)
        assertTrue("slow-down" in String(error.responseBody()))
    }

    @Test
    fun aCopyKeepsTheFieldsAndNotTheAnswer() {
        val error = refused(Emulator.world())
        val copy = copied(error)
        assertEquals(error::class, copy::class)
        assertEquals(fields(error), fields(copy))
        assertEquals(error.stackTrace.toList(), copy.stackTrace.toList())
        assertEquals(emptyMap<String, String>(), copy.responseHeaders())
        assertEquals(0, copy.responseBody().size)
    }

    @Test
    fun aCopyOfAnErrorWithoutAnAnswerKeepsItsCause() {
        val copy = copied(failed(nobodyListens()))
        assertInstanceOf(ConnectException::class.java, copy)
        assertTrue("refused" in "${copy.cause?.message}")
    }

    @Test
    fun whatWasMadeBeforeTheExchangeBrokeIsTold() {
        val world = Emulator.world()
        world.fault("""{"action": {"status": 201, "body": {"id": "$NOBODY", "properties": {"name": "ci"}}}}""")
        val error = thrown { coroutines { client(world).tokens.create(world.registry, "ci") } } as InvalidResponseException
        assertEquals(listOf(NOBODY, true), listOf(error.resourceId, error.outcomeUnknown))
    }

    /** An address that was free a moment ago: whoever listens there now is no service of ours. */
    private fun nobodyListens(): Service {
        val port = ServerSocket(0).use { it.localPort }
        return object : Service {
            override val url = "http://127.0.0.1:$port"
            override val token = "any"
        }
    }

    @Test
    fun aRefusedConnectionIsTheCause() {
        val error = failed(nobodyListens())
        assertInstanceOf(ConnectException::class.java, error)
        assertInstanceOf(IOException::class.java, error.cause)
        assertTrue("refused" in "${error.cause?.message}") { "${error.cause}" }
    }

    @Test
    fun aResetConnectionIsTheCause() {
        val world = Emulator.world().apply { fault("""{"action": {"close": "reset"}}""") }
        val error = failed(world)
        assertInstanceOf(TransportException::class.java, error)
        assertTrue("reset" in "${error.cause?.message}") { "${error.cause}" }
    }

    @Test
    fun theTimeOfACallEndsIt() {
        val world = Emulator.world().apply { hang() }
        val error = failed(world, timeout = 200.milliseconds)
        assertInstanceOf(DeadlineExceededException::class.java, error)
        assertNull(error.httpStatus)
        world.wait("open" to 0)
    }

    @TestFactory
    fun aWaitThatNoDurationCanHoldDoesNotHideTheError(): List<DynamicTest> =
        each(listOf("99999999999999", "18446744073709551615").associateWith { it }) { world, seconds ->
            world.fault("""{"action": {"status": 429, "headers": {"Retry-After": "$seconds"}}}""")
            val error = failed(world)
            assertInstanceOf(RateLimitedException::class.java, error)
            assertTrue(error.retryAfter!! > (365 * 86_400).seconds)
            error.retryAfterForJava()
        }

    @Test
    fun theConstructorThrowsConfigErrors() {
        val error = thrown { IonosClient(loadEnvironment = false) } as ConfigException
        assertEquals(listOf("config", "client.build", 0), error.run { listOf(kind, operation, attempts) })
        assertThrows(ConfigException::class.java) { BlockingIonosClient.builder().loadEnvironment(false).build() }
    }

    @Test
    fun eachCallHasAnErrorOfItsOwn() {
        val world = Emulator.world()
        assertNotSame(failed(world), failed(world))
    }

    @Test
    fun theStackTraceLeadsToTheCaller() {
        val error = thrown { blocking(Emulator.world()).tokens.get(NOBODY, NOBODY) }
        val here = ErrorsTest::class.java.name
        assertTrue(error.stackTrace.any { it.className == here }) { error.stackTraceToString() }
        val refused = thrown { coroutines { client(Emulator.world()).tokens.get("..", NOBODY) } }
        assertTrue(refused.stackTrace.any { it.className.startsWith(here) }) { refused.stackTraceToString() }
    }
}
