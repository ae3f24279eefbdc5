package dev.registrytokens

import dev.registrytokens.support.Ended
import dev.registrytokens.support.NOBODY
import dev.registrytokens.support.World
import dev.registrytokens.support.client
import dev.registrytokens.support.coroutines
import dev.registrytokens.support.each
import dev.registrytokens.support.json
import dev.registrytokens.support.start
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.condition.DisabledOnOs
import org.junit.jupiter.api.condition.OS
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Files
import java.nio.file.Path
import java.util.UUID

/** The examples that `docs/recipes` shows, and those of rotations, do their work. */
class RecipesTest {
    @TempDir
    lateinit var parent: Path

    /** What the class is called of an example in this language. */
    private val languages = mapOf("Kotlin" to "Kt", "Java" to "")

    private fun inEach(test: (World, String, Path) -> Unit): List<DynamicTest> =
        each(languages) { world, ending -> test(world, ending, Files.createDirectory(parent.resolve("${UUID.randomUUID()}"))) }

    private fun run(
        name: String,
        world: World,
        folder: Path,
    ): Ended {
        val environment =
            mapOf("IONOS_API_URL" to world.url, "IONOS_TOKEN" to world.token, "REGISTRY" to "demo", "NAMESPACE" to "apps") +
                world.swrEnvironment + mapOf("ORGANIZATION" to "example-team", "USER_ID" to NOBODY, "USER_NAME" to "reader") +
                listOf("LOGINS", "DOCKER_CONFIG", "PATH").associateWith { "$folder" }
        return start(name, environment = environment, within = "").ended()
    }

    private fun all(world: World): List<Token> = coroutines { client(world).use { it.tokens.list(world.registry).all() } }

    /** Stands for kubectl, of which the real one is not here. */
    private fun kubectl(
        folder: Path,
        script: String,
    ) {
        val file = Files.writeString(folder.resolve("kubectl"), "#!/bin/sh\n$script\n").toFile()
        check(file.setExecutable(true))
    }

    private fun config(
        folder: Path,
        text: String = "{}",
    ): Path = Files.writeString(Files.createDirectories(folder).resolve("config.json"), text)

    @TestFactory
    @DisabledOnOs(OS.WINDOWS)
    fun aPullSecretIsAppliedAndReplaced(): List<DynamicTest> =
        inEach { world, ending, folder ->
            kubectl(folder, "[ \"$*\" = 'apply -f -' ] && read -r first && echo \"\$first\"")
            repeat(2) {
                val ended = run("PullSecret$ending", world, folder)
                assertEquals(listOf(0, "{", ""), listOf(ended.code, ended.out, ended.err))
            }
            val made = all(world)
            val pull = listOf(Scope.repository("*", listOf(ScopeAction.PULL)))
            assertEquals(listOf(pull, pull), made.map { it.scopes })
            assertEquals(listOf(false, true), made.map { it.expiryDate == null })

            // One that fails, and one that does not even read.
            for (script in listOf("while read -r line; do :; done; exit 1", "exec <&-; exit 1")) {
                kubectl(folder, script)
                assertEquals(1, run("PullSecret$ending", world, folder).code)
                assertEquals(made, all(world), "what could not be applied is taken back")
            }
        }

    @TestFactory
    fun whatExpiresIsRotatedEveryNight(): List<DynamicTest> =
        inEach { world, ending, folder ->
            val seeded =
                listOf("web" to 3, "batch" to 5, "later" to 90, "ci-job" to 1).map { (name, days) ->
                    """{"name": "$name", "expires_in_seconds": ${days * 86_400}}"""
                }
            world.seedTokens("$seeded")
            val configs = listOf("web", "batch").map { config(folder.resolve(it)) }
            val ended = run("NightlyRotation$ending", world, folder)
            assertEquals(listOf(0, ""), listOf(ended.code, ended.err))
            assertEquals(listOf("web: expiring", "batch: expiring", "ci-job: has no folder here"), ended.out.lines())
            assertEquals(6, all(world).size, "nobody got a token that has no folder")
            for (file in configs) assertTrue("\"auth\"" in Files.readString(file))
        }

    @TestFactory
    fun whatIsNotInUseIsNoSuccess(): List<DynamicTest> =
        inEach { world, ending, folder ->
            world.seedTokens("""[{"name": "web", "expires_in_seconds": 3600}, {"name": "batch", "expires_in_seconds": 3600}]""")
            config(folder.resolve("web"), """{"credsStore": "desktop"}""")
            config(folder.resolve("batch"))
            val ended = run("NightlyRotation$ending", world, folder)
            assertEquals(1, ended.code)
            assertEquals(listOf("web: a credential helper stands before it", "batch: expiring"), ended.out.lines())
        }

    @TestFactory
    fun whatCannotBeRetiredIsNoSuccess(): List<DynamicTest> =
        inEach { world, ending, folder ->
            world.seedTokens("""[{"name": "web", "expires_in_seconds": 86400}]""")
            config(folder.resolve("web"))
            world.fault("""{"method": "PATCH", "action": {"status": 403}}""")
            val ended = run("NightlyRotation$ending", world, folder)
            assertEquals(listOf(1, "web: tokens.update: 403 Forbidden"), listOf(ended.code, ended.out))
        }

    @TestFactory
    fun aRepositoryOfTheBasicEditionIsMadeSharedAndTidied(): List<DynamicTest> =
        inEach { world, ending, folder ->
            val said =
                listOf("SwrRepository", "SwrPermission", "SwrRetention").map { name ->
                    val ended = run("$name$ending", world, folder)
                    assertEquals(listOf(0, ""), listOf(ended.code, ended.err))
                    ended.out
                }
            val path = "swr.cn-north-4.myhuaweicloud.example/example-team/team/app"
            assertEquals(listOf("docker push $path:latest", "reader: read", "date_rule: after 30 days"), said)

            val namespaces = world.state()["namespaces"].asJsonArray.map { it.asJsonObject }
            val made = namespaces.single { it["name"].asString == "example-team" }["repositories"].asJsonArray
            val repository = made.single().asJsonObject
            val wanted =
                """{"name": "team/app", "category": "linux", "description": "What the team runs", "is_public": false,
                    "access": [{"user_id": "$NOBODY", "user_name": "reader", "auth": 1}], "retentions": []}"""
            for ((name, value) in json(wanted).asJsonObject.entrySet()) assertEquals(value, repository[name], name)
            val retentions = world.requests().filter { "/retentions" in it["path"].asString }
            assertEquals(listOf("POST", "GET", "DELETE"), retentions.map { it["method"].asString })
            val rule =
                """{"template": "date_rule", "params": {"days": "30"},
                    "tag_selectors": [{"kind": "regexp", "pattern": "^v\\d+(\\.\\d+)*$"}]}"""
            assertEquals(json(rule), json(retentions[0]["body"].asString).asJsonObject["rules"].asJsonArray[0])
        }

    @TestFactory
    fun aTokenIsRotatedAgainAndAgain(): List<DynamicTest> =
        inEach { world, ending, folder ->
            val names = listOf("PutToUse", "RotateToken", "RotateToken")
            val files =
                names.map { name ->
                    val ended = run("$name$ending", world, folder)
                    assertEquals(listOf(0, ""), listOf(ended.code, ended.err))
                    Files.readString(folder.resolve("config.json"))
                }
            assertEquals(3, files.toSet().size)

            config(folder, """{"credsStore": "desktop"}""")
            val before = all(world)
            assertNotEquals(0, run("RotateToken$ending", world, folder).code)
            assertEquals(before, all(world))
        }
}
