package dev.registrytokens

import com.google.gson.Gson
import com.google.gson.JsonElement
import dev.registrytokens.support.Emulator
import dev.registrytokens.support.ISSUED
import dev.registrytokens.support.NOBODY
import dev.registrytokens.support.PASSWORD
import dev.registrytokens.support.SwrService
import dev.registrytokens.support.TOKEN
import dev.registrytokens.support.assertClean
import dev.registrytokens.support.coroutines
import dev.registrytokens.support.each
import dev.registrytokens.support.findCanary
import dev.registrytokens.support.json
import dev.registrytokens.support.shown
import dev.registrytokens.support.swrClient
import dev.registrytokens.support.thrown
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import java.util.Base64
import java.util.concurrent.CopyOnWriteArrayList

/** No secret of SWR stands in anything that a program could print or store without asking for it. */
class SwrSecretsTest {
    // Header values hold no quotes, backslashes or spaces of every kind.
    private val userToken = "canary-user-token-6b1e"
    private val securityToken = "canary-security-token-93fa"
    private val accessSecret = "canary-access-secret-0c7d"

    private fun SwrService.client(
        keys: Boolean,
        onEvent: ((Event) -> Unit)? = null,
    ) = SwrClient(
        accessKey = if (keys) "AKFAKE" else null,
        secretKey = if (keys) Secret(PASSWORD) else null,
        securityToken = if (keys) Secret(securityToken) else null,
        token = if (keys) null else Secret(userToken),
        projectId = "p1",
        region = "cn-north-4",
        endpoint = swrUrl,
        iamEndpoint = iamUrl,
        loadEnvironment = false,
        proxy = Proxy.OFF,
        maxRetries = 0,
        onEvent = onEvent,
    )

    private fun script(
        body: String,
        status: Int = 200,
        headers: String = "{}",
        times: Int = 1,
    ) = Emulator.world().script(
        List(
            times,
        ) { """{"reply": {"status": $status, "headers": $headers, "body": {"json": $body}}}""" }.joinToString(",", "[", "]"),
    )

    private fun target(secret: String): TargetRegistryInput =
        TargetRegistryInput.builder("n", TargetRegistryType.SWR_PRO, "https://h.example", "a", Secret(secret), true).build()

    @Test
    fun clientsCredentialsAndBuilders() {
        for (keys in listOf(true, false)) {
            val one = Emulator.world().client(keys)
            val made = listOf(one, one.targetRegistries, one.longTermCredentials, one.login, one.targetRegistries.list(NOBODY))
            val blocking = BlockingSwrClient(one)
            assertClean(
                (made + listOf(blocking, blocking.login, blocking.targetRegistries.list(NOBODY))).flatMap(::shown),
                listOf(PASSWORD, userToken, securityToken),
            )
        }
        val held =
            listOf(
                SwrCredentials.accessKey("AKFAKE", Secret(PASSWORD), Secret(TOKEN)),
                SwrCredentials.accessKey("AKFAKE", Secret(PASSWORD)),
                SwrCredentials.token(Secret(TOKEN)),
                BlockingSwrClient
                    .builder()
                    .secretKey(Secret(PASSWORD))
                    .securityToken(Secret(TOKEN))
                    .token(Secret(TOKEN)),
                target(ISSUED),
            )
        assertClean(held.flatMap(::shown))
        assertTrue("AKFAKE" in "${held[0]}" && "[redacted]" in "${held[0]}")
    }

    @Test
    fun badOptions() {
        val refused =
            listOf<() -> Any>(
                { SwrClient(secretKey = Secret(PASSWORD), loadEnvironment = false) },
                { SwrClient(securityToken = Secret(TOKEN), loadEnvironment = false) },
                {
                    SwrClient(
                        token = Secret("$TOKEN\n\u007f"),
                        region = "cn-north-4",
                        projectId = "p",
                        loadEnvironment = false,
                    )
                },
                {
                    SwrClient(
                        token = Secret(TOKEN),
                        endpoint = "https://u:$PASSWORD@host",
                        projectId = "p",
                        loadEnvironment = false,
                    )
                },
            )
        for (make in refused) assertClean(shown(assertInstanceOf(ConfigException::class.java, thrown { make() })))
        val error = thrown { Emulator.world().client(true).setCredentials(SwrCredentials.token(Secret("$TOKEN\n\u007f"))) }
        assertClean(shown(assertInstanceOf(ConfigException::class.java, error)))
    }

