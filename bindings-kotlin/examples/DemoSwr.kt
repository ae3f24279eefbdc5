// The same job at Huawei Cloud SWR: a target registry made and deleted, a credential issued, switched off and deleted, and
// a login to the basic edition. The variables are those of the official SDKs; SWR_INSTANCE_ID names the Enterprise instance.

import dev.registrytokens.NotFoundException
import dev.registrytokens.Secret
import dev.registrytokens.SwrClient
import dev.registrytokens.TargetRegistryType
import kotlinx.coroutines.runBlocking
import java.util.UUID
import kotlin.time.Duration.Companion.hours

private suspend fun story(
    client: SwrClient,
    instance: String,
    name: String,
) {
    val registries = client.targetRegistries
    val kind = TargetRegistryType.SWR_PRO
    val made = registries.create(instance, name, kind, "https://harbor.example.com", "replicator", Secret("a-password"), true)
    say("target", "$name is number ${made.id}")
    for (one in registries.list(instance).all()) say("", "${one.id}: ${one.type} at ${one.url}")
    registries.delete(instance, made.id)

    val credentials = client.longTermCredentials
    val answer = credentials.withResponse { create(instance, name) }
    val issued = answer.value
    say("issue", "HTTP ${answer.httpStatus}, credential ${issued.tokenId}")
    say("login", "docker login INSTANCE -u ${issued.credentials.username} -p ${issued.credentials.password}")
    credentials.disable(instance, issued.tokenId)
    say("disable", "$name is enabled: ${credentials.find(instance, name)?.enable}")
    credentials.delete(instance, issued.tokenId)
    try {
        credentials.delete(instance, issued.tokenId)
    } catch (missing: NotFoundException) {
        say("delete", "again: ${missing.kind} (${missing.message})")
    }

    val login = client.login.createTemporary(duration = 24.hours)
    say("basic", "docker login ${login.hostname} -u ${login.username} -p ${login.password}, until ${login.expiresAt}")
}

/** One line of the story. */
private fun say(
    step: String,
    what: String,
) = println("${step.padStart(9)}  $what")

fun main() =
    runBlocking {
        SwrClient.fromEnv().use { client ->
            val instance = System.getenv("SWR_INSTANCE_ID")
            // Nobody else's have this name.
            val name = "demo-${UUID.randomUUID().toString().replace("-", "")}"
            try {
                story(client, instance, name)
            } finally {
                // Whatever happened, nothing of ours stays behind.
                client.targetRegistries.find(instance, name)?.let { left ->
                    client.targetRegistries.delete(instance, left.id, missingOk = true)
                }
                client.longTermCredentials.find(instance, name)?.let { left ->
                    client.longTermCredentials.delete(instance, left.tokenId, missingOk = true)
                }
            }
        }
    }
