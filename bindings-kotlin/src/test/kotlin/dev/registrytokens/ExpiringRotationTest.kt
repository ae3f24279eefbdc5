package dev.registrytokens

import dev.registrytokens.support.Emulator
import dev.registrytokens.support.World
import dev.registrytokens.support.client
import dev.registrytokens.support.coroutines
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.supervisorScope
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.days

/** Rotations of all that expire soon. */
class ExpiringRotationTest {
    private val world: World = Emulator.world()
    private val tokens = client(world).tokens
    private val told = mutableListOf<RotationProgress>()
    private val boom = IllegalStateException("no space")

    private val steps: List<String> get() = told.map { it.step.text }

    private suspend fun issue(name: String): Token = tokens.create(world.registry, name, expiresIn = 30.days).token

    private suspend fun all(): List<Token> = tokens.list(world.registry).all()

    @Test
    fun severalAreRotatedAtATimeAndAFailureIsItsOwn() =
        coroutines {
            val old = listOf("t1", "t2", "t3").map { issue(it) }
            val met = CompletableDeferred<Unit>()
            var running = 0
            val outcomes =
                tokens.rotateExpiring(world.registry, 60.days, expiresIn = 90.days, concurrency = 2, onProgress = told::add) {
                    running += 1
                    assertTrue(running <= 2)
                    // Neither ends before the other has begun.
                    if (running == 2) met.complete(Unit) else met.await()
                    running -= 1
                    if (it.old.name == "t2") throw boom
                }
            assertEquals(old, outcomes.map { it.token })
            assertEquals(listOf(null, boom, null), outcomes.map { it.error })
            assertEquals(
                listOf(true, false, true),
                outcomes.map { it.result?.retirement?.oldOutcome == RetireOutcome.EXPIRING },
            )
            val steps = told.groupBy({ it.oldId }, { it.step.text })
            assertEquals(listOf("begun", "issued", "undone", "failed"), steps["${old[1].id}"])
            assertEquals(listOf("begun", "issued", "deployed", "retired"), steps["${old[2].id}"])
            assertEquals(listOf(null, null, null), told.filter { it.step == RotationStep.BEGUN }.map { it.newId })
            assertEquals(listOf(old[1]), tokens.listExpiring(world.registry, 60.days))
        }

    @Test
    fun aCancellationStopsAll() =
        coroutines {
            repeat(3) { issue("t$it") }
            val begun = CompletableDeferred<Unit>()
            supervisorScope {
                val rotations =
                    async {
                        tokens.rotateExpiring(world.registry, 60.days, concurrency = 2, onProgress = told::add) {
                            begun.complete(Unit)
                            awaitCancellation()
                        }
                    }
                begun.await()
                rotations.cancel()
                rotations.join()
                assertTrue(rotations.isCancelled)
            }
            assertTrue("kept_both" in steps && "undone" !in steps && "failed" !in steps) { "$steps" }
            assertTrue(all().size in 4..5)
        }
}
