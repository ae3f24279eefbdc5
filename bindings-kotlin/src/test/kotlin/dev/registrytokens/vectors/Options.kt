package dev.registrytokens.vectors

import com.google.gson.JsonElement
import com.google.gson.JsonNull
import com.google.gson.JsonObject
import dev.registrytokens.BlockingIonosClient
import dev.registrytokens.CallOptions
import dev.registrytokens.Event
import dev.registrytokens.IonosClient
import dev.registrytokens.Proxy
import dev.registrytokens.Secret
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import kotlin.time.toKotlinDuration

private val noWait = Duration.ofMillis(0)

/** The options of a vector's client: the runner's base with those of the vector over them. */
internal class Options(
    vector: JsonObject,
    private val scriptUrl: String,
    private val folder: Path?,
    private val onEvent: (Event) -> Unit,
) {
    /** In the vectors' form. */
    val values: JsonObject =
        JsonObject()
            .apply {
                addProperty("token", "canary-account-token")
                addProperty("load_environment", false)
                addProperty("base_url", scriptUrl)
            }.with(vector.child("client"))

    /** A client for suspending calls. */
    fun suspending(): IonosClient =
        IonosClient(
            token = given("token") { Secret(text(it)) },
            username = given("username", ::text),
            password = given("password") { Secret(text(it)) },
            baseUrl = given("base_url") { text(it).replace("{script_url}", scriptUrl) },
            allowHttp = given("allow_http") { it.asBoolean },
            contractNumber = given("contract_number", ::text),
            profile = given("profile", ::text),
            configFile = configFile(),
            pinnedCertificate = given("pinned_certificate", ::text),
            caCerts = given("ca_certs") { text(it).toByteArray() },
            proxy = given("proxy") { Proxy.at(text(it)) } ?: Proxy.OFF,
            timeout = span("timeout")?.toKotlinDuration(),
            attemptTimeout = span("attempt_timeout")?.toKotlinDuration(),
            connectTimeout = span("connect_timeout")?.toKotlinDuration(),
            maxRetries = given("max_retries") { it.asInt },
            firstWait = (span("first_wait") ?: noWait).toKotlinDuration(),
            longestWait = span("longest_wait")?.toKotlinDuration(),
            longestRetryAfter = span("longest_retry_after")?.toKotlinDuration(),
            maxResponseBytes = given("max_response_bytes") { it.asLong },
            userAgent = given("user_agent", ::text),
            loadEnvironment = given("load_environment") { it.asBoolean },
            onEvent = onEvent,
        )

    /** A client for blocking calls, as Java sets it up. */
    fun blocking(): BlockingIonosClient =
        BlockingIonosClient
            .builder()
            .apply {
                given("token") { token(Secret(text(it))) }
                given("username") { username(text(it)) }
                given("password") { password(Secret(text(it))) }
                given("base_url") { baseUrl(text(it).replace("{script_url}", scriptUrl)) }
                given("allow_http") { allowHttp(it.asBoolean) }
                given("contract_number") { contractNumber(text(it)) }
                given("profile") { profile(text(it)) }
                configFile()?.let { configFile(it) }
                given("pinned_certificate") { pinnedCertificate(text(it)) }
                given("ca_certs") { caCerts(text(it).toByteArray()) }
                proxy(given("proxy") { Proxy.at(text(it)) } ?: Proxy.OFF)
                span("timeout")?.let { timeout(it) }
                span("attempt_timeout")?.let { attemptTimeout(it) }
                span("connect_timeout")?.let { connectTimeout(it) }
                given("max_retries") { maxRetries(it.asInt) }
                firstWait(span("first_wait") ?: noWait)
                span("longest_wait")?.let { longestWait(it) }
                span("longest_retry_after")?.let { longestRetryAfter(it) }
                given("max_response_bytes") { maxResponseBytes(it.asLong) }
                given("user_agent") { userAgent(text(it)) }
                given("load_environment") { loadEnvironment(it.asBoolean) }
                onEvent(onEvent)
            }.build()

    private fun <T> given(
        name: String,
        read: (JsonElement) -> T,
    ): T? = values[name]?.takeIf { it != JsonNull.INSTANCE }?.let(read)

    private fun span(name: String): Duration? = given("${name}_ms") { Duration.ofMillis(it.asLong) }

    private fun configFile(): Path? {
        given("config_file_text") { text(it).replace("{script_url}", scriptUrl) }?.let { written ->
            return Files.writeString(checkNotNull(folder).resolve("config"), written)
        }
        return if (given("config_file_directory") { it.asBoolean } == true) folder else null
    }
}

/** The options of a vector's call. */
internal fun callOptions(vector: JsonObject): CallOptions {
    val options = vector.child("call").child("options")
    return CallOptions
        .builder()
        .apply {
            options["timeout_ms"]?.let { timeout(Duration.ofMillis(it.asLong)) }
            options["max_retries"]?.let { maxRetries(it.asInt) }
            options.child("extra_headers").entrySet().forEach { extraHeader(it.key, text(it.value)) }
            options.child("extra_query").entrySet().forEach { extraQuery(it.key, text(it.value)) }
        }.build()
}
