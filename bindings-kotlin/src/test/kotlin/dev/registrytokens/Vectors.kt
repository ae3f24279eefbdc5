package dev.registrytokens

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonNull
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import com.google.gson.JsonPrimitive
import java.io.File
import java.time.Instant
import java.util.UUID

/** The shared vectors: reading them, and the values in their form. See tests/vectors/README.md. */
object Vectors {
    private val root = File(System.getProperty("basedir")).parentFile
    val surface: JsonObject = JsonParser.parseString(File(root, "api/surface.json").readText()).asJsonObject
    private val models = named("models", "name").mapValues { it.value["fields"].asJsonObject }
    private val words = named("words", "name").keys
    val operations: Map<String, JsonObject> = named("operations", "id")

    private val vectorKeys =
        "id about needs client call exchanges result error count first last response events hidden api_json wrong"
    private val needs = "naive_time string_ids open_patch untyped_json response_details api_json"
    private val clientKeys =
        "token username password contract_number user_agent base_url allow_http pinned_certificate ca_certs proxy " +
            "timeout_ms attempt_timeout_ms connect_timeout_ms max_retries first_wait_ms longest_wait_ms " +
            "longest_retry_after_ms max_response_bytes profile config_file_text config_file_directory load_environment"
    private val errorKeys =
        "kind operation http_status details request_id attempts retry_after_ms retryable outcome_unknown resource_id"
    private val eventKeys =
        "operation provider http_method url_template attempt http_status error_kind retry outcome_unknown request_id"

    private fun named(list: String, key: String) =
        surface[list].asJsonArray.map { it.asJsonObject }.associateBy { it[key].asString }

    /** Every vector of a folder. */
    fun load(folder: String = "."): List<JsonObject> {
        val here = System.getenv("VECTORS_DIR")?.let(::File) ?: File(root, "tests/vectors")
        val files = File(here, folder).listFiles { file -> file.name.endsWith(".json") }.orEmpty().sorted()
        return files.flatMap { JsonParser.parseString(it.readText()).asJsonObject["vectors"].asJsonArray }
            .map { it.asJsonObject }
    }

    fun JsonObject.child(name: String): JsonObject = this[name]?.asJsonObject ?: JsonObject()

    fun JsonObject.texts(name: String): List<String> = this[name]?.asJsonArray?.map { it.asString }.orEmpty()

    /** An unknown key is an error: it would be a check that nobody makes. */
    fun checkKeys(vector: JsonObject) {
        fun check(where: String, found: Collection<String>, known: String) {
            val unknown = found - known.split(' ').toSet()
            require(unknown.isEmpty()) { "$where: unknown $unknown" }
        }
        val call = vector.child("call")
        check("vector", vector.keySet(), vectorKeys)
        check("needs", vector.texts("needs"), needs)
        check("client", vector.child("client").keySet(), clientKeys)
        check("call", call.keySet(), "operation arguments options")
        check("options", call.child("options").keySet(), "timeout_ms max_retries extra_headers extra_query")
        check("error", vector.child("error").keySet(), "$errorKeys contains")
        check("response", vector.child("response").keySet(), "http_status request_id attempts headers body_base64")
        vector["events"]?.asJsonArray?.forEach { check("events", it.asJsonObject.keySet(), eventKeys) }
        val operation = operations[call["operation"].asString]
        if (operation != null && operation["input"].isJsonNull && operation["paging"].isJsonNull) {
            val known = operation.child("parameters").keySet() + "missing_ok"
            check("arguments", call.child("arguments").keySet(), known.joinToString(" "))
        }
    }

    /** A text, or one written out from `{"fill": ...}`. */
    fun text(value: JsonElement): String {
        if (value.isJsonPrimitive) return value.asString
        val fill = value.asJsonObject.child("fill")
        return fill["text"].asString.repeat(fill["times"].asInt)
    }

