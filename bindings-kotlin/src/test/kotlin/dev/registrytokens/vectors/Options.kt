package dev.registrytokens.vectors

import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonPrimitive
import dev.registrytokens.CallOptions
import dev.registrytokens.Given
import dev.registrytokens.support.Script
import dev.registrytokens.support.json
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration

/** What every client is set up with; no proxy is an empty one. */
private val base: JsonObject = json("""{"load_environment": false, "first_wait_ms": 0, "proxy": ""}""").asJsonObject

/** The same for a client of each service. */
private val bases: Map<String, JsonObject> =
    mapOf(
        "ionos" to """{"token": "canary-account-token", "base_url": "{script_url}"}""",
        "swr" to
            """{"access_key": "FAKEAKFAKEAKFAKE0001", "secret_key": "canary-secret-key-0000000000000001",
                "project_id": "0123456789abcdef0123456789abcdef", "region": "cn-north-4", "endpoint": "{script_swr_url}",
                "iam_endpoint": "{script_iam_url}"}""",
    ).mapValues { base.with(json(it.value).asJsonObject) }

/** Whether a file has to be written for the options of a client. */
internal fun wantsFolder(client: JsonObject): Boolean = client.keySet().any { "_file_" in it }

/** The options of a vector's client: the runner's base with those of the vector over them. */
internal fun options(
    vector: JsonObject,
    script: Script,
    folder: Path?,
): Options =
    Options(bases.getValue(provider(vector)).with(vector.child("client")), folder) {
        it
            .replace("{script_url}", script.url)
            .replace("{script_swr_url}", script.swrUrl)
            .replace("{script_iam_url}", script.iamUrl)
    }

/**
 * The options of a client.
 *
 * @property values in the vectors' form
 */
internal class Options(
    val values: JsonObject,
    private val folder: Path?,
    private val filledIn: (String) -> String = { it },
) {
    /** As a client is given them. */
    fun given(): Given =
        Given(
            JsonObject().apply {
                for ((name, value) in values.entrySet()) {
                    if (!value.isJsonNull) option(name, value)
                }
            },
        )

    private fun JsonObject.option(
        name: String,
        value: JsonElement,
    ) {
        when {
            name.endsWith("_text") -> addProperty(name.removeSuffix("_text"), written(name, filledIn(text(value))))
            name.endsWith("_directory") -> if (value.asBoolean) addProperty(name.removeSuffix("_directory"), "$folder")
            value is JsonPrimitive && !value.isString -> add(name, value)
            else -> addProperty(name, filledIn(text(value)))
        }
    }

    private fun written(
        name: String,
        text: String,
    ): String = "${Files.writeString(checkNotNull(folder).resolve(name), text)}"
}

/** The options of a vector's call. */
internal fun callOptions(call: JsonObject): CallOptions {
    val options = call.child("options")
    return CallOptions
        .builder()
        .apply {
            options["timeout_ms"]?.let { timeout(Duration.ofMillis(it.asLong)) }
            options["max_retries"]?.let { maxRetries(it.asInt) }
            options.child("extra_headers").entrySet().forEach { extraHeader(it.key, text(it.value)) }
            options.child("extra_query").entrySet().forEach { extraQuery(it.key, text(it.value)) }
        }.build()
}
