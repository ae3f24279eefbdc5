package dev.registrytokens.programs

import com.google.gson.JsonArray
import com.google.gson.JsonNull
import com.google.gson.JsonObject
import dev.registrytokens.Dispatch
import dev.registrytokens.Given
import dev.registrytokens.RegistryTokensException
import dev.registrytokens.support.Surface
import dev.registrytokens.support.collect
import dev.registrytokens.support.handles
import dev.registrytokens.support.heldKib
import dev.registrytokens.support.json
import dev.registrytokens.support.shown
import dev.registrytokens.support.threads
import dev.registrytokens.vectors.Options
import dev.registrytokens.vectors.callOptions
import dev.registrytokens.vectors.canonical
import dev.registrytokens.vectors.child
import dev.registrytokens.vectors.errorFields
import dev.registrytokens.vectors.kind
import dev.registrytokens.vectors.wantsFolder
import dev.registrytokens.vectors.with
import java.nio.file.Files
import java.util.concurrent.ConcurrentHashMap
import kotlin.time.TimeSource

/** What a client is told that says nothing of it. */
private val base = json("""{"load_environment": false, "proxy": ""}""").asJsonObject

private val errorKeys =
    listOf("kind", "operation", "http_status", "attempts", "outcome_unknown", "retryable", "retry_after_ms")

/** Carries out the commands of tests/faults/DRIVERS.md in one style; `write` is told each answer. */
internal class Driver(
    private val manner: Manner,
    private val write: (JsonObject) -> Unit,
) {
    private val kept = ConcurrentHashMap<String, Caller>()

    @Volatile
    private var isEnding = false

    fun take(line: String) {
        val command = json(line).asJsonObject
        when (val what = command["do"].asString) {
            "call" -> manner.begin { answer(command) { call(command) } }
            "load" -> manner.begin { answer(command) { load(command) } }
            "measure" -> write(JsonObject().apply { add("measure", measured()) }.to(command))
            "close" -> write(JsonObject().apply { kept.remove(command["keep"].asString)?.close() }.to(command))
            else -> write(crash(IllegalArgumentException("unknown: $what"), 0.0).to(command))
        }
    }

    /** What is under way is answered before the clients go. */
    fun end() {
        isEnding = true
        manner.end()
        kept.values.forEach { it.close() }
    }

    private suspend fun answer(
        command: JsonObject,
        answer: suspend () -> JsonObject,
    ) = write(
        // Anything that escapes here would leave somebody waiting for an answer.
        try {
            answer()
        } catch (error: RegistryTokensException) {
            failure(error, 0.0)
        } catch (crash: Throwable) {
            crash(crash, 0.0)
        }.to(command),
    )

    private suspend fun call(command: JsonObject): JsonObject {
        val call = command.child("call")
        val operation = call["operation"].asString
        return withClient(command) { client ->
            // A client that was built is all that was asked for.
            if (operation !in Surface.methods) return@withClient result(JsonNull.INSTANCE, "nothing", 0.0)
            val given = Given(call.child("arguments"))
            val options = callOptions(call)
            val begun = TimeSource.Monotonic.markNow()
            try {
                val value = client.call(operation, given, options)
                result(value, kind(operation, given.take), begun.elapsedMs())
            } catch (error: RegistryTokensException) {
                failure(error, begun.elapsedMs())
            } catch (crash: Throwable) {
                crash(crash, begun.elapsedMs())
            }
        }
    }

    private suspend fun load(command: JsonObject): JsonObject =
        withClient(command) { client -> Load(command, client) { isEnding }.run(manner) }

    private suspend fun withClient(
        command: JsonObject,
        use: suspend (Caller) -> JsonObject,
    ): JsonObject {
        val name = command["keep"].orNull()?.asString ?: return made(command).use { use(it) }
        return use(kept.computeIfAbsent(name) { made(command) })
    }

    private fun made(command: JsonObject): Caller {
        val dispatch = Dispatch.ALL.getValue(command["provider"].asString)
        val client = command.child("client")
        val folder = if (wantsFolder(client)) Files.createTempDirectory("registry-tokens-") else null
        try {
            return manner.client(dispatch, Options(base.with(client), folder).given())
        } finally {
            folder?.toFile()?.deleteRecursively()
        }
    }

    private fun result(
        value: Any?,
        kind: String,
        elapsed: Double,
    ): JsonObject =
        JsonObject().apply {
            add("value", if (kind == "nothing") JsonNull.INSTANCE else canonical(value, kind))
            addProperty("elapsed_ms", elapsed)
        }

    private fun failure(
        error: RegistryTokensException,
        elapsed: Double,
    ): JsonObject {
        val fields = errorFields(error)
        val texts = shown(error) + "${error.responseHeaders()}"
        return JsonObject().apply {
            add("error", JsonObject().apply { errorKeys.forEach { add(it, fields[it]) } })
            add("texts", JsonArray().apply { texts.distinct().forEach(::add) })
            addProperty("elapsed_ms", elapsed)
        }
    }

    private fun crash(
        crash: Throwable,
        elapsed: Double,
    ): JsonObject =
        JsonObject().apply {
            addProperty("crash", crash.stackTraceToString())
            addProperty("elapsed_ms", elapsed)
        }

    private fun measured(): JsonObject {
        val tasks = manner.tasks()
        collect()
        return JsonObject().apply {
            addProperty("resident_kib", heldKib())
            addProperty("handles", handles())
            addProperty("threads", threads())
            addProperty("tasks", tasks)
        }
    }

    private fun JsonObject.to(command: JsonObject): JsonObject = JsonObject().apply { add("id", command["id"]) }.with(this)
}
