package dev.registrytokens

import dev.registrytokens.support.ControlError
import dev.registrytokens.vectors.Style
import dev.registrytokens.vectors.VectorError
import dev.registrytokens.vectors.load
import dev.registrytokens.vectors.skipReason
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

/** Every shared vector under its id, in both styles; see tests/vectors/README.md. */
class VectorsTest {
    private fun all(style: Style): List<DynamicTest> {
        val (run, skipped) = load().partition { skipReason(it) == null }
        assertTrue(run.isNotEmpty())
        skipped.groupingBy(::skipReason).eachCount().forEach { (reason, count) -> println("  skipped $count: $reason") }
        println("vectors ${style.label}: run ${run.size}, skipped ${skipped.size}, total ${run.size + skipped.size}")
        return run.map { dynamicTest(it["id"].asString) { style.run(Style.world, it) } }
    }

    /** Each is wrong in one key: a runner that lets one pass does not look at that key. */
    private fun wrong(style: Style): List<DynamicTest> {
        val vectors = load("must_fail").filter { "unknown_key" in it["wrong"].asString || skipReason(it) == null }
        assertTrue(vectors.isNotEmpty())
        return vectors.map {
            dynamicTest(it["id"].asString) {
                val error = assertThrows(Throwable::class.java) { style.run(Style.world, it) }
                // Anything else is a fault of the runner, which would be red whatever the vector says.
                assertTrue(error is VectorError || error is ControlError) { error.stackTraceToString() }
            }
        }
    }

    @Test
    fun idsAreUnique() {
        val ids = load().map { it["id"].asString }
        assertEquals(ids.distinct(), ids)
    }

    @TestFactory
    fun vectorsSuspend(): List<DynamicTest> = all(Style.SUSPEND)

    @TestFactory
    fun vectorsBlocking(): List<DynamicTest> = all(Style.BLOCKING)

    @TestFactory
    fun wrongVectorsFailSuspend(): List<DynamicTest> = wrong(Style.SUSPEND)

    @TestFactory
    fun wrongVectorsFailBlocking(): List<DynamicTest> = wrong(Style.BLOCKING)
}
