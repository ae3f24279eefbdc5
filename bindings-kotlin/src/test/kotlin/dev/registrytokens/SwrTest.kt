package dev.registrytokens

import dev.registrytokens.support.Emulator
import dev.registrytokens.support.World
import dev.registrytokens.support.coroutines
import dev.registrytokens.support.each
import dev.registrytokens.support.json
import dev.registrytokens.support.start
import dev.registrytokens.support.swrClient
import dev.registrytokens.support.thrown
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import java.nio.file.Files
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** A client of SWR against the emulator: what a vector cannot say, because it takes several calls or is Kotlin's own. */
class SwrTest {
    private suspend fun SwrClient.harbor(
        instance: String,
        name: String,
        dnsHosts: Map<String, String>? = null,
    ): Long =
        targetRegistries
            .create(
                instance,
                name,
                TargetRegistryType.SWR_PRO,
                "https://harbor.example.com",
                "user",
                Secret("canary"),
                true,
                dnsHosts = dnsHosts,
            ).id

    @Test
    fun theLifeOfATargetRegistry() {
        val world = Emulator.world()
        val registries = swrClient(world).targetRegistries
        coroutines {
            val id = swrClient(world).harbor(world.instance, "harbor-1", mapOf("a.example" to "192.0.2.7"))
            val read = registries.get(world.instance, id)
            assertEquals(listOf("harbor-1", TargetRegistryType.SWR_PRO, true), read.run { listOf(name, type, insecure) })
            assertEquals(Secret(""), read.credential?.accessSecret)
            registries.update(
                world.instance,
                id,
                "harbor-2",
                TargetRegistryType.SWR_PRO,
                "https://harbor.example.com",
                "user",
                Secret("canary"),
                insecure = true,
                description = "moved",
            )
            assertEquals("moved", registries.find(world.instance, "harbor-2")?.description)
            assertNull(registries.find(world.instance, "harbor"))
            assertEquals(2, registries.list(world.instance, orderColumn = RegistryOrderColumn.NAME).all().size)
            registries.delete(world.instance, id)
            assertThrows(NotFoundException::class.java) { coroutines { registries.delete(world.instance, id) } }
            registries.delete(world.instance, id, missingOk = true)
        }
    }

    @Test
    fun theLifeOfACredential() {
        val world = Emulator.world()
        coroutines {
            swrClient(world).use { client ->
                val credentials = client.longTermCredentials
                val issued = credentials.create(world.instance, "ci-bot")
                assertEquals(issued.userId, issued.credentials.username)
                credentials.disable(world.instance, issued.tokenId)
                assertEquals(false, credentials.find(world.instance, "ci-bot")?.enable)
                credentials.enable(world.instance, issued.tokenId)
                assertEquals(listOf(true), credentials.listPage(world.instance, selfOnly = true).items.map { it.enable })
                credentials.delete(world.instance, issued.tokenId)
                assertNull(credentials.find(world.instance, "ci-bot"))

                assertTrue(client.temporaryCredentials.create(world.instance).expiresAt != null)
                for (login in listOf(client.login.createTemporary(duration = 1.hours), client.login.createEnhanced())) {
                    assertTrue(login.username.isNotEmpty() && login.hostname != null && login.expiresAt != null)
                    assertTrue(login.password.reveal().isNotEmpty())
                }
            }
        }
    }

    @Test
    fun whatIsDoneWithoutAnAnswerHasDetailsAllTheSame() {
        val world = Emulator.world()
        coroutines {
            val client = swrClient(world)
            val made = client.longTermCredentials.create(world.instance, "ci-bot")
            val response = client.longTermCredentials.withResponse { disable(world.instance, made.tokenId) }
            assertEquals(listOf(Unit, 1), response.run { listOf(value, attempts) })
            assertTrue(
                client.login
                    .withResponse { createEnhanced() }
                    .headers.keys
                    .none { "login" in it },
            )
        }
    }

    private fun hosts(world: World): Map<String, String> {
        val body = """{"id": 7, "name": "n", "dns_conf": {"hosts": {"a.example": "192.0.2.7"}}}"""
        val client = swrClient(world.script("""[{"reply": {"status": 200, "body": {"json": $body}}}]"""))
        return checkNotNull(coroutines { client.targetRegistries.get("i", 7) }.dnsConf).hosts
    }

    @Test
    fun mapsCannotBeChanged() {
        val hosts = hosts(Emulator.world())
        assertEquals(mapOf("a.example" to "192.0.2.7"), hosts)
        assertThrows(UnsupportedOperationException::class.java) { (hosts as MutableMap<*, *>).clear() }
    }

