package dev.registrytokens

import dev.registrytokens.programs.Caller
import dev.registrytokens.programs.Manner
import dev.registrytokens.support.Absent
import dev.registrytokens.support.MARK
import dev.registrytokens.support.Method
import dev.registrytokens.support.NOBODY
import dev.registrytokens.support.Surface
import dev.registrytokens.support.World
import dev.registrytokens.support.addresses
import dev.registrytokens.support.anyOf
import dev.registrytokens.support.anything
import dev.registrytokens.support.assertClean
import dev.registrytokens.support.callOptions
import dev.registrytokens.support.each
import dev.registrytokens.support.orAbsent
import dev.registrytokens.support.shown
import dev.registrytokens.vectors.canonical
import dev.registrytokens.vectors.kind
import io.kotest.common.ExperimentalKotest
import io.kotest.property.Arb
import io.kotest.property.PropTestConfig
import io.kotest.property.arbitrary.choice
import io.kotest.property.arbitrary.constant
import io.kotest.property.arbitrary.of
import io.kotest.property.checkAll
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.TestFactory
import kotlin.time.Duration.Companion.seconds

/**
 * Whatever is written down for a call or for a client, there comes a value or an error of the table: no crash, no hang, no panic,
 * and no secret in what is said. `PROPERTY_SEED` varies what is tried, `PROPERTY_STEPS` how often.
 */
class PropertyTest {
    private val seed = System.getenv("PROPERTY_SEED")?.toLong() ?: 10
    private val steps = System.getenv("PROPERTY_STEPS")?.toInt() ?: 12

    @OptIn(ExperimentalKotest::class)
    private val config = PropTestConfig(seed = seed)

    /** The sensible options of a client; a time that only tells hanging from not hanging. */
    private fun options(
        provider: String,
        world: World,
    ): Map<String, Any?> =
        mapOf(
            "load_environment" to false,
            "proxy" to "",
            "max_retries" to 0,
            "first_wait" to 0.seconds,
            "timeout" to 20.seconds,
        ) +
            when (provider) {
                "ionos" -> {
                    mapOf("token" to world.token, "base_url" to world.url)
                }

                "swr" -> {
                    mapOf("access_key" to world.accessKey, "secret_key" to world.secretKey, "project_id" to world.project) +
                        mapOf("region" to "cn-north-4", "endpoint" to world.swrUrl, "iam_endpoint" to world.iamUrl)
                }

                else -> {
                    error("no client of $provider")
                }
            }

    private fun judge(
        world: World,
        kind: String,
        call: suspend () -> Any?,
    ) {
        try {
            val value = runBlocking { call() }
            canonical(if (value == Unit) null else value, kind)
        } catch (error: RegistryTokensException) {
            assertTrue(error.kind in Surface.errorKinds && error.kind != "internal") { error.stackTraceToString() }
            assertEquals(1, checkNotNull(error.message).lines().size) { error.stackTraceToString() }
            assertClean(shown(error), listOf(MARK, world.token, world.secretKey))
        }
    }

    private fun arguments(
        method: Method,
        world: World,
    ): Arb<Map<String, Any?>> {
        val known =
            listOf(world.registry, world.instance, NOBODY, "demo", "group", "app", "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5c")
        val given =
            method.arguments.mapValues { (name, kind) ->
                val any = anything(kind, known)
                if (name in method.required) any else any.orAbsent(1)
            }
        val take = Arb.choice(Arb.constant(Absent), Arb.of("items", "pages", "all"))
        return anyOf(if (method.isPager) given + ("take" to take) else given)
    }

    @TestFactory
    fun callsTakeAnything(): List<DynamicTest> {
        println("  PROPERTY_SEED=$seed PROPERTY_STEPS=$steps")
        val cases = Surface.clients.flatMap { (provider, client) -> client.methods.map { it.key to (provider to it.value) } }
        return each(cases.toMap()) { world, (provider, method) ->
            val dispatch = Dispatch.ALL.getValue(provider)
            val clients = Manner.ALL.values.map { it().client(dispatch, Written(options(provider, world))) }
            runBlocking {
                checkAll(steps, config, arguments(method, world), callOptions) { arguments, options ->
                    for (client in clients) {
                        val given = Written(arguments)
                        judge(world, kind(method.id, given.take)) { client.call(method.id, given, options) }
                    }
                }
            }
            clients.forEach(Caller::close)
        }
    }

    @TestFactory
    fun clientsTakeAnything(): List<DynamicTest> =
        each(Surface.clients) { world, client ->
            val base = options(client.provider, world)
            val (operation, manners) =
                client.methods.values
                    .first { it.id == "registries.list" || it.id == "namespaces.list" }
                    .id to Manner.ALL.values
            val odd =
                (client.options - listOf("on_event", "load_environment")).mapValues { (name, kind) ->
                    val isAddress = name == "base_url" || name.endsWith("endpoint")
                    val any =
                        if (isAddress) {
                            addresses(
                                listOf("${base[name]}"),
                            )
                        } else {
                            anything(kind, listOf("demo", "cn-north-4"))
                        }
                    any.orAbsent(6)
                }
            // Without more tries, whatever the client is told: some addresses lead nowhere.
            val options = CallOptions(timeout = 20.seconds, maxRetries = 0)
            runBlocking {
                checkAll(steps * 5, config, anyOf(odd)) { more ->
                    for (manner in manners) {
                        judge(world, kind(operation, "items")) {
                            manner().client(Dispatch.ALL.getValue(client.provider), Written(base + more)).use {
                                it.call(operation, Written(emptyMap()), options)
                            }
                        }
                    }
                }
            }
        }
}
