// Has SWR's basic edition delete images that are older than a month, but for the releases, and takes it back.
// Needs ORGANIZATION, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials.

import dev.registrytokens.SwrClient
import dev.registrytokens.TagSelector
import dev.registrytokens.TagSelectorKind.Companion.REGEXP
import kotlinx.coroutines.runBlocking

fun main() =
    runBlocking {
        val organization = System.getenv().getValue("ORGANIZATION")
        SwrClient.fromEnv().use { client ->
            val retentions = client.retentionRules
            val releases = TagSelector(REGEXP, """^v\d+(\.\d+)*$""")
            val made = retentions.create(organization, "team/app", days = 30, tagSelectors = listOf(releases))

            for (rule in retentions.get(organization, "team/app", made.id).rules) {
                println("${rule.template}: after ${rule.params.days} days")
            }
            retentions.delete(organization, "team/app", made.id)
        }
    }
