// The emulator as a process of its own, and its control calls; see tests/emulator/README.md.
package dev.registrytokens.support

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonNull
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.Duration

/** Tells hanging from not hanging; nothing here takes a tenth of it. */
val LONG: Duration = Duration.ofSeconds(30)

/** The emulator did not do what a control call asked for. */
class ControlError(
    message: String,
) : AssertionError(message)

/** JSON as it is written. */
fun json(text: String): JsonElement = JsonParser.parseString(text)

/** Started once; it ends with this process, because its guarding stdin does. */
object Emulator {
    // The program of another process is told its service and needs no emulator of its own.
    private val ready by lazy {
        val binary =
            checkNotNull(System.getenv("EMULATOR_BIN")) { "EMULATOR_BIN is not set; bindings-kotlin/run-tests sets it" }
        val process = ProcessBuilder(binary, "--stdin-guard").redirectError(ProcessBuilder.Redirect.INHERIT).start()
        json(process.inputStream.bufferedReader().readLine()).asJsonObject
    }

    /** A service of a test's own: with its own address, credentials, state, faults and requests. */
    fun world(): World = World(control("POST", "${ready["control_url"].asString}/sessions", JsonObject()).asJsonObject)
}

private val http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()

internal fun control(
    method: String,
    url: String,
    body: JsonElement? = null,
): JsonElement {
    val content = body?.let { HttpRequest.BodyPublishers.ofString("$it") } ?: HttpRequest.BodyPublishers.noBody()
    val request =
        HttpRequest
            .newBuilder(URI(url))
            .timeout(LONG)
            .method(method, content)
            .build()
    val answer = http.send(request, HttpResponse.BodyHandlers.ofString())
    if (answer.statusCode() >= 300) throw ControlError("$method $url: ${answer.statusCode()} ${answer.body()}")
    return if (answer.body().isEmpty()) JsonNull.INSTANCE else json(answer.body())
}

/** Something that clients can be pointed at. */
interface Service {
    val url: String
    val token: String
}

/** The same of SWR, which is asked with keys and in a project. */
interface SwrService : Service {
    val swrUrl: String
    val iamUrl: String
    val accessKey: String
    val secretKey: String
    val project: String
    val instance: String
}

