package dev.registrytokens

import com.google.gson.JsonObject
import dev.registrytokens.support.Program
import dev.registrytokens.support.Surface
import dev.registrytokens.support.World
import dev.registrytokens.support.each
import dev.registrytokens.support.json
import dev.registrytokens.support.start
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.condition.EnabledOnOs
import org.junit.jupiter.api.condition.OS

/** The program that the fault run tells what to do; see tests/faults/DRIVERS.md. */
class FaultDriverTest {
    /** What a command is answered. */
    private fun Program.ask(
        world: World,
        what: String,
        rest: String = "",
    ): JsonObject {
        val client = """{"base_url": "${world.url}", "token": "${world.token}", "max_retries": 0}"""
        tell("""{"id": "7", "do": "$what", "provider": "ionos", "client": $client$rest}""")
        return json(hear()).asJsonObject.also { assertEquals("7", it["id"].asString) }
    }

    private fun get(registry: String) = """, "call": {"operation": "registries.get", "arguments": {"registry_id": $registry}}"""

    @TestFactory
    @EnabledOnOs(OS.LINUX)
    fun itDoesAsItIsTold(): List<DynamicTest> =
        each(listOf("kotlin-suspend", "java-blocking").associateWith { it }) { world, style ->
            val library = System.getProperty("jna.library.path")
            // It reads the surface.
            val driver =
                start("FaultDriver", style, options = listOf("-Djna.library.path=$library", "-Dbasedir=${Surface.root}/here"))
            assertEquals("""{"ready":{"style":"$style"}}""", driver.hear())
            val kept = """, "keep": "a""""

            val found = driver.ask(world, "call", get(""""${world.registry}"""") + kept)
            assertEquals("demo", found["value"]?.asJsonObject?.get("name")?.asString) { "$found" }
            assertTrue(found["elapsed_ms"].asDouble > 0)

            val refused = driver.ask(world, "call", get("\"..\""))
            val expected =
                """{"kind": "invalid_argument", "operation": "registries.get", "http_status": null, "attempts": 0,
                    "outcome_unknown": false, "retryable": false, "retry_after_ms": null}"""
            assertEquals(json(expected), refused["error"])
            assertTrue(refused["texts"].asJsonArray.any { "registryId must be a UUID" in it.asString })
            assertTrue("Not a JSON Object" in driver.ask(world, "call", get("[]"))["crash"].asString)

            val steps =
                """[{"operation": "tokens.create",
                     "arguments": {"registry_id": "${world.registry}", "name": "${"$"}name", "scopes": []}},
                    {"operation": "tokens.get",
                     "arguments": {"registry_id": "${world.registry}", "token_id": "${"$"}created"}}]""".replace("\n", " ")
            val rounds = """, "callers": 2, "seconds": 60, "calls": 20, "prefix": "run", "steps": $steps"""
            val load = driver.ask(world, "load", rounds + kept)
            val tallies = load["load"].asJsonObject.entrySet().associate { it.key to it.value.asJsonObject }
            assertEquals(listOf("tokens.create", "tokens.get"), tallies.keys.toList())
            // A round that was begun is finished.
            assertTrue(tallies.values.sumOf { it["calls"].asInt } in 20..22) { "$load" }
            assertTrue(tallies.values.all { it["ok"] == it["calls"] && it["errors"] == json("{}") }) { "$load" }
            assertEquals(json("[]"), load["crashes"])
            assertTrue(world.requests().any { """"name":"run-1-0"""" in it["body"].asString })

            val measured = driver.ask(world, "measure")["measure"].asJsonObject
            assertEquals(0, measured["tasks"].asInt)
            for (what in listOf("resident_kib", "handles", "threads")) assertTrue(measured[what].asInt > 0) { "$measured" }
            assertEquals("""{"id":"7"}""", "${driver.ask(world, "close", kept)}")
            driver.hangUp()
            val ended = driver.ended()
            assertEquals(listOf(0, ""), listOf(ended.code, ended.err))
        }
}
