package dev.registrytokens

import dev.registrytokens.support.Emulator
import dev.registrytokens.support.NOBODY
import dev.registrytokens.support.Surface
import dev.registrytokens.support.World
import dev.registrytokens.support.client
import dev.registrytokens.support.coroutines
import dev.registrytokens.support.each
import dev.registrytokens.support.json
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNotSame
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import java.lang.reflect.Modifier
import java.time.Instant
import java.util.UUID

/** Values are the language's own kind of values: compared by content, shown by `toString`, and never changed. */
class ValuesTest {
    private val time = "2091-05-04T10:00:00.250+02:00"
    private val full =
        """{"id": "$NOBODY", "type": "token", "href": "/tokens/1",
            "metadata": {"createdBy": "dev@example.org", "createdByUserId": "u-77", "createdDate": "$time", "state": "enabled",
              "lastModifiedBy": "ops@example.org", "lastModifiedByUserId": "u-12", "lastModifiedDate": "$time"},
            "properties": {"name": "nightly", "status": "enabled", "expiryDate": "$time",
              "scopes": [{"type": "repository", "name": "team/app", "actions": ["pull", "push"]},
                {"type": "repository", "name": "*", "actions": ["pull"]}],
              "credentials": {"username": "nightly"}}}"""
    private val page = """{"items": [$full], "offset": 0, "limit": 100, "count": 1, "total": 1,
            "_links": {"next": "", "self": "/here"}}"""
    private val app = Scope.repository("team/app", listOf(ScopeAction.PULL, ScopeAction.PUSH))

    private fun reading(
        world: World,
        body: String,
    ): IonosClient = client(world.script("""[{"reply": {"status": 200, "body": {"json": $body}}}]"""))

    private fun token(
        world: World,
        body: String = full,
    ): Token = coroutines { reading(world, body).tokens.get(NOBODY, NOBODY) }

    private val makers: Map<String, (World) -> Model> =
        mapOf(
            "Token" to { token(it) },
            "TokenPage" to { world -> coroutines { reading(world, page).tokens.listPage(NOBODY) } },
            "Registry" to { world -> coroutines { client(world).registries.get(world.registry) } },
            "Scope" to { Scope.repository("team/app", listOf(ScopeAction.PULL)) },
        )

    @TestFactory
    fun valuesOfTheSameContentAreEqual(): List<DynamicTest> =
        each(makers) { world, make ->
            val (one, two) = make(world) to make(world)
            assertNotSame(one, two)
            assertEquals(one, two)
            assertEquals(one.hashCode(), two.hashCode())
            assertEquals("$one", "$two")
            assertEquals(setOf(one), setOf(two))
        }

    @TestFactory
    fun toStringTellsTheClassAndEveryField(): List<DynamicTest> =
        each(makers.mapValues { it.toPair() }) { world, (name, make) ->
            val text = make(world).toString()
            assertTrue(text.startsWith("$name(")) { text }
            for (field in Surface.models
                .getValue(
                    name,
                ).keys) {
                assertTrue("${Surface.camel(field)}=" in text) { "$field in $text" }
            }
        }

    @TestFactory
    fun noFieldCanBeSet(): List<DynamicTest> =
        each(
            Surface.models.keys
                .filter { it !in Surface.inputs }
                .associateWith { it },
        ) { _, name ->
            val kind = Class.forName("dev.registrytokens.$name")
            assertTrue(kind.declaredFields.filterNot { Modifier.isStatic(it.modifiers) }.all { Modifier.isFinal(it.modifiers) })
            assertTrue(kind.methods.none { it.name.startsWith("set") })
            // A copy with another password or another id would be no value of the service.
            assertEquals(name in Surface.open, kind.methods.any { it.name == "copy" })
            // For the JVM everything internal is public; such a constructor stands behind no name that Java could guess right.
            assertTrue(kind.methods.none { it.name == "copy\$default" && name !in Surface.open })
        }

    @Test
    fun listsCannotBeChanged() {
        val token = token(Emulator.world())
        val lists = listOf(token.scopes, token.scopes[0].actions, app.actions)
        for (list in lists) {
            assertThrows(UnsupportedOperationException::class.java) { (list as MutableList<*>).removeAt(0) }
        }
    }

    @Test
    fun aScopeKeepsTheActionsThatItWasGiven() {
        val actions = mutableListOf(ScopeAction.PULL)
        val made = Scope.repository("a", actions)
        actions += ScopeAction.DELETE
        assertEquals(listOf(ScopeAction.PULL), made.actions)
    }

    @Test
    fun differencesAreSeen() {
        assertNotEquals(app, Scope.repository("team/app", listOf(ScopeAction.PULL)))
        assertNotEquals(app, Scope.repository("team/other", app.actions))
        assertFalse(app.equals("Scope"))
        val world = Emulator.world()
        assertNotEquals(
            token(world),
            token(world, full.replace("""expiryDate": "$time""", """expiryDate": "${time.replace("250", "251")}""")),
        )
    }

    @Test
    fun typesOfFields() {
        val token = token(Emulator.world())
        assertEquals(UUID.fromString(NOBODY), token.id)
        assertEquals(Instant.parse("2091-05-04T08:00:00.250Z"), token.expiryDate)
        assertEquals(TokenStatus.ENABLED, token.status)
        assertEquals(listOf(app, Scope.repository("*", listOf(ScopeAction.PULL))), token.scopes)
        assertEquals("u-77", token.metadata?.createdByUserId)
        assertEquals(ResourceState.ENABLED, token.metadata?.state)
    }

