package dev.registrytokens

import dev.registrytokens.support.Emulator
import dev.registrytokens.support.NOBODY
import dev.registrytokens.support.World
import dev.registrytokens.support.blocking
import dev.registrytokens.support.client
import dev.registrytokens.support.coroutines
import dev.registrytokens.support.each
import dev.registrytokens.support.thrown
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import java.nio.file.Path
import java.time.Instant
import kotlin.time.Duration
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Duration.Companion.seconds
import java.time.Duration as JavaDuration

/** What a call is refused with before anything is sent: it names the argument as Kotlin does. */
class ArgumentsTest {
    // Half of a surrogate pair comes out of cutting a text in the middle of a sign.
    private val half = "ci-\ud800"
    private val huge = "x".repeat(1 shl 24)
    private val scope = Scope.repository("team/app", listOf(ScopeAction.PULL))

    private fun options(timeout: Duration) = CallOptions(timeout = timeout)

    /** By what is wrong: the name that the text must hold, and the call. */
    private val suspending: Map<String, Pair<String, suspend (IonosClient) -> Any?>> =
        mapOf(
            "negative expiresIn" to ("expiresIn" to { it.tokens.create(NOBODY, "ci", expiresIn = (-1).seconds) }),
            "expiresIn a bit negative" to ("expiresIn" to { it.tokens.create(NOBODY, "ci", expiresIn = (-1).nanoseconds) }),
            "infinite expiresIn" to ("expires" to { it.tokens.create(NOBODY, "ci", expiresIn = Duration.INFINITE) }),
            "no expiresIn at all" to ("expires" to { it.tokens.create(NOBODY, "ci", expiresIn = Duration.ZERO) }),
            "two expiries" to
                (
                    "expires" to
                        {
                            it.tokens.create(
                                NOBODY,
                                "ci",
                                expiryDate = Instant.parse("2091-01-01T00:00:00Z"),
                                expiresIn = 9999.seconds,
                            )
                        }
                ),
            "expiryDate before all" to ("expiryDate" to { it.tokens.create(NOBODY, "ci", expiryDate = Instant.MIN) }),
            "expiryDate after all" to ("expiryDate" to { it.tokens.create(NOBODY, "ci", expiryDate = Instant.MAX) }),
            "expiryDate in the year 10000" to
                (
                    "expiryDate" to
                        { it.tokens.create(NOBODY, "ci", expiryDate = Instant.parse("9999-12-31T23:59:59Z").plusSeconds(1)) }
                ),
            "past expiryDate" to ("expiry" to { it.tokens.create(NOBODY, "ci", expiryDate = Instant.EPOCH) }),
            "expiryDate of a change" to
                ("expiryDate" to { it.tokens.update(NOBODY, NOBODY, expiryDate = Patch.Set(Instant.MAX)) }),
            "negative timeout" to ("timeout" to { it.tokens.get(NOBODY, NOBODY, options((-5).seconds)) }),
            "negative maxRetries" to ("maxRetries" to { it.tokens.get(NOBODY, NOBODY, CallOptions(maxRetries = -1)) }),
            "negative limit" to ("limit" to { it.tokens.listPage(NOBODY, limit = -1) }),
            "no limit" to ("limit" to { it.tokens.listPage(NOBODY, limit = 0) }),
            "negative offset" to ("offset" to { it.tokens.listPage(NOBODY, offset = Long.MIN_VALUE) }),
            "negative maxResults" to ("maxResults" to { it.tokens.listPage(NOBODY, maxResults = -1) }),
            "negative pageSize" to ("pageSize" to { it.tokens.list(NOBODY, pageSize = -1).all() }),
            "no pageSize" to (
                "page" to { client ->
                    client.tokens
                        .list(NOBODY, pageSize = 0)
                        .items()
                        .collect { }
                }
            ),
            "negative offset of a list" to
                (
                    "offset" to { client ->
                        client.tokens
                            .list(NOBODY, offset = -1)
                            .pages()
                            .collect { }
                    }
                ),
            "negative within" to ("within" to { it.registries.waitUntilRunning(NOBODY, within = (-1).seconds) }),
            "negative pollInterval" to
                ("pollInterval" to { it.registries.waitUntilRunning(NOBODY, pollInterval = (-1).seconds) }),
            "no id" to ("id" to { it.tokens.get("", NOBODY) }),
            "dots for an id" to ("id" to { it.tokens.get(NOBODY, "..") }),
            "a name for an id" to ("id" to { it.registries.get("demo") }),
            "a path for an id" to ("id" to { it.tokens.delete(NOBODY, "$NOBODY/../$NOBODY") }),
            "a NUL in an id" to ("id" to { it.tokens.get(NOBODY, "\u0000") }),
            "a huge id" to ("id" to { it.tokens.get(huge, NOBODY) }),
            "no name" to ("name" to { it.tokens.create(NOBODY, "") }),
            "a huge name" to ("name" to { it.tokens.create(NOBODY, huge) }),
            "no change" to ("nothing to change" to { it.tokens.update(NOBODY, NOBODY) }),
            "an empty word" to ("status" to { it.tokens.create(NOBODY, "ci", status = TokenStatus("")) }),
            "half a sign in an id" to ("surrogate" to { it.tokens.get(half, NOBODY) }),
            "half a sign in a name" to ("surrogate" to { it.tokens.create(NOBODY, half) }),
            "half a sign in a word" to ("surrogate" to { it.tokens.create(NOBODY, "ci", status = TokenStatus(half)) }),
            "half a sign in a scope" to
                ("surrogate" to { it.tokens.create(NOBODY, "ci", scopes = listOf(scope.copy(name = half))) }),
            "half a sign in a filter" to ("surrogate" to { it.tokens.list(NOBODY, filters = mapOf("name" to half)).all() }),
            "half a sign in a filter's name" to
                (
                    "surrogate" to { client ->
                        client.tokens
                            .list(NOBODY, filters = mapOf(half to "x"))
                            .items()
                            .collect { }
                    }
                ),
            "half a sign in a search" to ("surrogate" to { it.registries.find(half) }),
            "half a sign in a header" to
                ("surrogate" to { it.tokens.get(NOBODY, NOBODY, CallOptions(extraHeaders = mapOf("X" to half))) }),
            "half a sign in a query" to
                ("surrogate" to { it.tokens.get(NOBODY, NOBODY, CallOptions(extraQuery = mapOf(half to "x"))) }),
            "a reserved header" to
                (
                    "authorization" to {
                        it.tokens.get(
                            NOBODY,
                            NOBODY,
                            CallOptions(extraHeaders = mapOf("Authorization" to "x")),
                        )
                    }
                ),
        )