/** One service of the emulator. */
class World(
    described: JsonObject,
) : SwrService {
    override val url: String = described["url"].asString
    override val token: String = described["token"].asString
    override val swrUrl: String = described["swr_url"].asString
    override val iamUrl: String = described["iam_url"].asString
    override val accessKey: String = described["swr_access_key"].asString
    override val secretKey: String = described["swr_secret_key"].asString
    override val project: String = described["swr_project_id"].asString
    override val instance: String = described["swr_instance_id"].asString
    val swrToken: String = described["swr_token"].asString
    val temporaryAccessKey: String = described["swr_temporary_access_key"].asString
    val temporarySecretKey: String = described["swr_temporary_secret_key"].asString
    val temporarySecurityToken: String = described["swr_temporary_security_token"].asString
    val username: String = described["username"].asString
    val password: String = described["password"].asString
    val registry: String = described["registry_id"].asString
    private val controlUrl = described["control_url"].asString

    /** Where a program finds SWR and the account there. */
    val swrEnvironment: Map<String, String> =
        mapOf(
            "HUAWEICLOUD_SDK_AK" to accessKey,
            "HUAWEICLOUD_SDK_SK" to secretKey,
            "HUAWEICLOUD_SDK_REGION" to "cn-north-4",
            "HUAWEICLOUD_SDK_REGION_SWR_CN_NORTH_4" to swrUrl,
            "HUAWEICLOUD_SDK_IAM_ENDPOINT" to iamUrl,
        )

    /** What there is in truth. */
    fun state(): JsonObject = control("GET", "$controlUrl/state").asJsonObject

    /** More state than a client can ask for; the ids of the tokens it made. */
    fun seed(
        tokens: Int,
        pageLimit: Int? = null,
    ): List<String> {
        val limit = pageLimit?.let { """, "max_limit": $it""" }.orEmpty()
        val made = control("POST", "$controlUrl/seed", json("""{"tokens": $tokens$limit}""")).asJsonObject
        return made["tokens"].asJsonArray.map { it.asString }
    }

    /** Tokens as they are described in JSON, also those that a client cannot ask for. */
    fun seedTokens(tokens: String) {
        control("POST", "$controlUrl/seed", json("""{"tokens": $tokens}"""))
    }

    /** Organizations of SWR and what is in them, as they are described in JSON. */
    fun seedNamespaces(namespaces: String) {
        control("POST", "$controlUrl/seed", json("""{"namespaces": $namespaces}"""))
    }

    /** The id of a registry that is not running before it was asked for so many times. */
    fun slowRegistry(reads: Int = 1_000_000): String {
        val body = """{"registries": [{"name": "slow", "location": "de/txl", "reads_until_running": $reads}]}"""
        return control("POST", "$controlUrl/seed", json(body)).asJsonObject["registries"].asJsonArray[0].asString
    }

    /** Something goes wrong as `faults` of the emulator says, in JSON. */
    fun fault(fault: String) {
        control("POST", "$controlUrl/faults", json(fault))
    }

    /** From now on no answer comes. */
    fun hang(where: String = "") = fault("""{"times": null, "action": {"hang": true}$where}""")

    fun clearFaults() {
        control("DELETE", "$controlUrl/faults")
    }

    fun requests(): List<JsonObject> = control("GET", "$controlUrl/requests").asJsonArray.map { it.asJsonObject }

    /** Every value of a header, over all requests. */
    fun header(name: String): List<String> =
        requests()
            .flatMap { it["headers"].asJsonArray.map(JsonElement::getAsJsonArray) }
            .filter { it[0].asString.equals(name, ignoreCase = true) }
            .map { it[1].asString }

    /** How each request ended. */
    fun ended(): List<String> = requests().map { it["ended"].asString }

    /** Waits for all conditions at the same moment; an error when that does not come. */
    fun wait(vararg conditions: Pair<String, Int>) {
        control("GET", waitUrl(*conditions))
    }

    /** The same wait as an address, for a program in another process. */
    fun waitUrl(vararg conditions: Pair<String, Int>): String = waitUrl(controlUrl, conditions.toMap())

    /** An API that answers exactly as written. */
    fun script(exchanges: JsonElement): Script {
        val body = JsonObject().apply { add("exchanges", exchanges) }
        return Script(controlUrl, control("POST", "$controlUrl/script", body).asJsonObject)
    }

    fun script(exchanges: String): Script = script(json(exchanges))

    /** An API whose answers never come. */
    fun silence(exchanges: Int = 1): Script {
        val one = json("""{"reply": null, "then": "stall"}""")
        return script(JsonArray().apply { repeat(exchanges) { add(one) } })
    }
}

/** An API that answers exactly as written. */
class Script(
    private val controlUrl: String,
    described: JsonObject,
) : SwrService {
    private val id = described["script"].asString
    override val url: String = described["url"].asString

    override val swrUrl: String = described["swr_url"].asString
    override val iamUrl: String = described["iam_url"].asString

    // It looks at no credentials of its own accord.
    override val token: String = "scripted"
    override val accessKey: String = "scripted"
    override val secretKey: String = "scripted"
    override val project: String = "scripted"
    override val instance: String = NOBODY

    fun problems(): JsonArray = control("GET", "$controlUrl/script/$id").asJsonObject["problems"].asJsonArray

    fun wait(vararg conditions: Pair<String, Int>) {
        control("GET", waitUrl(*conditions))
    }

    fun waitUrl(vararg conditions: Pair<String, Int>): String = waitUrl(controlUrl, conditions.toMap(), "script=$id&")
}

private fun waitUrl(
    controlUrl: String,
    conditions: Map<String, Int>,
    script: String = "",
): String = "$controlUrl/wait?$script${conditions.entries.joinToString("&")}&timeout_ms=${LONG.toMillis() * 7 / 10}"
