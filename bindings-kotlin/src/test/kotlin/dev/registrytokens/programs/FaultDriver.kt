package dev.registrytokens.programs

import com.google.gson.JsonObject
import java.io.BufferedWriter
import java.io.FileDescriptor
import java.io.FileOutputStream
import kotlin.system.exitProcess

/** Does what lines of standard input tell it, and says what came of it; see tests/faults/DRIVERS.md. */
object FaultDriver {
    // Whatever the machine's own encoding is.
    private val out: BufferedWriter = FileOutputStream(FileDescriptor.out).bufferedWriter()

    @JvmStatic
    fun main(arguments: Array<String>) {
        val style = arguments.singleOrNull()
        val manner =
            Manner.ALL[style] ?: run {
                System.err.println("usage: fault-driver ${Manner.ALL.keys.joinToString(" | ")}")
                exitProcess(2)
            }
        write(JsonObject().apply { add("ready", JsonObject().apply { addProperty("style", style) }) })
        val driver = Driver(manner(), ::write)
        System.`in`.bufferedReader().forEachLine { if (it.isNotBlank()) driver.take(it) }
        driver.end()
    }

    @Synchronized
    private fun write(answer: JsonObject) {
        out.write("$answer\n")
        out.flush()
    }
}