    private fun assertRefused(
        error: Throwable,
        name: String,
        world: World,
    ) {
        assertInstanceOf(InvalidArgumentException::class.java, error) { error.stackTraceToString() }
        val text = checkNotNull(error.message)
        assertTrue(text.contains(name, ignoreCase = name == name.lowercase())) { "$name is not in $text" }
        // The text is for people to read.
        assertTrue(text.length < 1000 && text.lines().size == 1) { text.take(2000) }
        assertEquals(0, (error as RegistryTokensException).attempts)
        assertEquals(emptyList<Any>(), world.requests())
    }

    @TestFactory
    fun suspendingCallsRefuse(): List<DynamicTest> =
        each(suspending) { world, (name, call) -> assertRefused(thrown { coroutines { call(client(world)) } }, name, world) }

    @TestFactory
    fun blockingCallsRefuse(): List<DynamicTest> =
        each(
            mapOf<String, Pair<String, (BlockingIonosClient) -> Any?>>(
                "negative expiresIn" to
                    (
                        "expiresIn" to
                            { it.tokens.create(NOBODY, NewToken.builder("ci").expiresIn(JavaDuration.ofSeconds(-1)).build()) }
                    ),
                "negative maxRetries" to
                    ("maxRetries" to { it.tokens.get(NOBODY, NOBODY, CallOptions.builder().maxRetries(-1).build()) }),
                "negative timeout" to
                    (
                        "timeout" to
                            { it.tokens.get(NOBODY, NOBODY, CallOptions.builder().timeout(JavaDuration.ofNanos(-1)).build()) }
                    ),
                "negative pageSize" to
                    (
                        "pageSize" to
                            {
                                it.tokens
                                    .list(NOBODY, TokensListOptions.builder().pageSize(-1).build())
                                    .iterator()
                                    .next()
                            }
                    ),
                "negative limit" to ("limit" to { it.tokens.listPage(NOBODY, PageQuery.builder().limit(-1).build()) }),
                "no change" to ("nothing to change" to { it.tokens.update(NOBODY, NOBODY, TokenUpdate.builder().build()) }),
                "half a sign" to ("surrogate" to { it.tokens.create(NOBODY, NewToken.builder(half).build()) }),
                "a bad id" to ("id" to { it.registries.get("demo") }),
            ),
        ) { world, (name, call) -> assertRefused(thrown { call(blocking(world)) }, name, world) }

