package dev.registrytokens

import dev.registrytokens.support.Emulator
import dev.registrytokens.support.World
import dev.registrytokens.support.assertClean
import dev.registrytokens.support.client
import dev.registrytokens.support.coroutines
import dev.registrytokens.support.each
import dev.registrytokens.support.json
import dev.registrytokens.support.shown
import dev.registrytokens.support.swrClient
import dev.registrytokens.support.thrown
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import java.nio.file.Files
import java.util.UUID
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds

/** Rotations: nothing is retired before `deploy` has returned, and what went wrong is said. */
class RotationTest {
    private val world: World = Emulator.world()
    private val tokens = client(world).tokens
    private val told = mutableListOf<RotationProgress>()
    private val boom = IllegalStateException("no space")

    private val steps: List<String> get() = told.map { it.step.text }

    private suspend fun issue(name: String = "ci"): Token {
        val scopes = listOf(Scope.repository("team/app", listOf(ScopeAction.PULL)))
        return tokens.create(world.registry, name, scopes, expiresIn = 30.days).token
    }

    private suspend fun all(): List<Token> = tokens.list(world.registry).all()

    /** What is thrown by a rotation whose new credentials nobody takes. */
    private suspend fun failing(
        old: Token,
        onDeployError: OnDeployError = OnDeployError.DELETE_NEW,
    ): Throwable =
        thrown {
            tokens.rotate(world.registry, old.id, onDeployError = onDeployError, onProgress = told::add) { throw boom }
        }

    private suspend fun namesBoth(
        error: Throwable,
        old: Token,
    ) {
        val fresh = all().single { it.id != old.id }
        assertInstanceOf(RotationIncompleteException::class.java, error)
        for (id in listOf(old.id, fresh.id)) assertTrue("$id" in error.message!!) { "$error" }
        assertEquals("${fresh.id}", (error as RegistryTokensException).resourceId)
        assertEquals("${old.id}" to "${fresh.id}", told.last().run { oldId to newId })
    }

    @Test
    fun theNewOneIsInPlaceBeforeTheOldOneGoes() {
        val file = Files.createTempDirectory("registry-tokens-").resolve("config.json")
        coroutines {
            val old = issue()
            val result =
                tokens.rotate(world.registry, old.id, onProgress = told::add) { rotation ->
                    assertEquals(old.expiryDate, tokens.get(world.registry, old.id).expiryDate)
                    rotation.credentials.mergeInto(file, "team.cr.example")
                }
            val (rotation, retirement) = result
            assertEquals(old, rotation.old)
            assertEquals(old.scopes, rotation.new.scopes)
            assertTrue(rotation.new.name.startsWith("ci-r")) { rotation.new.name }
            assertEquals(rotation.credentials.dockerConfig("team.cr.example").reveal(), Files.readString(file))
            assertEquals(RetireOutcome.EXPIRING, retirement.oldOutcome)
            assertEquals(listOf(null, emptyList<Leftover>()), retirement.run { listOf(failure, leftovers) })
            val kept = tokens.get(world.registry, old.id)
            assertEquals(kept.expiryDate, retirement.oldExpiryDate)
            assertTrue(kept.expiryDate!! < old.expiryDate)
            assertEquals(listOf("issued", "deployed", "retired"), steps)
            assertEquals(setOf("${old.id}" to "${rotation.new.id}"), told.map { it.oldId to it.newId }.toSet())
            assertEquals(json(rotation.new.toJson()), json(rotation.toJson()))
            val canary = listOf(rotation.credentials.password.reveal())
            assertClean((told + result + rotation + retirement).flatMap(::shown), canary)
        }
        file.parent.toFile().deleteRecursively()
    }

    @Test
    fun aCreationThatIsLostIsRepaired() =
        coroutines {
            val old = issue()
            world.fault("""{"method": "POST", "phase": "after_processing", "action": {"close": "clean"}}""")
            var handed: Credentials? = null
            val result = tokens.rotate(world.registry, "${old.id}", expiresIn = 2.hours) { handed = it.credentials }
            assertEquals(setOf(old.id, result.rotation.new.id), all().map { it.id }.toSet())
            assertEquals(result.rotation.credentials, handed)
        }

    @Test
    fun whatCouldNotBeHandedOverIsDeleted() =
        coroutines {
            val old = issue()
            assertSame(boom, failing(old))
            assertEquals(listOf(old), all())
            assertEquals(listOf("issued", "undone"), steps)
        }

    @Test
    fun bothAreKeptWhenAskedFor() =
        coroutines {
            val old = issue()
            val error = failing(old, OnDeployError.KEEP_BOTH)
            assertSame(boom, error.cause)
            assertEquals("tokens.rotate", (error as RegistryTokensException).operation)
            namesBoth(error, old)
            assertEquals(listOf("issued", "kept_both"), steps)
        }

    @TestFactory
    fun whatCannotBeUndoneNamesBoth(): List<DynamicTest> =
        each(mapOf("refused" to """{"status": 500}""", "broken" to """{"close": "reset"}""")) { _, action ->
            told.clear()
            coroutines {
                all().forEach { tokens.delete(world.registry, it.id) }
                val old = issue()
                world.fault("""{"method": "DELETE", "times": null, "action": $action}""")
                val error = failing(old)
                assertTrue(error.cause === boom || boom in error.suppressed) { error.stackTraceToString() }
                namesBoth(error, old)
                assertEquals(listOf("issued", "kept_both"), steps)
                world.clearFaults()
            }
        }

