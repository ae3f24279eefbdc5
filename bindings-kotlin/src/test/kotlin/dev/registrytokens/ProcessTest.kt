package dev.registrytokens

import com.sun.jna.Platform
import dev.registrytokens.programs.Ends
import dev.registrytokens.programs.Exits
import dev.registrytokens.support.Emulator
import dev.registrytokens.support.classPath
import dev.registrytokens.support.each
import dev.registrytokens.support.start
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.condition.EnabledOnOs
import org.junit.jupiter.api.condition.OS
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.nio.file.Path

/** What a program with this library does as a whole. */
class ProcessTest {
    @TestFactory
    fun aProgramEndsByItself(): List<DynamicTest> =
        each(Ends.shapes.keys.associateWith { it }) { world, shape ->
            if (shape == "a daemon in a call" || shape == "a cancelled call") world.hang()
            val ended = start("Ends", shape, world.url, world.token, world.registry).ended()
            assertEquals(listOf(0, ""), listOf(ended.code, ended.err), ended.err)
            assertEquals(shape, ended.out.lines().last())
            world.wait("open" to 0)
        }

    @TestFactory
    fun anExitWithCallsInFlightIsAnExit(): List<DynamicTest> =
        each(Exits.shapes.associateWith { it }) { world, shape ->
            val answered = if (shape == "exit in an observer") """{"reply": {"status": 404}}, """ else ""
            val stalls = List(3) { """{"reply": null, "then": "stall"}""" }.joinToString(", ")
            val script = world.script("[$answered$stalls]")
            val program = start("Exits", shape, script.url, script.waitUrl("arrived" to 2))
            if (shape == "a signal") {
                script.wait("arrived" to 3)
                program.terminate()
            }
            val ended = program.ended()
            assertEquals("", ended.err)
            assertEquals(if (shape == "a signal") 143 else 7, ended.code)
            script.wait("open" to 0)
        }

    /** The class path without a native library for this machine in it. */
    private fun withoutLibrary(folder: Path): List<String> =
        classPath.mapIndexed { index, entry ->
            val file = File(entry)
            val resource = File(file, Platform.RESOURCE_PREFIX)
            if (!resource.exists()) return@mapIndexed entry
            val copy = folder.resolve("$index").toFile()
            file.walkTopDown().onEnter { it != resource }.filter { it.isFile }.forEach {
                it.copyTo(
                    File(copy, it.relativeTo(file).path),
                )
            }
            copy.path
        }

    @Test
    fun aMissingNativeLibraryIsSaidAgainAndAgain(
        @TempDir folder: Path,
    ) {
        val library = System.mapLibraryName("registry_tokens_uniffi")
        for (first in 0..3) {
            val options = listOf("-Djna.library.path=$folder")
            val ended =
                start(
                    "Missing",
                    "$first",
                    options = options,
                    classes = withoutLibrary(folder.resolve("$first")),
                ).ended()
            assertEquals(listOf(0, ""), listOf(ended.code, ended.err))
            assertEquals(6, ended.out.lines().size) { ended.out }
            for (line in ended.out.lines()) {
                assertTrue(line.startsWith("java.lang.UnsatisfiedLinkError: ")) { line }
                for (part in listOf(Platform.RESOURCE_PREFIX, library, "jna.library.path", "jna.tmpdir")) {
                    assertTrue(part in line) { "$part is not in $line" }
                }
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    fun callsAndClientsLeaveNoMemoryBehind() {
        val world = Emulator.world().apply { seed(5) }
        val options =
            listOf(
                "-Djna.library.path=${System.getProperty("jna.library.path")}",
                // The heap has its size from the beginning, and the system's allocator few places to keep what was freed.
                "-Xms64m",
                "-Xmx64m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
            )
        val (rounds, calls, clients) = listOf("5", "2000", "200")
        val ended = start("Leaks", world.url, world.token, world.registry, rounds, calls, clients, options = options).ended()
        assertEquals(listOf(0, ""), listOf(ended.code, ended.err))
        val resident = ended.out.lines().map { it.toLong() }
        println("  resident KiB after each 2,000 calls and 200 clients: $resident")
        // The first rounds load classes and compile them. A kilobyte for each call, or ten for each client, would be 6,000 here.
        val growth = resident[4] - resident[1]
        assertTrue(growth < 4_000) { "it grows on: $resident" }
    }
}
