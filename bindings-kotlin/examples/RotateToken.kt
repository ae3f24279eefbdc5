// Replaces a token by a new one while everybody goes on working. DOCKER_CONFIG names the folder of docker's config.json.

import dev.registrytokens.IonosClient
import kotlinx.coroutines.runBlocking
import java.nio.file.Path

fun main() =
    runBlocking {
        IonosClient.fromEnv().use { client ->
            val registry = client.registries.find("demo") ?: error("no such registry")
            // Successors are called app-push with an ending; this is the one in use.
            val token = client.tokens.findCurrent(registry.id, "app-push") ?: error("no such token")
            val config = Path.of(System.getenv("DOCKER_CONFIG"), "config.json")

            val (rotation, retirement) =
                client.tokens.rotate(registry.id, token.id) {
                    val merge = it.credentials.mergeInto(config, registry.hostname)
                    check(merge.shadowedBy == null) { "docker would ask a credential helper" } // all is as it was then
                }

            println("${rotation.old.name} is followed by ${rotation.new.name}")
            println("it is ${retirement.oldOutcome} now, until ${retirement.oldExpiryDate}")
        }
    }
