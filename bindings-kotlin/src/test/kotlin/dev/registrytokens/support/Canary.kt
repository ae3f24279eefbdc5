// Secrets to plant, the search for them, and every text in which a program of the JVM could show a value.
package dev.registrytokens.support

import com.google.gson.GsonBuilder
import dev.registrytokens.Model
import dev.registrytokens.RegistryTokensException
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.ObjectOutputStream
import java.io.PrintWriter
import java.io.StringWriter
import java.net.URLEncoder
import java.util.Base64

// With what JSON, URLs and base64 write in other ways.
const val TOKEN: String = "canary\"token%/+8f21'\\"
const val PASSWORD: String = "canary\"password%/+77c0'\\"
const val ISSUED: String = "canary\"issued%/+d40e'\\"
const val PROXY_PASSWORD: String = "canary-proxy-9d3e"
val CANARIES: List<String> = listOf(TOKEN, PASSWORD, ISSUED, PROXY_PASSWORD)

// Below that, chance finds it.
private const val SHORTEST = 4
private val escape = Regex("%[0-9A-F]{2}")
private val plainGson = GsonBuilder().disableHtmlEscaping().create()
private val known = mutableMapOf<String, List<String>>()

/** Every form in which a secret could stand in a text. */
fun forms(secret: String): List<String> =
    known.getOrPut(secret) {
        val raw = secret.toByteArray()
        val once = plainGson.toJson(secret).trim('"')
        val found =
            mutableSetOf(secret, once, plainGson.toJson(once).trim('"'), GsonBuilder().create().toJson(secret).trim('"'))
        val query = URLEncoder.encode(secret, Charsets.UTF_8)
        found += listOf(query, query.replace("+", "%20"), raw.joinToString("") { percent(it) })
        found += raw.joinToString("") { "%02x".format(it) }
        // An array of bytes as Java and Kotlin show it.
        found += raw.joinToString(", ")
        found.toList().forEach { form -> found += escape.replace(form) { it.value.lowercase() } }
        found += base64(raw)
        found.filter { it.length >= SHORTEST }
    }

private fun percent(byte: Byte): String {
    val letter = byte.toInt().toChar()
    return if (letter.isLetterOrDigit() && letter.code < 128) "$letter" else "%%%02X".format(byte)
}

/** In base64 of `user:password` the password begins at any of three places of a group. */
private fun base64(raw: ByteArray): List<String> =
    (0..2).flatMap { lead ->
        listOf(Base64.getEncoder(), Base64.getUrlEncoder()).map { encoder ->
            val coded = encoder.withoutPadding().encodeToString(ByteArray(lead) { 'x'.code.toByte() } + raw)
            coded.substring((lead * 8 + 5) / 6, (lead + raw.size) * 8 / 6)
        }
    }

/** The form in which a secret stands in a text, or null. */
fun findCanary(
    text: String,
    secrets: List<String> = CANARIES,
): String? = secrets.flatMap(::forms).find { it in text }

/** No secret in any text; and there are texts. */
fun assertClean(
    texts: Collection<String>,
    secrets: List<String> = CANARIES,
) {
    if (texts.isEmpty()) throw AssertionError("there was nothing to search")
    for (text in texts) {
        val form = findCanary(text, secrets) ?: continue
        throw AssertionError("a secret stands as $form in: ${text.take(2000)}")
    }
}

/** What a program could print of a value without asking for its secret. */
fun shown(value: Any?): List<String> =
    listOf("$value", "${listOf(value)}", "${mapOf(value to value)}", String.format("%s", value), "${value.hashCode()}") +
        (if (value is Model) listOf(jsonOf(value)) else emptyList()) +
        listOf(serialised(value)) +
        (if (value is Throwable) shownError(value) else emptyList())

/** A value that no answer holds has no JSON, and says so; that is a text, too. */
private fun jsonOf(value: Model): String =
    try {
        value.toJson()
    } catch (error: IllegalStateException) {
        error.stackTraceToString()
    }

/** What a program, a log or an error tracker could show of an error. */
private fun shownError(error: Throwable): List<String> {
    val printed = StringWriter().also { error.printStackTrace(PrintWriter(it)) }
    val fields =
        (error as? RegistryTokensException)?.run {
            listOf(kind, operation, reason, "$details", "$requestId", "$resourceId")
        }
    return listOf("$error", "${error.message}", error.localizedMessage.orEmpty(), "$printed") + fields.orEmpty()
}

/** A value as Java serialises it, one character for each byte; or why it refuses. */
fun serialised(value: Any?): String {
    val bytes = ByteArrayOutputStream()
    return try {
        ObjectOutputStream(bytes).use { it.writeObject(value) }
        bytes.toString(Charsets.ISO_8859_1)
    } catch (error: IOException) {
        "$error ${bytes.toString(Charsets.ISO_8859_1)}"
    }
}
