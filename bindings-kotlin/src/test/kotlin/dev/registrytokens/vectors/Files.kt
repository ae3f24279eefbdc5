// Reading the shared vectors. An unknown key is an error: it would be a check that nobody makes.
package dev.registrytokens.vectors

import com.google.gson.JsonElement
import com.google.gson.JsonNull
import com.google.gson.JsonObject
import dev.registrytokens.support.Surface
import dev.registrytokens.support.json
import java.io.File

/** A vector does not hold. */
class VectorError(
    message: String,
    cause: Throwable? = null,
) : AssertionError(message, cause)

// What vectors may ask of a language, and why this one cannot when it cannot.
private val needs: Map<String, String?> =
    mapOf(
        "naive_time" to "an Instant always is an instant, so there is no time without an offset",
        "string_ids" to null,
        "signed_ids" to null,
        "open_patch" to null,
        "untyped_json" to "arguments are typed",
        "response_details" to null,
        "api_json" to null,
    )
private val vectorKeys =
    words(
        "id about provider needs client call exchanges result error count first last response events hidden api_json wrong",
    )
private val commonKeys =
    words(
        "user_agent allow_http pinned_certificate ca_certs proxy timeout_ms attempt_timeout_ms connect_timeout_ms " +
            "max_retries first_wait_ms longest_wait_ms longest_retry_after_ms max_response_bytes load_environment",
    )
private val clientKeys: Map<String, Set<String>> =
    mapOf(
        "ionos" to "token username password contract_number base_url profile config_file_text config_file_directory",
        "swr" to
            "access_key secret_key security_token token project_id region endpoint iam_endpoint credentials_file_text " +
            "regions_file_text",
    ).mapValues { commonKeys + words(it.value) }
private val optionKeys = words("timeout_ms max_retries extra_headers extra_query")
private val responseKeys = words("http_status request_id attempts headers body_base64")

/** The fields of an error with their empty values. */
val errorDefaults: JsonObject =
    json(
        """{"kind": null, "operation": null, "http_status": null, "details": [], "request_id": null, "attempts": 0,
            "retry_after_ms": null, "retryable": false, "outcome_unknown": false, "resource_id": null}""",
    ).asJsonObject

/** The same of an event. */
val eventDefaults: JsonObject =
    json(
        """{"operation": null, "provider": null, "http_method": null, "url_template": null, "attempt": null, "http_status": null,
            "error_kind": null, "retry": false, "outcome_unknown": false, "request_id": null}""",
    ).asJsonObject

private fun words(text: String) = text.split(' ').toSet()

/** Every vector of a folder. */
fun load(folder: String = "."): List<JsonObject> {
    val here = System.getenv("VECTORS_DIR")?.let(::File) ?: File(Surface.root, "tests/vectors")
    val files = File(here, folder).listFiles { file -> file.name.endsWith(".json") }.orEmpty().sorted()
    // A file with an algorithm holds known answers of a signature, which no caller sees.
    val themes = files.map { json(it.readText()).asJsonObject }.filter { !it.has("algorithm") }
    return themes.flatMap { it["vectors"].asJsonArray }.map { it.asJsonObject }
}

/** The service whose client makes the call. */
fun provider(vector: JsonObject): String = vector["provider"]?.asString ?: "ionos"

/** An object that may be left out. */
fun JsonObject.child(name: String): JsonObject = this[name]?.asJsonObject ?: JsonObject()

fun JsonObject.texts(name: String): List<String> = this[name]?.asJsonArray?.map { it.asString }.orEmpty()

/** An object with others over it. */
fun JsonObject.with(others: JsonObject): JsonObject = deepCopy().apply { others.entrySet().forEach { add(it.key, it.value) } }

/** A text, or one written out from `{"fill": ...}`. */
fun text(value: JsonElement): String {
    if (value.isJsonPrimitive) return value.asString
    val fill = value.asJsonObject.child("fill")
    return fill["text"].asString.repeat(fill["times"].asInt)
}

/** Why this language cannot run a vector, or null. */
fun skipReason(vector: JsonObject): String? =
    vector.texts("needs").firstNotNullOfOrNull { need -> needs[need]?.let { "needs $need: $it" } }

fun checkKeys(vector: JsonObject) {
    fun check(
        where: String,
        found: Collection<String>,
        known: Set<String>,
    ) {
        val unknown = found - known
        if (unknown.isNotEmpty()) throw VectorError("$where: unknown $unknown")
    }
    val call = vector.child("call")
    check("vector", vector.keySet(), vectorKeys)
    check("needs", vector.texts("needs"), needs.keys)
    val client = clientKeys[provider(vector)] ?: throw VectorError("unknown provider ${provider(vector)}")
    check("client", vector.child("client").keySet(), client)
    check("call", call.keySet(), words("operation arguments options"))
    check("options", call.child("options").keySet(), optionKeys)
    check("error", vector.child("error").keySet(), errorDefaults.keySet() + "contains")
    check("response", vector.child("response").keySet(), responseKeys)
    vector["events"]?.asJsonArray?.forEach { check("events", it.asJsonObject.keySet(), eventDefaults.keySet()) }
    val operation = call["operation"].asString
    val method = Surface.clients.getValue(provider(vector)).methods[operation]
    if (method == null && operation != "client.build") throw VectorError("unknown $operation")
    val known = method?.arguments.orEmpty().map { (name, kind) -> if ("duration" in kind) "${name}_ms" else name }
    check("arguments", call.child("arguments").keySet(), if (method?.isPager == true) known.toSet() + "take" else known.toSet())
}

/** What may stand in no text form. */
fun secrets(
    vector: JsonObject,
    client: JsonObject,
): List<String> {
    val own =
        listOf("token", "password", "secret_key", "security_token")
            .mapNotNull { client[it] }
            .filter {
                it !=
                    JsonNull.INSTANCE
            }.map(::text)
    // The bare token is what a service would see and could echo.
    val found = (own + own.map { it.removePrefix("Bearer ") } + vector.texts("hidden")).toMutableList()

    fun search(value: JsonElement?) {
        if (value is JsonObject) {
            if (value.keySet() == setOf("secret")) found += value["secret"].asString
            value.entrySet().forEach { search(it.value) }
        } else if (value != null && value.isJsonArray) {
            value.asJsonArray.forEach(::search)
        }
    }
    search(vector["result"])
    return found.filter { it.isNotEmpty() }.distinct()
}
