// A push for a day with docker, and a pull secret for a cluster. DOCKER_CONFIG names the folder of docker's config.json.

import dev.registrytokens.IonosClient
import dev.registrytokens.Scope
import dev.registrytokens.ScopeAction.Companion.PULL
import dev.registrytokens.ScopeAction.Companion.PUSH
import kotlinx.coroutines.runBlocking
import java.nio.file.Path
import kotlin.time.Duration.Companion.days

fun main() =
    runBlocking {
        IonosClient.fromEnv().use { client ->
            val registry = client.registries.find("demo") ?: error("no such registry")
            val config = Path.of(System.getenv("DOCKER_CONFIG"), "config.json")

            val push = listOf(Scope.repository("team/app", listOf(PULL, PUSH)))
            val issued = client.tokens.create(registry.id, "app-push", push, expiresIn = 1.days)
            val merge = issued.credentials.mergeInto(config, registry.hostname) // `docker push` works now
            merge.shadowedBy?.let { println("docker asks the credential helper $it instead") }

            val pull = listOf(Scope.repository("*", listOf(PULL)))
            val login = client.tokens.create(registry.id, "app-pull", pull).credentials
            val manifest = login.kubernetesSecret(registry.hostname, "regcred", namespace = "apps")
            println(manifest.reveal()) // to be piped into `kubectl apply -f -`
        }
    }