    @Test
    fun newCredentialsAreUsedFromThenOnAndHaveAProjectOfTheirOwn() {
        val world = Emulator.world()
        val one =
            SwrClient(
                accessKey = world.accessKey,
                secretKey = Secret(world.secretKey),
                region = "cn-north-4",
                endpoint = world.swrUrl,
                iamEndpoint = world.iamUrl,
                loadEnvironment = false,
                proxy = Proxy.OFF,
            )

        fun outcome() = runCatching { coroutines { one.targetRegistries.get(world.instance, 24).id } }
        assertEquals(24L, outcome().getOrThrow())
        one.setCredentials(SwrCredentials.accessKey("nobody", Secret("canary")))
        assertInstanceOf(AuthenticationException::class.java, outcome().exceptionOrNull())
        BlockingSwrClient(one).setCredentials(SwrCredentials.token(Secret(world.swrToken)))
        assertEquals(24L, outcome().getOrThrow())
        val temporary = Secret(world.temporarySecretKey) to Secret(world.temporarySecurityToken)
        one.setCredentials(SwrCredentials.accessKey(world.temporaryAccessKey, temporary.first, temporary.second))
        assertEquals(24L, outcome().getOrThrow())
        val refused = thrown { one.setCredentials(SwrCredentials.token(Secret(""))) }
        assertEquals("client.build", assertInstanceOf(ConfigException::class.java, refused).operation)
        assertEquals(24L, outcome().getOrThrow())
        assertEquals(4, world.requests().count { it["api"].asString == "iam" })
    }

    @Test
    fun aClientFromFiles() {
        val world = Emulator.world()
        val folder = Files.createTempDirectory("registry-tokens-")
        try {
            val keys = "[basic]\nak = ${world.accessKey}\nsk = ${world.secretKey}\nproject_id = ${world.project}\n"
            val regions = "SWR:\n  - id: cn-north-4\n    endpoint: ${world.swrUrl}\n"
            val one =
                SwrClient(
                    credentialsFile = Files.writeString(folder.resolve("credentials"), keys),
                    regionsFile = Files.writeString(folder.resolve("regions.yaml"), regions),
                    region = "cn-north-4",
                    loadEnvironment = false,
                    proxy = Proxy.OFF,
                )
            assertEquals(24L, coroutines { one.targetRegistries.get(world.instance, 24).id })
        } finally {
            folder.toFile().deleteRecursively()
        }
    }

    @Test
    fun clientsFromTheEnvironment() {
        val world = Emulator.world()
        val ended = start("Environment", world.instance, environment = world.swrEnvironment).ended()
        assertEquals(listOf(0, "24 24"), listOf(ended.code, ended.out)) { ended.err }
    }

    @TestFactory
    fun argumentsAreRefusedByTheNamesOfKotlin(): List<DynamicTest> =
        each(
            mapOf<String, Pair<String, suspend (SwrClient) -> Any?>>(
                "a path for an instance" to ("instanceId" to { it.targetRegistries.get("a/b", 1) }),
                "dots for a credential" to ("credentialId" to { it.longTermCredentials.enable("i", "..") }),
                "a negative id" to ("registryId" to { it.targetRegistries.get("i", -1) }),
                "a negative page size" to ("pageSize" to { it.targetRegistries.list("i", pageSize = -1).all() }),
                "a bad name" to ("name" to { it.longTermCredentials.create("i", "A B") }),
                "no type" to
                    (
                        "type" to
                            { it.targetRegistries.create("i", "n", TargetRegistryType(""), "u", "a", Secret("s"), true) }
                    ),
                "no target" to
                    (
                        "targetProjectId" to
                            {
                                val internal = TargetRegistryType.SWR_PRO_INTERNAL
                                it.targetRegistries.create("i", "n", internal, "u", "a", Secret("s"), true)
                            }
                    ),
                "an order without a column" to
                    ("orderColumn" to { it.targetRegistries.listPage("i", orderType = OrderType.ASC) }),
                "a short duration" to ("duration" to { it.login.createTemporary(duration = 10.seconds) }),
            ),
        ) { world, (name, call) ->
            val error = thrown { coroutines { call(swrClient(world)) } }
            assertInstanceOf(InvalidArgumentException::class.java, error) { error.stackTraceToString() }
            assertTrue(name in checkNotNull(error.message)) { "$name is not in ${error.message}" }
            assertEquals(emptyList<Any>(), world.requests())
        }

    @Test
    fun anIdThatNoLongHoldsIsAnUnreadableAnswer() {
        val body = """{"id": 18446744073709551615}"""
        val script = Emulator.world().script("""[{"reply": {"status": 201, "body": {"json": $body}}}]""")
        val error = thrown { coroutines { swrClient(script).harbor("i", "n") } }
        assertInstanceOf(InvalidResponseException::class.java, error)
        assertEquals(
            listOf("target_registries.create", true),
            (error as RegistryTokensException).run {
                listOf(operation, outcomeUnknown)
            },
        )
    }

    @Test
    fun jsonIsTheServicesOwn() {
        val credential = """{"type": "basic", "access_key": "k", "access_secret": "s"}"""
        val body = """{"id": 7, "name": "n", "credential": $credential}"""
        val script = Emulator.world().script("""[{"reply": {"status": 200, "body": {"json": $body}}}]""")
        val found = coroutines { swrClient(script).targetRegistries.get("i", 7) }
        assertEquals(Secret("s"), found.credential?.accessSecret)
        assertEquals(json("""{"type": "basic", "access_key": "k"}"""), json(found.toJson()).asJsonObject["credential"])
        assertEquals(json("""{"type": "basic", "access_key": "k"}"""), json(checkNotNull(found.credential).toJson()))
    }
}
