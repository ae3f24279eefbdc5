// Gives a namespace a pull secret, or a new one in the place of the old. Needs IONOS_TOKEN, REGISTRY, NAMESPACE and kubectl.

import dev.registrytokens.Credentials
import dev.registrytokens.IonosClient
import dev.registrytokens.Scope
import dev.registrytokens.ScopeAction.Companion.PULL
import kotlinx.coroutines.runBlocking
import java.lang.ProcessBuilder.Redirect.INHERIT

fun main(): Unit =
    runBlocking {
        val namespace = System.getenv().getValue("NAMESPACE")
        IonosClient.fromEnv().use { client ->
            val registry = client.registries.find(System.getenv().getValue("REGISTRY")) ?: error("no such registry")

            fun apply(login: Credentials) {
                val manifest = login.kubernetesSecret(registry.hostname, "regcred", namespace)
                val command = ProcessBuilder("kubectl", "apply", "-f", "-").redirectOutput(INHERIT).redirectError(INHERIT)
                val kubectl = command.start()
                kubectl.outputStream.bufferedWriter().use { it.write(manifest.reveal()) }
                val status = kubectl.waitFor()
                check(status == 0) { "kubectl ended with $status" }
            }

            val name = "pull-$namespace"
            val token = client.tokens.findCurrent(registry.id, name)
            if (token == null) {
                apply(client.tokens.create(registry.id, name, listOf(Scope.repository("*", listOf(PULL)))).credentials)
            } else {
                // Pods that start with the old one while it lasts are let in, too.
                client.tokens.rotate(registry.id, token.id) { apply(it.credentials) }
            }
        }
    }