    /** A value in the vectors' form. What each field is, `api/surface.json` says. */
    fun canonical(value: Any?, kind: String): JsonElement {
        val (outer, inner) = Regex("(optional|list|map)<(.*)>").matchEntire(kind)?.destructured ?: return single(value, kind)
        return when (outer) {
            "optional" -> if (value == null) JsonNull.INSTANCE else canonical(value, inner)
            "list" -> JsonArray().apply { (value as List<*>).forEach { add(canonical(it, inner)) } }
            else -> JsonObject().apply { (value as Map<*, *>).forEach { add("${it.key}", canonical(it.value, inner)) } }
        }
    }

    private fun single(value: Any?, kind: String): JsonElement {
        checkNotNull(value) { "$kind is null" }
        val fields = models[kind]
        return when {
            fields != null -> {
                check(value.javaClass.simpleName == kind) { "$value is no $kind" }
                JsonObject().apply {
                    fields.entrySet().forEach { (name, type) -> add(name, canonical(field(value, name), type.asString)) }
                }
            }
            kind in words -> JsonPrimitive(value.javaClass.getMethod("getText").invoke(value) as String)
            kind == "timestamp" -> JsonPrimitive((value as Instant).toString().replace(Regex("(\\.\\d*?)0+Z$"), "$1Z"))
            kind == "secret" -> JsonObject().apply { addProperty("secret", (value as Secret).reveal()) }
            kind == "uuid" -> JsonPrimitive((value as UUID).toString())
            value is Boolean -> JsonPrimitive(value)
            value is Number -> JsonPrimitive(value)
            else -> JsonPrimitive(value as String)
        }
    }

    private fun field(value: Any, name: String): Any? {
        val getter = "get" + name.split('_').joinToString("") { it.replaceFirstChar(Char::uppercase) }
        return value.javaClass.methods.first { it.name == getter || it.name.startsWith("$getter-") }.invoke(value)
    }

    /** The fields of an exception in the vectors' form, without the empty ones. */
    fun errorFields(error: RegistryTokensException): JsonObject =
        JsonObject().apply {
            addProperty("kind", error.kind)
            addProperty("operation", error.operation)
            error.httpStatus?.let { addProperty("http_status", it) }
            if (error.details.isNotEmpty()) {
                val details = JsonArray()
                error.details.forEach {
                    details.add(JsonObject().apply { addProperty("code", it.code); addProperty("message", it.message) })
                }
                add("details", details)
            }
            error.requestId?.let { addProperty("request_id", it) }
            if (error.attempts != 0) addProperty("attempts", error.attempts)
            error.retryAfter?.let { addProperty("retry_after_ms", it.inWholeMilliseconds) }
            if (error.retryable) addProperty("retryable", true)
            if (error.outcomeUnknown) addProperty("outcome_unknown", true)
            error.resourceId?.let { addProperty("resource_id", it) }
        }

    /** The error that a vector wants, without the empty fields and `contains`. */
    fun wantedError(vector: JsonObject): JsonObject =
        vector.child("error").deepCopy().apply {
            remove("contains")
            val empty = setOf<JsonElement>(JsonNull.INSTANCE, JsonPrimitive(false), JsonPrimitive(0), JsonArray())
            keySet().filter { this[it] in empty }.forEach { remove(it) }
        }

    /** What may stand in no text form. */
    fun secrets(vector: JsonObject, client: JsonObject): List<String> {
        val found = vector.texts("hidden").toMutableList()
        listOf("token", "password").mapNotNull { client[it] }.filter { !it.isJsonNull }.mapTo(found) { text(it) }
        fun search(value: JsonElement?) {
            if (value is JsonObject) {
                if (value.keySet() == setOf("secret")) found += value["secret"].asString
                value.entrySet().forEach { search(it.value) }
            } else if (value is JsonArray) {
                value.forEach(::search)
            }
        }
        search(vector["result"])
        return found.filter { it.isNotEmpty() }
    }
}
