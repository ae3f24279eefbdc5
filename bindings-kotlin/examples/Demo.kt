// The main job, step by step: a token issued, listed, narrowed, disabled, replaced, deleted, put to use and rotated.
// Needs IONOS_API_URL, IONOS_TOKEN and REGISTRY_ID, and touches only the tokens that it made itself.

import dev.registrytokens.ConflictException
import dev.registrytokens.IonosClient
import dev.registrytokens.NotFoundException
import dev.registrytokens.Patch
import dev.registrytokens.Registry
import dev.registrytokens.Scope
import dev.registrytokens.ScopeAction.Companion.DELETE
import dev.registrytokens.ScopeAction.Companion.PULL
import dev.registrytokens.ScopeAction.Companion.PUSH
import dev.registrytokens.Token
import dev.registrytokens.TokenStatus
import kotlinx.coroutines.runBlocking
import java.nio.file.Files
import java.util.UUID
import kotlin.time.Duration.Companion.days

private suspend fun story(
    client: IonosClient,
    registry: Registry,
    name: String,
) {
    val tokens = client.tokens
    say("registry", "${registry.name} at ${registry.hostname}, running: ${registry.isRunning}")

    val scopes = listOf(Scope.repository("team/app", listOf(PULL, PUSH)))
    val answer = tokens.withResponse { create(registry.id, name, scopes, expiresIn = 1.days) }
    val (issued, login) = answer.value
    say("issue", "HTTP ${answer.httpStatus}, token ${issued.id}, allows ${allowed(issued)}")
    say("login", "docker login ${registry.hostname} -u ${login.username} -p ${login.password}")
    try {
        tokens.create(registry.id, name)
    } catch (conflict: ConflictException) {
        say("issue", "again: ${conflict.kind} (${conflict.message})")
    }

    val everything = tokens.list(registry.id).all()
    say("list", "${everything.size} token(s), ours among them: ${everything.any { it.id == issued.id }}")

    val pullOnly = listOf(Scope.repository("team/app", listOf(PULL)))
    val narrowed = tokens.update(registry.id, issued.id, scopes = Patch.Set(pullOnly))
    say("narrow", "allows ${allowed(narrowed)}")
    val disabled = tokens.update(registry.id, issued.id, status = TokenStatus.DISABLED)
    say("disable", "status ${disabled.status}")
    val forever = tokens.update(registry.id, issued.id, expiryDate = Patch.Clear)
    say("update", "expires ${forever.expiryDate ?: "never"}")

    val wanted = listOf(Scope.repository("team/app", listOf(PULL, DELETE)))
    val replaced = tokens.replace(registry.id, issued.id, name, wanted, TokenStatus.ENABLED)
    val password = if (replaced.credentials == null) "the password of before" else "a new password"
    say("replace", "allows ${allowed(replaced.token)}, with $password")

    tokens.delete(registry.id, issued.id)
    say("delete", "${issued.id}")
    try {
        tokens.get(registry.id, issued.id)
    } catch (missing: NotFoundException) {
        say("get", "${missing.kind} (${missing.message})")
    }
    tokens.delete(registry.id, issued.id, missingOk = true)
    say("delete", "again, with missingOk: nothing to do")
}

/** What a login is for: a file that docker reads, in which a new one takes its place. */
private suspend fun use(
    client: IonosClient,
    registry: Registry,
    name: String,
) {
    val folder = Files.createTempDirectory("demo-")
    val config = folder.resolve("config.json")
    val issued = client.tokens.create(registry.id, name, expiresIn = 1.days)
    val merge = issued.credentials.mergeInto(config, registry.hostname)
    say("merge", "into docker's config.json; a credential helper in the way: ${merge.shadowedBy ?: "none"}")
    val before = Files.readString(config)
    val (rotation, retirement) =
        client.tokens.rotate(registry.id, issued.token.id, onProgress = { say("rotate", "${it.step}") }) {
            it.credentials.mergeInto(config, registry.hostname)
        }
    say("rotate", "${rotation.new.name} is in the file: ${Files.readString(config) != before}")
    say("rotate", "the old one is ${retirement.oldOutcome}, until ${retirement.oldExpiryDate}")
    folder.toFile().deleteRecursively()
}

/** One line of the story. */
private fun say(
    step: String,
    what: String,
) = println("${step.padStart(9)}  $what")

/** The scopes of a token in words. */
private fun allowed(token: Token): String =
    token.scopes.joinToString { scope -> "${scope.actions.joinToString("+")} on ${scope.type} ${scope.name}" }

fun main() =
    runBlocking {
        IonosClient.fromEnv().use { client ->
            val registry = client.registries.get(System.getenv("REGISTRY_ID"))
            // Nobody else's token has this name.
            val name = "demo-${UUID.randomUUID().toString().replace("-", "")}"
            try {
                story(client, registry, name)
                use(client, registry, name)
            } finally {
                // Whatever happened, nothing of ours stays behind.
                for (left in client.tokens.list(registry.id).all()) {
                    if (left.name.startsWith(name)) client.tokens.delete(registry.id, left.id, missingOk = true)
                }
            }
        }
    }
