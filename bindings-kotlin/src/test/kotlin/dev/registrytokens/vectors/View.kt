// Values, errors and events in the vectors' canonical form; what each field is, the surface says.
package dev.registrytokens.vectors

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonNull
import com.google.gson.JsonObject
import com.google.gson.JsonPrimitive
import dev.registrytokens.Event
import dev.registrytokens.RegistryTokensException
import dev.registrytokens.Response
import dev.registrytokens.Secret
import dev.registrytokens.support.Surface
import dev.registrytokens.support.inner
import java.time.Instant
import java.util.Base64
import java.util.UUID

private val superfluous = Regex("(\\.\\d*?)0+Z$")

internal fun canonical(
    value: Any?,
    kind: String,
): JsonElement {
    val (outer, part) = inner(kind)
    return when {
        value == null && (kind == "nothing" || outer == "optional") -> {
            JsonNull.INSTANCE
        }

        kind == "nothing" -> {
            throw VectorError("$value came")
        }

        outer == "optional" -> {
            canonical(value, part)
        }

        outer == "list" -> {
            JsonArray().apply { (value as List<*>).forEach { add(canonical(it, part)) } }
        }

        outer == "map" -> {
            JsonObject().apply { (value as Map<*, *>).forEach { add("${it.key}", canonical(it.value, part)) } }
        }

        else -> {
            single(value ?: throw VectorError("$kind is null"), kind)
        }
    }
}

private fun single(
    value: Any,
    kind: String,
): JsonElement {
    val fields = Surface.models[kind]
    return when {
        fields != null -> {
            if (value.javaClass.simpleName != kind) throw VectorError("$value is no $kind")
            JsonObject().apply { fields.forEach { (name, type) -> add(name, canonical(field(value, name), type)) } }
        }

        kind in Surface.words -> {
            JsonPrimitive(field(value, "text") as String)
        }

        kind == "timestamp" -> {
            JsonPrimitive((value as Instant).toString().replace(superfluous, "$1Z").replace(".Z", "Z"))
        }

        kind == "secret" -> {
            JsonObject().apply { addProperty("secret", (value as Secret).reveal()) }
        }

        kind == "uuid" -> {
            JsonPrimitive((value as UUID).toString())
        }

        kind == "bool" -> {
            JsonPrimitive(value as Boolean)
        }

        kind == "string" -> {
            JsonPrimitive(value as String)
        }

        else -> {
            JsonPrimitive(value as Number)
        }
    }
}

private fun field(
    value: Any,
    name: String,
): Any? {
    val property = Surface.camel(name)
    val getter = if (name.startsWith("is_")) property else "get" + property.replaceFirstChar(Char::uppercase)
    return value.javaClass.getMethod(getter).invoke(value)
}

internal fun errorFields(error: RegistryTokensException): JsonObject =
    JsonObject().apply {
        addProperty("kind", error.kind)
        addProperty("operation", error.operation)
        addProperty("http_status", error.httpStatus)
        val details = JsonArray()
        for (one in error.details) {
            details.add(
                JsonObject().apply {
                    addProperty("code", one.code)
                    addProperty("message", one.message)
                },
            )
        }
        add("details", details)
        addProperty("request_id", error.requestId)
        addProperty("attempts", error.attempts)
        addProperty("retry_after_ms", error.retryAfter?.inWholeMilliseconds)
        addProperty("retryable", error.retryable)
        addProperty("outcome_unknown", error.outcomeUnknown)
        addProperty("resource_id", error.resourceId)
    }

internal fun eventFields(event: Event): JsonObject =
    JsonObject().apply {
        addProperty("operation", event.operation)
        addProperty("provider", event.provider)
        addProperty("http_method", event.httpMethod)
        addProperty("url_template", event.urlTemplate)
        addProperty("attempt", event.attempt)
        addProperty("http_status", event.httpStatus)
        addProperty("error_kind", event.errorKind)
        addProperty("retry", event.retryIn != null)
        addProperty("outcome_unknown", event.outcomeUnknown)
        addProperty("request_id", event.requestId)
    }

internal fun responseFields(response: Response<*>): JsonObject =
    JsonObject().apply {
        addProperty("http_status", response.httpStatus)
        addProperty("request_id", response.requestId)
        addProperty("attempts", response.attempts)
        add("headers", JsonObject().apply { response.headers.forEach { addProperty(it.key, it.value) } })
        addProperty("body_base64", Base64.getEncoder().encodeToString(response.body()))
    }

/** Numbers from a file and from code are of different classes; their text decides. */
internal fun alike(value: JsonElement): JsonElement =
    when {
        value is JsonObject -> JsonObject().apply { value.entrySet().forEach { add(it.key, alike(it.value)) } }
        value is JsonArray -> JsonArray().apply { value.forEach { add(alike(it)) } }
        value is JsonPrimitive && value.isNumber -> JsonPrimitive("number ${value.asBigDecimal.toPlainString()}")
        else -> value
    }
