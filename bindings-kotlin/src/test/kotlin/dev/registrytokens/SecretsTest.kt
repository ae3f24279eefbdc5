package dev.registrytokens

import dev.registrytokens.support.Emulator
import dev.registrytokens.support.ISSUED
import dev.registrytokens.support.NOBODY
import dev.registrytokens.support.PASSWORD
import dev.registrytokens.support.PROXY_PASSWORD
import dev.registrytokens.support.Service
import dev.registrytokens.support.TOKEN
import dev.registrytokens.support.World
import dev.registrytokens.support.assertClean
import dev.registrytokens.support.client
import dev.registrytokens.support.coroutines
import dev.registrytokens.support.each
import dev.registrytokens.support.findCanary
import dev.registrytokens.support.json
import dev.registrytokens.support.serialised
import dev.registrytokens.support.shown
import dev.registrytokens.support.thrown
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import java.io.NotSerializableException
import java.io.ObjectOutputStream
import java.io.OutputStream
import java.net.URLEncoder
import java.util.Base64
import java.util.concurrent.CopyOnWriteArrayList

/** No secret stands in anything that a program could print or store without asking for it. */
class SecretsTest {
    private fun basic(password: String) = Base64.getEncoder().encodeToString("user@example.org:$password".toByteArray())

    @Test
    fun textsOfASecret() {
        val secret = Secret(TOKEN)
        assertClean(shown(secret))
        for (text in listOf("$secret", secret.toString(), "${listOf(secret)}", String.format("%s", secret))) {
            assertTrue("[redacted]" in text)
        }
        assertEquals(TOKEN, secret.reveal())
    }

    @Test
    fun aSecretRefusesToBeSerialised() {
        for (one in listOf(Secret(TOKEN), listOf(Secret(TOKEN)), mapOf("password" to Secret(TOKEN)))) {
            val error =
                assertThrows(NotSerializableException::class.java) {
                    ObjectOutputStream(OutputStream.nullOutputStream()).writeObject(one)
                }
            assertTrue("reveal()" in error.message!!)
            assertClean(shown(error) + serialised(one))
        }
    }

    @Test
    fun equalityOfSecretsTellsNothingButItself() {
        val secret = Secret(TOKEN)
        assertEquals(secret, Secret(TOKEN))
        assertNotEquals(secret, Secret(PASSWORD))
        assertFalse(secret.equals(TOKEN))
        assertNotEquals(secret, null)
        assertEquals(secret.hashCode(), Secret(PASSWORD).hashCode())
    }

    /** The ways to prove who is calling, and what is secret of each. */
    private val ways: Map<String, (String) -> IonosClient> =
        mapOf(
            "token" to
                {
                    IonosClient(
                        token = Secret(TOKEN),
                        baseUrl = it,
                        loadEnvironment = false,
                        proxy = Proxy.OFF,
                        maxRetries = 0,
                    )
                },
            "password" to {
                val (user, password) = "user@example.org" to Secret(PASSWORD)
                IonosClient(
                    username = user,
                    password = password,
                    baseUrl = it,
                    loadEnvironment = false,
                    proxy = Proxy.OFF,
                    maxRetries = 0,
                )
            },
        )

    @Test
    fun clientsAndWhatTheyMake() {
        val options = CallOptions(extraHeaders = mapOf("X-Note" to TOKEN), extraQuery = mapOf("note" to PASSWORD))
        for (way in ways.values) {
            val one = way("http://127.0.0.1:1")
            val other = BlockingIonosClient(one)
            val pager = one.tokens.list(NOBODY, options = options)
            val blocking = other.tokens.list(NOBODY, TokensListOptions.builder().extraHeader("X-Note", TOKEN).build())
            val made = listOf(one, one.tokens, one.registries, pager, pager.items(), pager.pages(), options)
            val forJava =
                listOf(
                    other,
                    other.tokens,
                    other.registries,
                    blocking,
                    blocking.iterator(),
                    blocking.stream(),
                    blocking.pages(),
                )
            assertClean((made + forJava).flatMap(::shown))
        }
    }

    @Test
    fun credentialsProxiesAndBuilders() {
        val proxy = "http://user:$PROXY_PASSWORD@127.0.0.1:1"
        val held =
            listOf(
                IonosCredentials.token(Secret(TOKEN)),
                IonosCredentials.basic("user", Secret(PASSWORD)),
                Proxy.at(proxy),
                Proxy.at(Secret(proxy)),
                BlockingIonosClient
                    .builder()
                    .token(Secret(TOKEN))
                    .password(Secret(PASSWORD))
                    .proxy(Proxy.at(proxy)),
                NewToken.builder("ci"),
                Patch.Set(Secret(TOKEN)),
            )
        assertClean(held.flatMap(::shown))
    }