    @TestFactory
    fun errorsThoughTheServiceRepeatsWhatItWasSent(): List<DynamicTest> =
        each(
            listOf(301, 400, 401, 403, 404, 409, 429, 500, 503)
                .flatMap { status -> listOf("keys", "token").map { "$status $it" } }
                .associateWith { it },
        ) { world, case ->
            val (status, way) = case.split(' ')
            val sent = listOf(accessSecret) + if (way == "keys") listOf(PASSWORD, securityToken) else listOf(userToken)
            val echo = Gson().toJson(sent.joinToString(" and "))
            val body = """{"error_code": $echo, "error_msg": $echo, "errors": [{"errorCode": $echo, "errorMessage": $echo}]}"""
            val headers = """{"X-Request-Id": $echo, "WWW-Authenticate": $echo}"""
            world.fault("""{"times": null, "action": {"status": $status, "headers": $headers, "body": $body}}""")
            val one = world.client(way == "keys")
            val blocking = BlockingSwrClient(one)
            for (call in listOf<() -> Any?>(
                {
                    coroutines {
                        one.targetRegistries.create(
                            "i",
                            "n",
                            TargetRegistryType.SWR_PRO,
                            "u",
                            "a",
                            Secret(accessSecret),
                            true,
                        )
                    }
                },
                { blocking.targetRegistries.update("i", 7, target(accessSecret)) },
            )) {
                assertClean(shown(assertInstanceOf(RegistryTokensException::class.java, thrown { call() })), sent)
            }
        }

    @Test
    fun whatAServiceIssues() {
        val events = CopyOnWriteArrayList<Event>()
        val secret: JsonElement = Gson().toJsonTree(ISSUED)
        val body = """{"token_id": "t", "user_id": "u", "auth_token": $secret}"""
        val one = script(body, times = 3).client(true) { events += it }
        coroutines {
            val issued = one.longTermCredentials.create("i", "ci")
            val response = one.longTermCredentials.withResponse { create("i", "ci") }
            val temporary = one.temporaryCredentials.create("i")
            assertTrue(findCanary(String(response.body())) != null)
            assertEquals(listOf(ISSUED, ISSUED), listOf(issued.credentials, temporary).map { it.password.reveal() })
            val values = listOf(issued, issued.credentials, temporary, temporary.password, response, response.value)
            assertClean((values + events).flatMap(::shown))
        }
    }

    @Test
    fun whatALoginHolds() {
        val password = "canary-login-password-51ab"
        val auth = Base64.getEncoder().encodeToString("u:$password".toByteArray())
        val command = "docker login -u u -p $password swr.example"
        val body = """{"auths": {"swr.example": {"auth": "$auth"}}}"""
        val client = script(body, headers = """{"x-swr-dockerlogin": "$command"}""", times = 2).client(true)
        coroutines {
            val response = client.login.withResponse { createTemporary() }
            assertEquals(password, response.value.password.reveal())
            val secrets = listOf(password, auth, command)
            assertClean((listOf(response, response.value).flatMap(::shown) + "${response.headers}"), secrets)
            assertClean(shown(client.login.createEnhanced()), secrets)
        }
        val broken =
            script(
                body.replace(auth, ""),
                headers = """{"x-swr-dockerlogin": "docker login -p $password"}""",
            ).client(true)
        val error = thrown { coroutines { broken.login.createEnhanced() } } as InvalidResponseException
        assertClean(shown(error) + "${error.responseHeaders()}", listOf(password))
    }

    @Test
    fun whatATargetRegistryHolds() {
        val body = """{"id": 7, "name": "n", "credential": {"type": "basic", "access_key": "k", "access_secret": ${Gson().toJson(
            ISSUED,
        )}}}"""
        val page = """{"registries": [$body], "total": 1}"""
        coroutines {
            val found = swrClient(script(body)).targetRegistries.get("i", 7)
            assertEquals(ISSUED, found.credential?.accessSecret?.reveal())
            val listed = swrClient(script(page)).targetRegistries.listPage("i")
            assertClean(listOf(found, found.credential, listed).flatMap(::shown))
            assertEquals(
                json("null").isJsonNull,
                json(found.toJson()).asJsonObject["credential"].asJsonObject["access_secret"] == null,
            )
        }
    }
}
