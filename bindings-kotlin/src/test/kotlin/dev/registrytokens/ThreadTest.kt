package dev.registrytokens

import com.google.gson.JsonArray
import com.google.gson.JsonNull
import com.google.gson.JsonObject
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance

/** What no vector can say: the shape of errors and secrets in Kotlin. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreadTest {
    private val emulator = Emulator()
    private val registry = emulator.session["registry_id"].asString
    private val token = "00000000-0000-4000-8000-000000000000"

    @AfterAll
    fun stop() = emulator.close()

    private fun client(url: String = emulator.session["url"].asString) =
        IonosClient(Secret(emulator.session["token"].asString), url, loadEnvironment = false)

    @Test
    fun everyKindHasItsClass() {
        assertEquals(Vectors.surface["error_kinds"].asJsonArray.map { it.asString }, KINDS.keys.toList())
    }

    @Test
    fun anErrorHasItsClassAndItsAnswerByAccessor() {
        val error = assertThrows(NotFoundException::class.java) { runBlocking { client().tokens.get(registry, token) } }
        assertEquals(404, error.httpStatus)
        assertTrue(error.responseBody().isNotEmpty())
        assertTrue("(kotlin)" in emulator.requests().toString())
    }

    @Test
    fun theConstructorThrowsConfigErrors() {
        assertThrows(ConfigException::class.java) { IonosClient(loadEnvironment = false) }
    }

    @Test
    fun aClosedClientSaysSo() {
        val client = client().apply { close() }
        assertThrows(ClosedException::class.java) { runBlocking { client.tokens.get(registry, token) } }
    }

    @Test
    fun cancellingClosesTheConnection() {
        val stall = JsonObject().apply { add("reply", JsonNull.INSTANCE); addProperty("then", "stall") }
        val script = emulator.script(JsonArray().apply { add(stall) })
        runBlocking {
            val call = launch { client(script["url"].asString).tokens.get(registry, token) }
            withContext(Dispatchers.IO) { emulator.waitForOpen(script, 1) }
            call.cancelAndJoin()
            withContext(Dispatchers.IO) { emulator.waitForOpen(script, 0) }
        }
    }

    @Test
    fun secretsHide() {
        val secret = Secret("canary-5f1e")
        assertEquals("canary-5f1e", secret.reveal())
        assertEquals(Secret("canary-5f1e"), secret)
        assertFalse("canary" in "$secret")
    }
}