    @Test
    fun badOptions() {
        val proxy = { password: String -> Proxy.at("nonsense://user:$password@127.0.0.1:1") }
        val refused =
            listOf<() -> Any>(
                { IonosClient(baseUrl = "http://user:$PASSWORD@host", loadEnvironment = false, token = Secret(TOKEN)) },
                { IonosClient(baseUrl = "https://host/?token=$TOKEN", loadEnvironment = false, token = Secret(TOKEN)) },
                { IonosClient(proxy = proxy(PROXY_PASSWORD), loadEnvironment = false, token = Secret(TOKEN)) },
                { IonosClient(contractNumber = TOKEN, loadEnvironment = false, username = "u", password = Secret(PASSWORD)) },
                { IonosClient(userAgent = "$TOKEN\n", loadEnvironment = false, token = Secret(TOKEN)) },
                { IonosClient(pinnedCertificate = PASSWORD, loadEnvironment = false, token = Secret(TOKEN)) },
                { IonosClient(caCerts = TOKEN.toByteArray(), loadEnvironment = false, token = Secret(TOKEN)) },
                { IonosClient(token = Secret("$TOKEN\n\u007f"), loadEnvironment = false) },
                { IonosClient(username = "a:b", password = Secret(PASSWORD), loadEnvironment = false) },
                { Secret("$TOKEN\ud800") },
                { Proxy.at("$TOKEN\ud800") },
            )
        for (make in refused) assertClean(shown(assertInstanceOf(RegistryTokensException::class.java, thrown { make() })))
        val one = ways.getValue("token")("http://127.0.0.1:1")
        val error = thrown { one.setCredentials(IonosCredentials.basic("a:b", Secret(PASSWORD))) }
        assertClean(shown(assertInstanceOf(RegistryTokensException::class.java, error)))
    }

    @TestFactory
    fun errorsThoughTheServiceRepeatsWhatItWasSent(): List<DynamicTest> =
        each(
            listOf(301, 400, 401, 403, 404, 409, 429, 500, 503)
                .flatMap { status ->
                    ways.keys.map { "$status $it" }
                }.associateWith { it },
        ) { world, case ->
            val (status, way) = case.split(' ')
            val secret = if (way == "token") TOKEN else PASSWORD
            val message = "not with Bearer $TOKEN, nor Basic ${basic(PASSWORD)}, nor $PASSWORD"
            val body = json("""{"messages": [{}]}""").asJsonObject
            body["messages"].asJsonArray[0].asJsonObject.apply {
                addProperty("errorCode", secret)
                addProperty("message", message)
            }
            val headers =
                json("{}").asJsonObject.apply {
                    addProperty("WWW-Authenticate", message)
                    addProperty("Location", "https://elsewhere.example/?t=${URLEncoder.encode(secret, Charsets.UTF_8)}")
                    addProperty("X-Request-Id", basic(PASSWORD))
                }
            world.fault("""{"times": null, "action": {"status": $status, "headers": $headers, "body": $body}}""")
            val one = ways.getValue(way)(world.url)
            // What was never this client's secret is the service's own text, and may be shown.
            for (call in CALLS_THAT_FAIL) {
                val error = assertInstanceOf(RegistryTokensException::class.java, thrown { coroutines { call(one) } })
                assertClean(shown(error), listOf(secret))
            }
        }

    private fun issuing(world: World): Service {
        val body = json("""{"id": "$NOBODY", "properties": {"name": "ci", "credentials": {"username": "ci"}}}""").asJsonObject
        body["properties"].asJsonObject["credentials"].asJsonObject.addProperty("password", ISSUED)
        return world.script(List(3) { """{"reply": {"status": 201, "body": {"json": $body}}}""" }.joinToString(",", "[", "]"))
    }

    @Test
    fun whatAServiceIssues() {
        val events = CopyOnWriteArrayList<Event>()
        val one = client(issuing(Emulator.world()), onEvent = { events += it })
        coroutines {
            val issued = one.tokens.create(NOBODY, "ci")
            val response = one.tokens.withResponse { create(NOBODY, "ci") }
            val replaced = one.tokens.replace(NOBODY, NOBODY, "ci")
            // It is there to be found.
            assertTrue(findCanary(String(response.body())) != null)
            assertEquals(ISSUED, issued.credentials.password.reveal())
            val values =
                listOf(
                    issued,
                    issued.token,
                    issued.credentials,
                    issued.credentials.password,
                    replaced,
                    response,
                    response.value,
                )
            assertClean((values + events).flatMap(::shown))
            for (value in listOf(issued, replaced)) {
                val credentials = json(value.toJson()).asJsonObject["properties"].asJsonObject["credentials"]
                assertEquals(json("""{"username": "ci"}"""), credentials)
            }
            assertEquals(issued, response.value)
        }
    }

    @Test
    fun anAnswerThatCannotBeRead() {
        // The password is in the body of an answer that is refused for another reason.
        val issued = json("""{"id": "$NOBODY", "properties": {"name": [], "credentials": {"username": "ci"}}}""").asJsonObject
        issued["properties"].asJsonObject["credentials"].asJsonObject.addProperty("password", ISSUED)
        val script = Emulator.world().script("""[{"reply": {"status": 201, "body": {"json": $issued}}}]""")
        val error = thrown { coroutines { client(script).tokens.create(NOBODY, "ci") } } as InvalidResponseException
        assertClean(shown(error))
        assertTrue(findCanary(String(error.responseBody())) != null)
    }

    private companion object {
        val CALLS_THAT_FAIL: List<suspend (IonosClient) -> Any?> =
            listOf(
                { it.tokens.get(NOBODY, NOBODY) },
                { client -> client.tokens.withResponse { create(NOBODY, "ci") } },
                { it.tokens.list(NOBODY).all() },
                { client ->
                    client.tokens
                        .list(NOBODY)
                        .items()
                        .collect { }
                },
                { it.registries.waitUntilRunning(NOBODY) },
            )
    }
}
