// Lets a user pull from a repository of SWR's basic edition, and shows who may do what with it.
// Needs ORGANIZATION, USER_ID, USER_NAME, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials.

import dev.registrytokens.AccessLevel.Companion.READ
import dev.registrytokens.SwrClient
import dev.registrytokens.UserPermission
import kotlinx.coroutines.runBlocking

fun main() =
    runBlocking {
        val (organization, id, name) = listOf("ORGANIZATION", "USER_ID", "USER_NAME").map { System.getenv().getValue(it) }
        SwrClient.fromEnv().use { client ->
            val permissions = client.repositoryPermissions
            permissions.grant(organization, "team/app", listOf(UserPermission(id, name, READ)))

            for (other in permissions.get(organization, "team/app").othersAuths) {
                println("${other.userName}: ${other.auth}")
            }
        }
    }
