// Issue a credential of Huawei Cloud SWR, use it, take it back; and log in to the basic edition.
// Needs SWR_INSTANCE_ID, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials.

import dev.registrytokens.SwrClient
import kotlinx.coroutines.runBlocking
import kotlin.time.Duration.Companion.hours

fun main() =
    runBlocking {
        SwrClient.fromEnv().use { client ->
            val instance = System.getenv("SWR_INSTANCE_ID")

            val issued = client.longTermCredentials.create(instance, "ci-push")
            val login = issued.credentials // the same class as at IONOS: shown once, and by us only on reveal()
            println("docker login INSTANCE_ADDRESS -u ${login.username} -p ${login.password}")
            check(login.password.reveal().isNotEmpty())
            client.longTermCredentials.delete(instance, issued.tokenId)

            val basic = client.login.createTemporary(duration = 1.hours)
            println("docker login ${basic.hostname} -u ${basic.username}")
        }
    }
