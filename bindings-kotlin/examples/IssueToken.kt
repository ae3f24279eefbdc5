// Issue a token for a day, use it, take it back. Needs IONOS_TOKEN, or a profile of ~/.ionos/config.

import dev.registrytokens.IonosClient
import dev.registrytokens.Scope
import dev.registrytokens.ScopeAction.Companion.PULL
import dev.registrytokens.ScopeAction.Companion.PUSH
import kotlinx.coroutines.runBlocking
import kotlin.time.Duration.Companion.days

fun main() =
    runBlocking {
        IonosClient.fromEnv().use { client ->
            val registry = client.registries.find("demo") ?: error("no such registry")

            val scopes = listOf(Scope.repository("team/app", listOf(PULL, PUSH)))
            val (token, login) = client.tokens.create(registry.id, "ci-push", scopes, expiresIn = 1.days)

            // The password is shown by the service once, and by us only on reveal().
            println("docker login ${registry.hostname} -u ${login.username} -p ${login.password}")
            check(login.password.reveal().isNotEmpty())

            client.tokens.delete(registry.id, token.id)
        }
    }
