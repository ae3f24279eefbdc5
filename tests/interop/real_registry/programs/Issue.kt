// Issues one token and writes its login into files; README.md in the folder above says what it takes and gives.

import dev.registrytokens.IonosClient
import dev.registrytokens.Scope
import dev.registrytokens.ScopeAction
import kotlinx.coroutines.runBlocking
import kotlin.io.path.Path
import kotlin.time.Duration.Companion.seconds

fun main(arguments: Array<String>) =
    runBlocking {
        val (name, scopes, expiresIn, config, hostname) = arguments
        IonosClient.fromEnv().use { client ->
            val lifetime = if (expiresIn == "-") null else expiresIn.toLong().seconds
            val wanted =
                JvmFiles.scopes(scopes).map { (name, actions) -> Scope.repository(name, actions.map(::ScopeAction)) }
            val (token, login) = client.tokens.create(System.getenv("REGISTRY_ID"), name, wanted, expiresIn = lifetime)
            val merge = login.mergeInto(Path(config), hostname)
            val secret = login.kubernetesSecret(hostname, "regcred", JvmFiles.namespace(arguments))
            JvmFiles.writePrivately(arguments[5], secret.reveal())
            JvmFiles.report(token.id.toString(), merge.shadowedBy)
        }
    }
