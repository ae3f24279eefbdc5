package dev.registrytokens

import com.google.gson.Gson
import dev.registrytokens.support.CANARIES
import dev.registrytokens.support.ISSUED
import dev.registrytokens.support.PASSWORD
import dev.registrytokens.support.TOKEN
import dev.registrytokens.support.assertClean
import dev.registrytokens.support.each
import dev.registrytokens.support.findCanary
import dev.registrytokens.support.forms
import dev.registrytokens.support.json
import dev.registrytokens.support.serialised
import dev.registrytokens.support.shown
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import java.io.Serializable
import java.net.URLEncoder
import java.util.Base64

/** The search for secrets, which would else be green because it finds nothing. */
class CanaryTest {
    private class Leaky(
        val secret: String,
    ) : Serializable

    @TestFactory
    fun theSearchFindsALeak(): List<DynamicTest> =
        each(
            mapOf(
                "plain" to "Bearer $TOKEN",
                "JSON" to "${json("{}").asJsonObject.apply { addProperty("token", TOKEN) }}",
                "JSON with escapes for HTML" to
                    com.google.gson
                        .Gson()
                        .toJson(TOKEN),
                "percent" to URLEncoder.encode(PASSWORD, Charsets.UTF_8),
                "percent in lower case" to
                    URLEncoder.encode(PASSWORD, Charsets.UTF_8).replace(Regex("%..")) { it.value.lowercase() },
                "base64" to Base64.getEncoder().encodeToString(ISSUED.toByteArray()),
                "base64 for URLs" to Base64.getUrlEncoder().encodeToString(ISSUED.toByteArray()),
                "bytes" to ISSUED.toByteArray().contentToString(),
                "serialised" to serialised(Leaky(TOKEN)),
            ) +
                listOf("u", "us", "use", "user@example.org").associate {
                    "Basic of $it" to
                        Base64.getEncoder().encodeToString("$it:$PASSWORD".toByteArray())
                },
        ) { _, leak ->
            assertTrue(findCanary("some text $leak and more") != null)
            assertThrows(AssertionError::class.java) { assertClean(listOf("nothing", leak)) }
        }

    @Test
    fun theSearchLooksWhereAValueCouldShowIt() {
        val leaky =
            listOf(
                object {
                    override fun toString() = TOKEN
                },
                Leaky(TOKEN),
                Exception(TOKEN),
                Exception("outer", Exception(TOKEN)),
                Exception("outer").apply { addSuppressed(Exception(TOKEN)) },
            )
        for (one in leaky) assertThrows(AssertionError::class.java) { assertClean(shown(one)) }
        assertNull(findCanary("Secret [redacted] canary"))
        assertThrows(AssertionError::class.java) { assertClean(emptyList()) }
        assertTrue(CANARIES.all { findCanary("<$it>") != null && forms(it).size > 5 })
    }
}
