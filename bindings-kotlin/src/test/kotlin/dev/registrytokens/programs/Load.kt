package dev.registrytokens.programs

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonNull
import com.google.gson.JsonObject
import com.google.gson.JsonPrimitive
import dev.registrytokens.CallOptions
import dev.registrytokens.Given
import dev.registrytokens.IssuedLongTermCredential
import dev.registrytokens.IssuedToken
import dev.registrytokens.RegistryTokensException
import dev.registrytokens.vectors.callOptions
import dev.registrytokens.vectors.child
import java.util.concurrent.atomic.AtomicLong
import kotlin.time.TimeSource

private const val MOST_CRASHES = 10

/** One step of a round: what does not change from call to call is made once. */
private class Step(
    call: JsonObject,
) {
    val operation: String = call["operation"].asString
    val options: CallOptions = callOptions(call)
    private val arguments = call.child("arguments")
    private val wantsName = holds(arguments, "\$name")
    val wantsCreated: Boolean = holds(arguments, "\$created")

    fun given(
        name: String,
        created: String?,
    ): Given = Given(if (wantsName || wantsCreated) filled(arguments, name, created) as JsonObject else arguments)

    private fun holds(
        value: JsonElement,
        text: String,
    ): Boolean =
        when (value) {
            is JsonObject -> value.entrySet().any { holds(it.value, text) }
            is JsonArray -> value.any { holds(it, text) }
            else -> value is JsonPrimitive && value.asString == text
        }

    private fun filled(
        value: JsonElement,
        name: String,
        created: String?,
    ): JsonElement {
        if (value is JsonPrimitive) return if (value.isString) named(value, name, created) else value
        if (value is JsonArray) return JsonArray().apply { value.forEach { add(filled(it, name, created)) } }
        if (value !is JsonObject) return value
        val all = JsonObject()
        for ((key, one) in value.entrySet()) all.add(key, filled(one, name, created))
        return all
    }

    private fun named(
        value: JsonPrimitive,
        name: String,
        created: String?,
    ): JsonPrimitive =
        when (value.asString) {
            "\$name" -> JsonPrimitive(name)
            "\$created" -> JsonPrimitive(created)
            else -> value
        }
}

/** How the calls of an operation ended. */
private class Tally {
    private var calls = 0L
    private var ok = 0L
    private var unknown = 0L
    private val errors = sortedMapOf<String, Long>()

    @Synchronized
    fun ok() {
        calls += 1
        ok += 1
    }

    @Synchronized
    fun failed(error: RegistryTokensException) {
        calls += 1
        errors.merge(error.kind, 1, Long::plus)
        if (error.outcomeUnknown) unknown += 1
    }

    @Synchronized
    fun crashed() {
        calls += 1
    }

    @Synchronized
    fun told(): JsonObject =
        JsonObject().apply {
            addProperty("calls", calls)
            addProperty("ok", ok)
            add("errors", JsonObject().apply { errors.forEach { (kind, count) -> addProperty(kind, count) } })
            addProperty("outcome_unknown", unknown)
        }
}

/** Rounds of the same steps by many callers. */
internal class Load(
    command: JsonObject,
    private val client: Caller,
    private val isEnding: () -> Boolean,
) {
    private val steps = command["steps"].asJsonArray.map { Step(it.asJsonObject) }
    private val callers = command["callers"].asInt
    private val prefix = command["prefix"]?.asString.orEmpty()
    private val mostMs = command["seconds"].orNull()?.let { it.asDouble * 1000 } ?: Double.MAX_VALUE
    private val mostCalls = command["calls"].orNull()?.asLong ?: Long.MAX_VALUE
    private val made = AtomicLong()
    private val tallies = steps.associate { it.operation to Tally() }
    private val crashes = mutableListOf<String>()

    suspend fun run(manner: Manner): JsonObject {
        val begun = TimeSource.Monotonic.markNow()
        manner.sideBySide(callers) { caller ->
            var round = 0
            while (begun.elapsedMs() < mostMs && made.get() < mostCalls && !isEnding()) round("$prefix-$caller-${round++}")
        }
        return JsonObject().apply {
            add("load", JsonObject().apply { tallies.forEach { (operation, tally) -> add(operation, tally.told()) } })
            add("crashes", JsonArray().apply { crashes.forEach(::add) })
            addProperty("elapsed_ms", begun.elapsedMs())
        }
    }

    private suspend fun round(name: String) {
        var created: String? = null
        for (step in steps) {
            if (step.wantsCreated && created == null) continue
            made.incrementAndGet()
            val tally = tallies.getValue(step.operation)
            try {
                val value = client.call(step.operation, step.given(name, created), step.options)
                tally.ok()
                idOf(value)?.let { created = it }
            } catch (error: RegistryTokensException) {
                tally.failed(error)
            } catch (crash: Throwable) {
                tally.crashed()
                synchronized(crashes) { if (crashes.size < MOST_CRASHES) crashes += crash.stackTraceToString() }
            }
        }
    }

    /** The id of what was created, when something was. */
    private fun idOf(value: Any?): String? =
        when (value) {
            is IssuedToken -> value.token.id.toString()
            is IssuedLongTermCredential -> value.tokenId
            else -> null
        }
}

internal fun TimeSource.Monotonic.ValueTimeMark.elapsedMs(): Double = elapsedNow().inWholeNanoseconds / 1e6

internal fun JsonElement?.orNull(): JsonElement? = this?.takeIf { it != JsonNull.INSTANCE }
