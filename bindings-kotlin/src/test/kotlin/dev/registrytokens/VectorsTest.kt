package dev.registrytokens

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonNull
import com.google.gson.JsonObject
import com.google.gson.JsonPrimitive
import dev.registrytokens.Vectors.child
import dev.registrytokens.Vectors.texts
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.TestInstance
import kotlin.time.Duration.Companion.milliseconds

/** Every shared vector that this binding can make, under its id. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VectorsTest {
    private val emulator = Emulator()

    @AfterAll
    fun stop() = emulator.close()

    // What the binding cannot be told or asked yet. Each goes when its part of the binding comes.
    private val operations = setOf("tokens.get")
    private val client = setOf("token", "base_url", "load_environment", "max_retries", "first_wait_ms")
    private val needs = setOf("string_ids")

    private fun skipReason(vector: JsonObject): String? {
        val call = vector.child("call")
        val missing = vector.texts("needs") - needs
        return when {
            call["operation"].asString !in operations -> "operation not in the binding yet"
            (vector.child("client").keySet() - client).isNotEmpty() -> "client option not in the binding yet"
            call.child("options").keySet().isNotEmpty() -> "call option not in the binding yet"
            vector.has("events") -> "events not in the binding yet"
            missing.isNotEmpty() -> "needs ${missing.joinToString()}"
            else -> null
        }
    }

    @TestFactory
    fun vectors(): List<DynamicTest> {
        val (run, skipped) = Vectors.load().partition { skipReason(it) == null }
        skipped.groupingBy(::skipReason).eachCount().forEach { (reason, count) -> println("  skipped $count: $reason") }
        println("vectors kotlin: run ${run.size}, skipped ${skipped.size}, total ${run.size + skipped.size}")
        assertTrue(run.isNotEmpty())
        return run.map { dynamicTest(it["id"].asString) { run(it) } }
    }

    /** Each is wrong in one key: a runner that lets one pass does not look at that key. */
    @Test
    fun wrongVectorsFail() {
        val wrong = Vectors.load("must_fail").filter {
            it["wrong"].asString.startsWith("unknown_key") || skipReason(it) == null
        }
        wrong.forEach { assertThrows(Throwable::class.java, { run(it) }, "${it["id"]} passes although it is wrong") }
        println("  wrong vectors that fail as they should: ${wrong.size}")
        assertTrue(wrong.isNotEmpty())
    }

    private fun run(vector: JsonObject) {
        Vectors.checkKeys(vector)
        val script = emulator.script(vector["exchanges"])
        val url = script["url"].asString
        val options = JsonObject().apply {
            addProperty("token", "canary-account-token")
            addProperty("load_environment", false)
            addProperty("first_wait_ms", 0)
            addProperty("base_url", url)
            vector.child("client").entrySet().forEach { (name, value) -> add(name, value) }
        }
        val outcome = runCatching { call(options, vector.child("call"), url) }
        compare(vector, options, outcome)
        assertEquals(JsonArray(), emulator.problems(script["script"].asString), "the service saw something else")
    }

    private fun call(options: JsonObject, call: JsonObject, url: String): Token {
        fun <T> option(name: String, read: (JsonElement) -> T) = options[name]?.takeIf { it != JsonNull.INSTANCE }?.let(read)
        val client = IonosClient(
            token = option("token") { Secret(Vectors.text(it)) },
            baseUrl = option("base_url") { Vectors.text(it).replace("{script_url}", url) },
            loadEnvironment = options["load_environment"].asBoolean,
            maxRetries = option("max_retries") { it.asInt },
            firstWait = option("first_wait_ms") { it.asLong.milliseconds },
        )
        val (registryId, tokenId) = listOf("registry_id", "token_id").map { Vectors.text(call.child("arguments")[it]) }
        return client.use { runBlocking { it.tokens.get(registryId, tokenId) } }
    }

    private fun compare(vector: JsonObject, options: JsonObject, outcome: Result<Token>) {
        val error = outcome.exceptionOrNull()
        if (error != null && error !is RegistryTokensException) throw error
        val shown = error?.stackTraceToString() ?: outcome.toString()
        Vectors.secrets(vector, options).forEach { assertTrue(it !in shown, "a secret is in a text form") }
        if (vector.has("error")) {
            checkNotNull(error as? RegistryTokensException) { "an error was expected, not $shown" }
            val text = checkNotNull(error.message)
            // Languages spell the names of arguments in their own ways.
            val plain = { written: String -> written.lowercase().replace("_", "") }
            vector.child("error").texts("contains").forEach {
                assertTrue(plain(it) in plain(text), "$it is not in $text")
            }
            assertEquals(numbersAlike(Vectors.wantedError(vector)), numbersAlike(Vectors.errorFields(error)))
            assertEquals(1, text.lines().size, "the error's text has more than one line")
        } else {
            val output = Vectors.operations.getValue(vector.child("call")["operation"].asString)["output"].asString
            val value = outcome.getOrThrow()
            assertEquals(numbersAlike(vector["result"]), numbersAlike(Vectors.canonical(value, output)))
        }
    }

    /** Numbers from a file and from code are of different classes; their text decides. */
    private fun numbersAlike(value: JsonElement): JsonElement =
        when {
            value is JsonObject -> JsonObject().apply { value.entrySet().forEach { add(it.key, numbersAlike(it.value)) } }
            value is JsonArray -> JsonArray().apply { value.forEach { add(numbersAlike(it)) } }
            value is JsonPrimitive && value.isNumber -> JsonPrimitive("number ${value.asBigDecimal.toPlainString()}")
            else -> value
        }
}
