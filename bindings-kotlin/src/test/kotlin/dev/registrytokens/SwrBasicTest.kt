package dev.registrytokens

import dev.registrytokens.support.Emulator
import dev.registrytokens.support.coroutines
import dev.registrytokens.support.each
import dev.registrytokens.support.swrClient
import dev.registrytokens.support.thrown
import kotlinx.coroutines.flow.toList
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

/** SWR's basic edition against the emulator: what a vector cannot say, because it takes several calls or is Kotlin's own. */
class SwrBasicTest {
    @Test
    fun numbersOf64BitsAreExact() {
        val client = swrClient(Emulator.world())
        coroutines {
            val app = client.repositories.get("group", "team/app")
            assertEquals(listOf(9_007_199_254_740_993, Long.MAX_VALUE), listOf(app.size, app.numDownload))
            assertTrue("9007199254740993" in app.toJson() && "9223372036854775807" in app.toJson())
            val listed = client.repositories.list(namespace = "group").all()
            assertEquals(app.size, listed.single { it.name == "team/app" }.size)
        }
    }

    @Test
    fun repositoriesComeInPagesByIndexAndByMarker() {
        val world = Emulator.world().apply { seedNamespaces("""[{"name": "many", "repositories": 250}]""") }
        val repositories = swrClient(world).repositories
        coroutines {
            val pages = repositories.list(namespace = "many").pages().toList()
            assertEquals(listOf(100, 100, 50), pages.map { it.items.size })
            assertEquals(setOf(250L), pages.map { it.total }.toSet())
            val markers = repositories.listByMarker(pageSize = 120, namespace = "many").pages().toList()
            assertEquals(listOf(120, 120, 10), markers.map { it.items.size })
            val lasts = markers.dropLast(1).map { page -> page.items.last().id }
            assertEquals(lasts, markers.dropLast(1).map { it.nextMarker })
            val listed = repositories.listByMarker(namespace = "many").all()
            assertEquals(250, listed.size)
            assertEquals(pages.flatMap { it.items.map(Repository::name) }.toSet(), listed.map { it.name }.toSet())
        }
    }

    @Test
    fun theServicesOwnNamesOfAFilter() {
        val repositories = swrClient(Emulator.world()).repositories
        coroutines {
            val filters = mapOf("name" to "app", "is_public" to "true")
            assertEquals(listOf("team/app"), repositories.list(filters = filters).all().map { it.name })
        }
        val error = thrown { coroutines { repositories.list(filters = mapOf("isPublic" to "true")).all() } }
        assertTrue("\"is_public\"" in "${assertInstanceOf(InvalidArgumentException::class.java, error).message}")
    }

    @Test
    fun whatCouldNotBeCopiedIsTold() {
        val tasks = swrClient(Emulator.world()).syncTasks
        coroutines {
            val sync = tasks.syncImages("group", "busybox", "cn-north-1", "target", listOf("latest", "gone"), overwrite = true)
            assertEquals(listOf("gone"), sync.failedTags)
            val jobs = tasks.jobs("group", "busybox", pageSize = 2, orderType = OrderType.DESC).all()
            val seen = listOf(SyncJobStatus.SUCCESS, SyncJobStatus.RUNNING, SyncJobStatus.SUCCESS, SyncJobStatus.FAILED)
            assertEquals(seen, jobs.map { it.status })
            assertEquals(true, jobs[0].overwrite)
        }
    }

    @Test
    fun wordsAreOpen() {
        val world = Emulator.world()
        world.seedNamespaces("""[{"name": "odd", "auth": 5, "repositories": [{"name": "odd", "category": "some-new-one"}]}]""")
        val client = swrClient(world)
        coroutines {
            val odd = client.namespaces.get("odd").auth
            assertEquals(listOf(AccessLevel("5"), AccessLevel.MANAGE), listOf(odd, client.namespaces.get("group").auth))
            assertEquals(RepositoryCategory("some-new-one"), client.repositories.get("odd", "odd").category)
            val trigger = client.triggers.get("group", "busybox", "deploy-latest")
            assertEquals(TriggerType.TAG to true, trigger.triggerType to trigger.enable)
            client.triggers.disable("group", "busybox", trigger.name)
            assertEquals(listOf(false), client.triggers.list("group", "busybox").map { it.enable })
        }
    }

    @Test
    fun aRetentionThatIsGoneIsSaidWith400() {
        val retentions = swrClient(Emulator.world()).retentionRules
        coroutines {
            val id = retentions.list("group", "busybox").single().id
            retentions.delete("group", "busybox", id)
            val error = thrown { coroutines { retentions.delete("group", "busybox", id) } }
            assertEquals(400, assertInstanceOf(NotFoundException::class.java, error).httpStatus)
            retentions.delete("group", "busybox", id, missingOk = true)
        }
    }

    @TestFactory
    fun argumentsAreRefusedByTheNamesOfKotlin(): List<DynamicTest> =
        each(
            mapOf<String, Pair<String, suspend (SwrClient) -> Any?>>(
                "a negative id" to ("retentionId" to { it.retentionRules.get("group", "app", -1) }),
                "a retention of nothing" to ("days" to { it.retentionRules.create("group", "app") }),
                "a selector of nothing" to
                    (
                        "tagSelectors" to {
                            val none = TagSelector(TagSelectorKind.LABEL, "")
                            it.retentionRules.create("group", "app", num = 3, tagSelectors = listOf(none))
                        }
                    ),
                "nobody" to ("userIds" to { it.repositoryPermissions.revoke("group", "app", emptyList()) }),
                "a user without an id" to
                    (
                        "userId" to {
                            it.namespacePermissions.grant("group", listOf(UserPermission("", "user02", AccessLevel.READ)))
                        }
                    ),
                "no tags" to ("imageTags" to { it.syncTasks.syncImages("group", "app", "r", "n", emptyList()) }),
                "no condition" to
                    (
                        "condition" to {
                            val kind = TriggerAppType.DEPLOYMENTS
                            it.triggers.create("group", "app", "deploy", kind, "web", "default", TriggerType.TAG)
                        }
                    ),
            ),
        ) { world, (name, call) ->
            val error = thrown { coroutines { call(swrClient(world)) } }
            assertInstanceOf(InvalidArgumentException::class.java, error) { error.stackTraceToString() }
            assertTrue(name in checkNotNull(error.message)) { "$name is not in ${error.message}" }
            assertEquals(emptyList<Any>(), world.requests())
        }
}
