// Makes the call of a vector, in either style.
package dev.registrytokens.vectors

import com.google.gson.JsonObject
import dev.registrytokens.Event
import dev.registrytokens.Given
import dev.registrytokens.IonosClientDispatch
import dev.registrytokens.RegistryTokensException
import dev.registrytokens.Response
import dev.registrytokens.support.Emulator
import dev.registrytokens.support.Surface
import dev.registrytokens.support.World
import dev.registrytokens.support.inner
import kotlinx.coroutines.runBlocking
import java.nio.file.Files
import java.util.concurrent.CopyOnWriteArrayList

/** What a call came to. */
internal class Outcome {
    var value: Any? = null

    /** The type of the value, as the surface says it; `nothing` for what is null. */
    var kind: String = "nothing"
    var error: RegistryTokensException? = null

    /** Items that came before the error. */
    var received: Int = 0
    var response: Response<Any?>? = null
    val events: MutableList<Event> = CopyOnWriteArrayList()
}

/** How calls are made. */
internal enum class Style(
    private val perform: (Options, Given, JsonObject, Outcome) -> Unit,
) {
    SUSPEND({ options, given, vector, outcome ->
        options.suspending().use { client ->
            val operation = vector.child("call")["operation"].asString
            when {
                operation !in Surface.methods -> {
                    Unit
                }

                vector.has("response") -> {
                    outcome.response =
                        runBlocking { IonosClientDispatch.respond(client, operation, given, callOptions(vector)) }
                }

                else -> {
                    outcome.value = runBlocking { IonosClientDispatch.call(client, operation, given, callOptions(vector)) }
                }
            }
        }
    }),
    BLOCKING({ options, given, vector, outcome ->
        options.blocking().use { client ->
            val operation = vector.child("call")["operation"].asString
            when {
                operation !in Surface.methods -> {
                    Unit
                }

                vector.has("response") -> {
                    outcome.response = IonosClientDispatch.blockingRespond(client, operation, given, callOptions(vector))
                }

                else -> {
                    outcome.value = IonosClientDispatch.blocking(client, operation, given, callOptions(vector))
                }
            }
        }
    }),
    ;

    /** Runs a vector; the error says what differs. */
    fun run(
        world: World,
        vector: JsonObject,
    ) {
        checkKeys(vector)
        val script = world.script(vector["exchanges"])
        // Most vectors have no config file, and want no folder for it.
        val wantsFolder = vector.child("client").keySet().any { it.startsWith("config_file") }
        val folder = if (wantsFolder) Files.createTempDirectory("registry-tokens-") else null
        try {
            val outcome = Outcome()
            val options = Options(vector, script.url, folder) { outcome.events += it }
            make(options, vector, outcome)
            check(vector, outcome)
            val problems = script.problems()
            if (!problems.isEmpty) throw VectorError("the service saw something else: $problems")
            checkHidden(secrets(vector, options.values), outcome)
        } finally {
            folder?.toFile()?.deleteRecursively()
        }
    }

    private fun make(
        options: Options,
        vector: JsonObject,
        outcome: Outcome,
    ) {
        val call = vector.child("call")
        val given = Given(patient(call.child("arguments"), call["operation"].asString))
        try {
            perform(options, given, vector, outcome)
            outcome.response?.let { outcome.value = it.value }
        } catch (error: RegistryTokensException) {
            outcome.error = error
        }
        outcome.received = given.received.size
        val method = Surface.methods[call["operation"].asString] ?: return
        val (_, page) = inner(method.gives)
        outcome.kind =
            if (!method.isPager) method.gives else "list<${if (given.take == "pages") page else page.removeSuffix("Page")}>"
        if (method.gives == "nothing" && outcome.value == Unit) outcome.value = null
    }

    /** The runner's base: no wait between two looks. */
    private fun patient(
        arguments: JsonObject,
        operation: String,
    ): JsonObject {
        val waits = Surface.methods[operation]?.arguments?.containsKey("poll_interval") == true
        return if (waits) JsonObject().apply { addProperty("poll_interval_ms", 0) }.with(arguments) else arguments
    }

    val label: String = "kotlin-${name.lowercase()}"

    companion object {
        /** One session for all vectors: each has a script of its own in it. */
        val world: World by lazy { Emulator.world() }
    }
}
