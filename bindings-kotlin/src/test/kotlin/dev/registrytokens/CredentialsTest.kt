package dev.registrytokens

import dev.registrytokens.support.PASSWORD
import dev.registrytokens.support.assertClean
import dev.registrytokens.support.json
import dev.registrytokens.support.shown
import dev.registrytokens.support.thrown
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.util.Base64

/** What docker and Kubernetes want of credentials. */
class CredentialsTest {
    @TempDir
    lateinit var folder: Path

    private val host = "team.cr.example:5000"
    private val auth = "Y2k6cGE6c3Mid8O2cmRcICUk"
    private val login = Credentials("ci", Secret("pa:ss\"wörd\\ %$"))
    private val config = "{\n\t\"auths\": {\n\t\t\"$host\": {\n\t\t\t\"auth\": \"$auth\"\n\t\t}\n\t}\n}\n"

    private fun manifest(metadata: String): String {
        val data = Base64.getEncoder().encodeToString(config.toByteArray())
        val body = """"type": "kubernetes.io/dockerconfigjson", "data": {".dockerconfigjson": "$data"}"""
        return """{"apiVersion": "v1", "kind": "Secret", "metadata": $metadata, $body}"""
    }

    @Test
    fun credentialsMayComeFromWhereTheyWereStored() {
        assertEquals(listOf("ci", null, null), login.run { listOf(username, hostname, expiresAt) })
        assertEquals(login, Credentials("ci", Secret("pa:ss\"wörd\\ %$")))
        assertNotEquals(login, Credentials("ci", Secret("another")))
        assertEquals(json("""{"username": "ci"}"""), json(login.toJson()))
    }

    @Test
    fun aWholeConfig() {
        assertEquals(config, login.dockerConfig(host).reveal())
    }

    @Test
    fun aManifest() {
        assertEquals(json(manifest("""{"name": "regcred"}""")), json(login.kubernetesSecret(host, "regcred").reveal()))
        val there = login.kubernetesSecret(host, "regcred", namespace = "ci")
        assertEquals(json(manifest("""{"name": "regcred", "namespace": "ci"}""")), json(there.reveal()))
    }

    @Test
    fun aFileThatIsNotThereIsMade() {
        val file = folder.resolve("new/config.json")
        val merge = login.mergeInto(file, host)
        assertNull(merge.shadowedBy)
        assertEquals(config, Files.readString(file))
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        assertEquals(json("""{"shadowed_by": null}"""), json(merge.toJson()))
    }

    @Test
    fun allElseInAFileStaysAsItIs() {
        val before =
            """
            { "n":1.50,"auths" : {"other":{ "auth":"eA==" },
                 "$host": {"auth": "old"}}, "credHelpers":{"$host":"vault"} }
            """.trimIndent()
        val file = Files.writeString(folder.resolve("config.json"), before)
        assertEquals("vault", login.mergeInto(file, host).shadowedBy)
        assertEquals(before.replace("old", auth), Files.readString(file))
    }

    @Test
    fun whatTheFilesCannotExpressIsRefused() {
        val colon = Credentials("a:b", Secret("x"))
        val file = folder.resolve("config.json")
        val refused =
            mapOf<String, () -> Any>(
                "credentials.docker_config" to { colon.dockerConfig(host) },
                "credentials.merge_into" to { colon.mergeInto(file, host) },
                "credentials.kubernetes_secret" to { colon.kubernetesSecret(host, "regcred") },
            )
        for ((operation, call) in refused) {
            val error = assertInstanceOf(InvalidArgumentException::class.java, thrown { call() })
            assertEquals(operation, error.operation)
            assertTrue("colon" in error.reason) { error.reason }
        }
        assertFalse(Files.exists(file))
        val names =
            mapOf<String, () -> Any>(
                "hostname" to { login.dockerConfig("https://$host") },
                "name" to { login.kubernetesSecret(host, "A B") },
                "namespace" to { login.kubernetesSecret(host, "regcred", "A B") },
            )
        for ((name, call) in names) {
            val error = assertInstanceOf(InvalidArgumentException::class.java, thrown { call() })
            assertTrue(error.reason.startsWith(name)) { error.reason }
        }
        val half = assertInstanceOf(InvalidArgumentException::class.java, thrown { login.dockerConfig("a\ud800") })
        assertEquals("credentials.docker_config", half.operation)
    }

    @Test
    fun aFileThatCannotBeReadStaysAsItIs() {
        val text = "{\"auths\": oops"
        val file = Files.writeString(folder.resolve("config.json"), text)
        val error = assertInstanceOf(ConfigException::class.java, thrown { login.mergeInto(file, host) })
        assertEquals("credentials.merge_into", error.operation)
        assertEquals(text, Files.readString(file))
        // Nothing can stand below a file, whoever asks.
        val below = thrown { login.mergeInto(file.resolve("config.json"), host) }
        assertInstanceOf(IOException::class.java, assertInstanceOf(ConfigException::class.java, below).cause)
    }

    @Test
    fun noSecretStandsInWhatTheyGive() {
        val canary = Credentials("ci", Secret(PASSWORD))
        val file = folder.resolve("config.json")
        val given =
            listOf(
                canary,
                canary.dockerConfig(host),
                canary.mergeInto(file, host),
                canary.kubernetesSecret(host, "regcred"),
                thrown { canary.dockerConfig("") },
                thrown { Credentials("a:b", Secret(PASSWORD)).dockerConfig(host) },
                thrown { Credentials("ci", Secret("$PASSWORD\u0000")).kubernetesSecret(host, "regcred") },
                thrown { canary.mergeInto(file.resolve("below"), host) },
            )
        assertClean(given.flatMap(::shown), listOf(PASSWORD))
        val broken = Files.writeString(folder.resolve("broken.json"), "{\"auths\": ${canary.dockerConfig(host).reveal()}")
        assertClean(shown(thrown { canary.mergeInto(broken, host) }), listOf(PASSWORD))
    }
}
