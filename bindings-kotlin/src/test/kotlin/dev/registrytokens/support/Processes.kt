// Programs in processes of their own: for what a test's own process would not survive.
package dev.registrytokens.support

import java.io.File
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

/** How a program ended. */
class Ended(
    val code: Int,
    val out: String,
    val err: String,
)

/** A running program of the folder `programs`. */
class Program(
    private val process: Process,
) {
    private val texts = List(2) { StringBuilder() }
    private val said = LinkedBlockingQueue<String>()
    private val readers =
        listOf(process.inputStream, process.errorStream).zip(texts).map { (stream, text) ->
            thread(isDaemon = true) {
                stream.bufferedReader().forEachLine {
                    text.appendLine(it)
                    if (text === texts[0]) said += it
                }
            }
        }

    /** Writes a line to its standard input. */
    fun tell(line: String) {
        process.outputStream.write("$line\n".toByteArray())
        process.outputStream.flush()
    }

    /** The next line of its standard output. */
    fun hear(): String = said.poll(LONG.toSeconds(), TimeUnit.SECONDS) ?: throw AssertionError("it says nothing: ${texts[1]}")

    /** There is nothing more for it to read. */
    fun hangUp() = process.outputStream.close()

    /** Asks it to end, as the system would. */
    fun terminate() = process.destroy()

    fun ended(): Ended {
        if (!process.waitFor(LONG.toSeconds() * 4, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor()
            throw AssertionError("the program does not end: ${texts.joinToString("\n")}")
        }
        readers.forEach { it.join() }
        return Ended(process.exitValue(), "${texts[0]}".trim(), "${texts[1]}".trim())
    }
}

/** The classes of this test run, the native library's folder not among them. */
val classPath: List<String> by lazy {
    val all = System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")
    all.split(File.pathSeparator).filter { it.isNotEmpty() }
}

/** Starts a program: an object in the package `programs` with a `main`, or in the one that is named, such as "" for examples. */
fun start(
    program: String,
    vararg arguments: String,
    options: List<String> = listOf("-Djna.library.path=${System.getProperty("jna.library.path")}"),
    classes: List<String> = classPath,
    environment: Map<String, String> = emptyMap(),
    within: String = "dev.registrytokens.programs.",
): Program {
    val java = File(System.getProperty("java.home"), "bin/java").path
    val command = listOf(java, "-Xshare:auto", "-XX:TieredStopAtLevel=1") + options
    val line = command + listOf("-cp", classes.joinToString(File.pathSeparator), "$within$program") + arguments
    val builder = ProcessBuilder(line)
    // Says something on the program's standard error.
    builder.environment().remove("JAVA_TOOL_OPTIONS")
    builder.environment().putAll(environment)
    return Program(builder.start())
}