    @TestFactory
    fun clientsRefuse(): List<DynamicTest> =
        each(
            mapOf<String, Pair<String, () -> Any?>>(
                "timeout" to ("timeout" to { IonosClient(Secret("t"), timeout = (-1).seconds, loadEnvironment = false) }),
                "connectTimeout" to
                    (
                        "connectTimeout" to
                            { IonosClient(Secret("t"), connectTimeout = -Duration.INFINITE, loadEnvironment = false) }
                    ),
                "firstWait" to
                    ("firstWait" to { IonosClient(Secret("t"), firstWait = (-1).nanoseconds, loadEnvironment = false) }),
                "poolIdleTimeout" to
                    (
                        "poolIdleTimeout" to {
                            IonosClient(
                                Secret("t"),
                                poolIdleTimeout = (-1).seconds,
                                loadEnvironment = false,
                            )
                        }
                    ),
                "maxRetries" to ("maxRetries" to { IonosClient(Secret("t"), maxRetries = -1, loadEnvironment = false) }),
                "maxResponseBytes" to
                    ("maxResponseBytes" to { IonosClient(Secret("t"), maxResponseBytes = -1, loadEnvironment = false) }),
                "half a sign" to
                    ("surrogate" to { IonosClient(Secret("t"), baseUrl = "http://$half", loadEnvironment = false) }),
                "half a sign of a secret" to ("surrogate" to { Secret(half) }),
                "half a sign of a scope" to ("surrogate" to { Scope.repository(half, listOf(ScopeAction.PULL)) }),
                "half a sign of a word" to ("surrogate" to { Scope.repository("a", listOf(ScopeAction(half))) }),
            ),
        ) { world, (name, make) -> assertRefused(thrown { make() }, name, world) }

    @Test
    fun aConfigFileThatIsNotThereIsNoArgument() {
        val error = thrown { IonosClient(configFile = Path.of("/nowhere/at/all"), loadEnvironment = false) }
        assertInstanceOf(ConfigException::class.java, error)
    }

    @Test
    fun emptyListsAreSentAsSuch() {
        val world = Emulator.world()
        val (made, changed) =
            coroutines {
                val tokens = client(world).tokens
                val made = tokens.create(world.registry, "ci", scopes = emptyList()).token
                made to tokens.update(world.registry, made.id.toString(), scopes = Patch.Set(emptyList()))
            }
        assertEquals(listOf(emptyList<Scope>(), emptyList()), listOf(made.scopes, changed.scopes))
        assertTrue(world.requests().all { """"scopes":[]""" in it["body"].asString })
    }

    @Test
    fun theLongestSpansAreAsGoodAsNone() {
        val world = Emulator.world()
        val forever = Duration.INFINITE
        val one =
            IonosClient(
                token = Secret(world.token),
                baseUrl = world.url,
                loadEnvironment = false,
                proxy = Proxy.OFF,
                timeout = forever,
                attemptTimeout = forever,
                connectTimeout = forever,
                longestWait = forever,
                longestRetryAfter = forever,
                poolIdleTimeout = forever,
            )
        coroutines { assertEquals("demo", one.registries.get(world.registry, options(forever)).name) }
        val longest = CallOptions.builder().timeout(JavaDuration.ofSeconds(Long.MAX_VALUE, 999_999_999)).build()
        assertEquals("demo", blocking(world).registries.get(world.registry, longest).name)
    }

    @Test
    fun numbersAreSentAsTheyAre() {
        val world = Emulator.world()
        coroutines { client(world).tokens.listPage(world.registry, offset = Long.MAX_VALUE, limit = Long.MAX_VALUE) }
        assertEquals("offset=${Long.MAX_VALUE}&limit=${Long.MAX_VALUE}", world.requests().single()["query"].asString)
    }

    @Test
    fun textsOfAllScriptsArriveAsTheyAre() {
        val world = Emulator.world()
        val text = "töken-漢字-\uD83D\uDD11"
        coroutines { client(world).tokens.list(world.registry, filters = mapOf("name" to text)).all() }
        val query = java.net.URLDecoder.decode(world.requests().first()["query"].asString, Charsets.UTF_8)
        assertTrue("filter.name=$text" in query) { query }
    }
}
