// Makes the call of a vector, in either style.
package dev.registrytokens.vectors

import com.google.gson.JsonObject
import dev.registrytokens.CallOptions
import dev.registrytokens.Dispatch
import dev.registrytokens.Event
import dev.registrytokens.Given
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

/** The type of what an operation gives, as the surface says it. */
internal fun kind(
    operation: String,
    take: String,
): String {
    val method = Surface.methods[operation] ?: return "nothing"
    val (_, page) = inner(method.gives)
    return when {
        !method.isPager -> method.gives
        take == "pages" -> "list<$page>"
        else -> Surface.models.getValue(page).getValue("items")
    }
}

/** A call of a vector that is ready to be made. */
internal class Made(
    val options: Given,
    val operation: String,
    val given: Given,
    val call: CallOptions,
    val isDetailed: Boolean,
)

private fun <Client : AutoCloseable> suspended(
    dispatch: Dispatch<Client, *>,
    made: Made,
    outcome: Outcome,
) = dispatch.suspending(made.options) { outcome.events += it }.use { client ->
    runBlocking {
        when {
            made.operation !in Surface.methods -> Unit
            made.isDetailed -> outcome.response = dispatch.respond(client, made.operation, made.given, made.call)
            else -> outcome.value = dispatch.call(client, made.operation, made.given, made.call)
        }
    }
}

private fun <Client : AutoCloseable> blocked(
    dispatch: Dispatch<*, Client>,
    made: Made,
    outcome: Outcome,
) = dispatch.blocking(made.options) { outcome.events += it }.use { client ->
    when {
        made.operation !in Surface.methods -> Unit
        made.isDetailed -> outcome.response = dispatch.respondBlocking(client, made.operation, made.given, made.call)
        else -> outcome.value = dispatch.callBlocking(client, made.operation, made.given, made.call)
    }
}

/** How calls are made. */
internal enum class Style(
    private val perform: (Dispatch<*, *>, Made, Outcome) -> Unit,
) {
    SUSPEND({ dispatch, made, outcome -> suspended(dispatch, made, outcome) }),
    BLOCKING({ dispatch, made, outcome -> blocked(dispatch, made, outcome) }),
    ;

    /** Runs a vector; the error says what differs. */
    fun run(
        world: World,
        vector: JsonObject,
    ) {
        checkKeys(vector)
        val script = world.script(vector["exchanges"])
        // Most vectors have no file, and want no folder for it.
        val folder = if (wantsFolder(vector.child("client"))) Files.createTempDirectory("registry-tokens-") else null
        try {
            val outcome = Outcome()
            val options = options(vector, script, folder)
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
            val made = Made(options.given(), call["operation"].asString, given, callOptions(call), vector.has("response"))
            perform(Dispatch.ALL.getValue(provider(vector)), made, outcome)
            outcome.response?.let { outcome.value = it.value }
        } catch (error: RegistryTokensException) {
            outcome.error = error
        }
        outcome.received = given.received.size
        outcome.kind = kind(call["operation"].asString, given.take)
        if (outcome.kind == "nothing" && outcome.value == Unit) outcome.value = null
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
