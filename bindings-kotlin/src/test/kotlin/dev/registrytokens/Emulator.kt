package dev.registrytokens

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse

/** The emulator as a process of its own; it ends with this one, because its guarding stdin does. */
class Emulator : AutoCloseable {
    private val process =
        ProcessBuilder(System.getenv("EMULATOR_BIN"), "--stdin-guard")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
    private val http = HttpClient.newHttpClient()
    private val ready = JsonParser.parseString(process.inputStream.bufferedReader().readLine()).asJsonObject
    val session: JsonObject = call("POST", "${ready["control_url"].asString}/sessions", JsonObject()).asJsonObject
    private val control = session["control_url"].asString

    fun script(exchanges: JsonElement): JsonObject {
        val body = JsonObject().apply { add("exchanges", exchanges) }
        return call("POST", "$control/script", body).asJsonObject
    }

    fun problems(script: String): JsonArray =
        call("GET", "$control/script/$script").asJsonObject["problems"].asJsonArray

    fun requests(): JsonElement = call("GET", "$control/requests")

    /** Waits until that many connections of a script are open and its one request has arrived; an error after 5 s. */
    fun waitForOpen(script: JsonObject, connections: Int): JsonElement =
        call("GET", "$control/wait?script=${script["script"].asString}&arrived=1&open=$connections&timeout_ms=5000")

    private fun call(method: String, url: String, body: JsonElement? = null): JsonElement {
        val content =
            body?.let { HttpRequest.BodyPublishers.ofString(it.toString()) } ?: HttpRequest.BodyPublishers.noBody()
        val request = HttpRequest.newBuilder(URI(url)).method(method, content).build()
        val answer = http.send(request, HttpResponse.BodyHandlers.ofString())
        check(answer.statusCode() < 300) { "$method $url: ${answer.statusCode()} ${answer.body()}" }
        return JsonParser.parseString(answer.body())
    }

    override fun close() {
        process.outputStream.close()
        process.waitFor()
    }
}