    @Test
    fun whatCannotBeRetiredIsSaidInTheResult() =
        coroutines {
            val old = issue()
            world.fault("""{"method": "PATCH", "times": null, "action": {"status": 500}}""")
            val retirement = tokens.rotate(world.registry, old.id, onProgress = told::add) {}.retirement
            assertEquals(RetireOutcome.FAILED, retirement.oldOutcome)
            assertTrue("500" in retirement.failure!!) { retirement.failure!! }
            assertEquals(listOf("issued", "deployed", "retired"), steps)
        }

    @Test
    fun aCancellationKeepsBothAndGoesOn() =
        coroutines {
            val old = issue()
            val begun = CompletableDeferred<Unit>()
            var seen: Throwable? = null
            supervisorScope {
                val rotation =
                    async {
                        try {
                            tokens.rotate(world.registry, old.id, onProgress = told::add) {
                                begun.complete(Unit)
                                awaitCancellation()
                            }
                        } catch (thrown: Throwable) {
                            seen = thrown
                            throw thrown
                        }
                    }
                begun.await()
                rotation.cancel(CancellationException("enough"))
                rotation.join()
                assertTrue(rotation.isCancelled)
            }
            assertEquals("enough", assertInstanceOf(CancellationException::class.java, seen).message)
            assertEquals(listOf("issued", "kept_both"), steps)
            namesBoth(seen!!.suppressed.single(), old)
        }

    @Test
    fun aTimeLimitOfTheDeploymentKeepsBoth() =
        coroutines {
            val old = issue()
            val error =
                thrown {
                    tokens.rotate(
                        world.registry,
                        old.id,
                        onProgress = told::add,
                    ) { withTimeout(1.milliseconds) { awaitCancellation() } }
                }
            assertInstanceOf(CancellationException::class.java, error)
            assertEquals(listOf("issued", "kept_both"), steps)
            assertEquals(2, all().size)
        }

    @Test
    fun whoeverIsToldChangesNothing() {
        val reported = mutableListOf<Throwable>()
        coroutines {
            val (thread, before) = Thread.currentThread().let { it to it.uncaughtExceptionHandler }
            thread.setUncaughtExceptionHandler { _, thrown -> reported += thrown }
            val old = issue()
            tokens.rotate(world.registry, old.id, onProgress = { throw boom }) {}
            thread.uncaughtExceptionHandler = before
        }
        assertEquals(List(3) { boom }, reported)
    }

    @Test
    fun theOldOneGoesAsItIsAskedFor() =
        coroutines {
            val old = issue()
            val (registry, id) = UUID.fromString(world.registry) to old.id
            val result = tokens.rotate(registry, id, retire = Retire.DELETE) {}
            assertEquals(RetireOutcome.DELETED, result.retirement.oldOutcome)
            assertEquals(listOf(result.rotation.new.id), all().map { it.id })
            val again = tokens.withResponse { rotate(world.registry, result.rotation.new.id, grace = 5.hours) {} }
            assertEquals(1, again.attempts)
            assertTrue(
                again.value.retirement.oldExpiryDate!! >
                    again.value.rotation.old.metadata!!
                        .createdDate,
            )
        }

    @Test
    fun whatIsWrongIsRefusedBeforeAnythingIsMade() =
        coroutines {
            val old = issue()
            val before = world.requests().size
            for (call in listOf<suspend () -> Any>(
                { tokens.rotate(world.registry, old.id, retire = Retire("shred")) {} },
                { tokens.rotate(world.registry, old.id, retire = Retire.KEEP, grace = 2.hours) {} },
                { tokens.rotateExpiring(world.registry, 7.days, concurrency = 0) {} },
                { tokens.listExpiring(world.registry, (-1).days) },
                { tokens.finishRotation(world.registry, old.id, old.id) },
            )) {
                assertInstanceOf(InvalidArgumentException::class.java, thrown { call() })
            }
            assertEquals(before, world.requests().size)
        }

    @Test
    fun aLongTermCredentialStaysUnlessAskedOtherwise() =
        coroutines {
            val credentials = swrClient(world).longTermCredentials
            val old = credentials.create(world.instance, "ci")
            val kept = credentials.rotate(world.instance, old.tokenId, onProgress = told::add) {}
            assertEquals(RetireOutcome.KEPT, kept.retirement.oldOutcome)
            assertEquals(setOf(old.tokenId to kept.rotation.new.tokenId), told.map { it.oldId to it.newId }.toSet())
            val disabled = credentials.rotate(world.instance, kept.rotation.new.tokenId, Retire.DISABLE) {}
            assertEquals(RetireOutcome.DISABLED, disabled.retirement.oldOutcome)
            assertSame(boom, thrown { credentials.rotate(world.instance, disabled.rotation.new.tokenId) { throw boom } })
            assertEquals(3, credentials.list(world.instance).all().size)
        }
}
