// What a vector expects against what came.
package dev.registrytokens.vectors

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonObject
import dev.registrytokens.Model
import dev.registrytokens.support.Surface
import dev.registrytokens.support.assertClean
import dev.registrytokens.support.json
import dev.registrytokens.support.shown

/** Throws at the first difference. */
internal fun check(
    vector: JsonObject,
    outcome: Outcome,
) {
    if (vector.has("error")) checkError(vector, outcome) else checkResult(vector, outcome)
    vector["events"]?.let { wanted ->
        val found = JsonArray().apply { outcome.events.forEach { add(eventFields(it)) } }
        same("events", JsonArray().apply { wanted.asJsonArray.forEach { add(eventDefaults.with(it.asJsonObject)) } }, found)
    }
    if (vector.has("response")) {
        val found = responseFields(outcome.response ?: throw VectorError("there are no details of an answer"))
        vector.child("response").entrySet().forEach { (name, wanted) -> same(name, wanted, found[name]) }
    }
    vector["api_json"]?.let { same("api_json", it, json((outcome.value as Model).toJson())) }
}

private fun checkError(
    vector: JsonObject,
    outcome: Outcome,
) {
    val error = outcome.error ?: throw VectorError("an error was expected, not ${outcome.value}")
    val text = checkNotNull(error.message)
    for (fragment in vector.child("error").texts("contains")) {
        // The name of a field may stand there as Kotlin writes it.
        val written = listOf(fragment, Surface.camel(fragment)).any { text.contains(it, ignoreCase = true) }
        if (!written) throw VectorError("$fragment is not in $text")
    }
    same("error", errorDefaults.with(vector.child("error")).apply { remove("contains") }, errorFields(error))
    if (text.lines().size > 1) throw VectorError("the error's text has more than one line: $text")
    vector["count"]?.let {
        if (it.asInt !=
            outcome.received
        ) {
            throw VectorError("${outcome.received} before the error, not $it")
        }
    }
}

private fun checkResult(
    vector: JsonObject,
    outcome: Outcome,
) {
    outcome.error?.let { throw VectorError("no error was expected: $it", it) }
    if (!vector.has("result") && !vector.has("count")) throw VectorError("neither result, count nor error is expected")
    val value = canonical(outcome.value, outcome.kind)
    vector["result"]?.let { same("result", it, value) }
    vector["count"]?.let {
        if (it.asInt !=
            value.asJsonArray.size()
        ) {
            throw VectorError("${value.asJsonArray.size()} items, not $it")
        }
    }
    vector["first"]?.let { same("first", it, value.asJsonArray.first()) }
    vector["last"]?.let { same("last", it, value.asJsonArray.last()) }
}

private fun same(
    what: String,
    wanted: JsonElement,
    found: JsonElement?,
) {
    if (found == null || alike(wanted) != alike(found)) throw VectorError("$what is $found, not $wanted")
}

/** Throws when a secret stands in anything that a program could print of the outcome. */
internal fun checkHidden(
    secrets: List<String>,
    outcome: Outcome,
) {
    val value = outcome.value
    // What one item of a list hides, the others hide, too; ten thousand in every form would take seconds.
    val values = if (value is List<*>) value.take(3) else listOf(value)
    val texts = (values + outcome.events + listOfNotNull(outcome.error, outcome.response)).flatMap(::shown) + "$value"
    try {
        assertClean(texts, secrets)
    } catch (leak: AssertionError) {
        throw VectorError("${leak.message}")
    }
}
