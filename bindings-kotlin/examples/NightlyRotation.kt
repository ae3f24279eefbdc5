// Replaces whatever expires within a week; each consumer finds the new login in its file.
// Needs IONOS_TOKEN, REGISTRY, and LOGINS: a folder with one for each consumer, named like its first token.

import dev.registrytokens.IonosClient
import dev.registrytokens.RetireOutcome
import kotlinx.coroutines.runBlocking
import java.nio.file.Path
import kotlin.io.path.isDirectory
import kotlin.time.Duration.Companion.days

/** A token that this job has no place for: one of a CI job, for example. */
class NotOursException : Exception("has no folder here")

fun main() =
    runBlocking {
        val folder = Path.of(System.getenv().getValue("LOGINS"))
        IonosClient.fromEnv().use { client ->
            val registry = client.registries.find(System.getenv().getValue("REGISTRY")) ?: error("no such registry")

            val outcomes =
                client.tokens.rotateExpiring(registry.id, 7.days) { rotation ->
                    val place = folder.resolve(rotation.baseName)
                    if (!place.isDirectory()) throw NotOursException()
                    val merge = rotation.credentials.mergeInto(place.resolve("config.json"), registry.hostname)
                    check(merge.shadowedBy == null) { "a credential helper stands before it" }
                }
            var failures = 0
            for ((token, result, error) in outcomes) {
                val retirement = result?.retirement
                val isRetired = retirement != null && retirement.oldOutcome != RetireOutcome.FAILED
                if (!isRetired && error !is NotOursException) failures += 1
                println("${token.name}: ${error?.message ?: retirement?.failure ?: retirement?.oldOutcome}")
            }
            check(failures == 0) { "$failures tokens were not rotated, or not retired" }
        }
    }
