// Makes an organization and a repository in SWR's basic edition, and reads the repository back.
// Needs ORGANIZATION, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials.

import dev.registrytokens.RepositoryCategory.Companion.LINUX
import dev.registrytokens.SwrClient
import kotlinx.coroutines.runBlocking

fun main() =
    runBlocking {
        val organization = System.getenv().getValue("ORGANIZATION")
        SwrClient.fromEnv().use { client ->
            client.namespaces.create(organization)
            val about = "What the team runs"
            client.repositories.create(organization, "team/app", isPublic = false, category = LINUX, description = about)

            val made = client.repositories.get(organization, "team/app")
            println("docker push ${made.path}:latest")
        }
    }