    @Test
    fun whatIsAbsentIsNull() {
        val bare = token(Emulator.world(), """{"id": "$NOBODY", "properties": {"name": "n"}}""")
        assertEquals(listOf(null, null, null, null), bare.run { listOf(status, expiryDate, username, metadata) })
        assertEquals(listOf(emptyList<Scope>(), ""), listOf(bare.scopes, bare.href))
        val world = Emulator.world()
        assertNull(coroutines { client(world).tokens.find(world.registry, "none") })
    }

    @TestFactory
    fun timesKeepTheirNanoseconds(): List<DynamicTest> =
        each(
            listOf(
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "2031-05-04T10:00:00.123456789Z",
                "9999-12-31T23:59:59Z",
            ).associateWith {
                it
            },
        ) { world, text ->
            val token = token(world, """{"id": "$NOBODY", "properties": {"name": "n", "expiryDate": "$text"}}""")
            assertEquals(Instant.parse(text), token.expiryDate)
        }

    @Test
    fun valuesGiveTheServicesOwnJson() {
        val token = token(Emulator.world())
        val written = json(token.toJson()).asJsonObject
        assertEquals(json(full).asJsonObject["id"], written["id"])
        val properties = written["properties"].asJsonObject
        assertEquals(json(full).asJsonObject["properties"].asJsonObject["scopes"], properties["scopes"])
        // Each part has its own.
        assertEquals(json(app.toJson()), json(token.scopes[0].toJson()))
        assertEquals("u-77", json(token.metadata!!.toJson()).asJsonObject["createdByUserId"].asString)
        val page = coroutines { reading(Emulator.world(), page).tokens.listPage(NOBODY) }
        assertEquals(json(page.items[0].toJson()), json(token.toJson()))
        assertEquals("/here", json(page.links!!.toJson()).asJsonObject["self"].asString)
    }

    @Test
    fun scopesHaveJsonWhoeverMadeThem() {
        val wanted = json("""{"type": "repository", "name": "team/app", "actions": ["pull", "push"]}""")
        assertEquals(wanted, json(app.toJson()))
        assertEquals(
            wanted,
            json(Scope(ScopeType("repository"), "team/app", listOf(ScopeAction("pull"), ScopeAction("push"))).toJson()),
        )
        assertEquals(wanted, json(app.copy(name = "team/app").toJson()))
        assertEquals("x", json(token(Emulator.world()).scopes[0].copy(name = "x").toJson()).asJsonObject["name"].asString)
    }

    @Test
    fun isRunning() {
        val world = Emulator.world()
        val slow = world.slowRegistry(reads = 3)
        coroutines {
            val one = client(world)
            assertTrue(one.registries.get(world.registry).isRunning)
            assertFalse(one.registries.get(slow).isRunning)
        }
    }

    @TestFactory
    fun wordsAreKnown(): List<DynamicTest> =
        each(Surface.words.mapValues { it.toPair() }) { _, (name, known) ->
            val kind = Class.forName("dev.registrytokens.$name")
            for ((constant, text) in known) assertEquals(text, kind.getField(constant).get(null).toString())
            val made = kind.getConstructor(String::class.java)
            val (constant, text) = known.entries.first()
            assertEquals(kind.getField(constant).get(null), made.newInstance(text))
            assertEquals("one of tomorrow", made.newInstance("one of tomorrow").toString())
        }

    @Test
    fun changesHaveThreeStates() {
        assertEquals(Patch.Set(5), Patch.Set(5))
        assertNotEquals(Patch.Set(5), Patch.Set(6))
        assertEquals(listOf("Keep", "Clear", "Set(value=5)"), listOf(Patch.Keep, Patch.Clear, Patch.Set(5)).map { "$it" })
        val world = Emulator.world()
        val id = world.seed(1).single()
        val (cleared, kept) =
            coroutines {
                val tokens = client(world).tokens
                tokens.update(
                    world.registry,
                    id,
                    scopes = Patch.Set(listOf(app)),
                    expiryDate = Patch.Set(Instant.parse("2091-01-01T00:00:00Z")),
                )
                val cleared = tokens.update(world.registry, id, scopes = Patch.Clear)
                cleared to tokens.update(world.registry, id, status = TokenStatus.DISABLED)
            }
        assertEquals(
            listOf(emptyList<Scope>(), Instant.parse("2091-01-01T00:00:00Z")),
            cleared.run { listOf(scopes, expiryDate) },
        )
        assertEquals(listOf(TokenStatus.DISABLED, cleared.expiryDate), kept.run { listOf(status, expiryDate) })
    }

    @Test
    fun idsMayBeTextsOrValues() {
        val world = Emulator.world()
        val id = world.seed(1).single()
        val (registry, token) = UUID.fromString(world.registry) to UUID.fromString(id)
        coroutines {
            val tokens = client(world).tokens
            val found = listOf(tokens.get(world.registry, id), tokens.get(world.registry, token), tokens.get(registry, token))
            assertEquals(1, found.toSet().size)
        }
    }
}
