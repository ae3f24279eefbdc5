// One measurement in one process; tests/bench says what it is told and what it prints.
package dev.registrytokens.bench

import java.io.File
import java.util.concurrent.atomic.AtomicInteger
import kotlin.system.exitProcess

const val TOKEN_ID = "00000000-0000-4000-8000-0000000000aa"

/** The registry whose list has this many tokens; that of single tokens is the one with the number 1. */
fun registry(number: Int): String = "00000000-0000-4000-8000-" + number.toString().padStart(12, '0')

/** What reads tokens, in the manner of one library. */
interface Peer {
    /** One token after the other. */
    fun get(
        count: Int,
        seen: Seen,
    )

    /** As many at once as `width` says. */
    fun getConcurrently(
        count: Int,
        width: Int,
        seen: Seen,
    )

    /** One list after the other, each of `size` tokens. */
    fun list(
        count: Int,
        size: Int,
        seen: Seen,
    )

    /** Opens calls that no answer comes to; what is returned gives them up. */
    fun hold(width: Int): () -> Unit
}

private val PEERS: Map<String, (String) -> Peer> =
    linkedMapOf(
        "okhttp" to { url -> OkHttpPeer(url) },
        "java.net.http" to { url -> JavaPeer(url) },
        "ours" to { url -> OurPeer(url) },
        "ours-blocking" to { url -> OurBlockingPeer(url) },
    )

fun main(arguments: Array<String>) {
    if (arguments.contentEquals(arrayOf("--peers"))) {
        println(PEERS.keys.joinToString("\", \"", "[\"", "\"]"))
        return
    }
    val (name, load, count, warmUp, url) = arguments
    val made = PEERS[name] ?: error("no peer $name")
    val size = load.dropWhile { !it.isDigit() }.toIntOrNull() ?: 0
    val line =
        when (load.takeWhile { !it.isDigit() }) {
            "cold" -> {
                cold(made, url)
            }

            "hold" -> {
                hold(made("$url/hold"), size)
            }

            "get" -> {
                warm(made(url), count.toInt(), warmUp.toInt()) { n, seen ->
                    if (size > 0) getConcurrently(n, size, seen) else get(n, seen)
                }
            }

            "list" -> {
                warm(made(url), count.toInt(), warmUp.toInt()) { n, seen -> list(n, size, seen) }
            }

            else -> {
                error("no load $load")
            }
        }
    println(line)
    // Not later: threads that a library keeps for a minute would hold the process.
    exitProcess(0)
}

private fun warm(
    peer: Peer,
    count: Int,
    warmUp: Int,
    run: Peer.(Int, Seen) -> Unit,
): String {
    val clock = CpuClock()
    peer.run(warmUp, Seen())
    val seen = Seen()
    val cpu = clock.seconds()
    val begun = System.nanoTime()
    peer.run(count, seen)
    val wall = (System.nanoTime() - begun) / 1e9
    return line(clock.seconds() - cpu, wall, seen)
}

/** Of the whole process: nothing is loaded that the peer does not need. */
private fun cold(
    made: (String) -> Peer,
    url: String,
): String {
    val seen = Seen()
    made(url).get(1, seen)
    val wall = System.currentTimeMillis() / 1e3 - System.getenv("STARTED").toDouble()
    val times =
        File("/proc/self/stat")
            .readText()
            .substringAfterLast(')')
            .trim()
            .split(' ')
    return line((times[11].toLong() + times[12].toLong()) / TICKS_PER_SECOND, wall, seen)
}

private fun hold(
    peer: Peer,
    width: Int,
): String {
    // What the first calls load is not counted, nor what the heap gives back when it is first collected.
    peer.hold(1)
    resident()
    val before = resident()
    val giveUp = peer.hold(width)
    val after = resident()
    giveUp()
    return """{"per_call_kib": ${(after - before) / width.toDouble()}}"""
}

private fun resident(): Long {
    Thread.sleep(SETTLED)
    System.gc()
    return status("VmRSS")
}

private fun line(
    cpu: Double,
    wall: Double,
    seen: Seen,
): String = """{"cpu_s": $cpu, "wall_s": $wall, "peak_kib": ${status("VmHWM")}, "seen": "$seen"}"""

private fun status(name: String): Long =
    File("/proc/self/status")
        .readLines()
        .first { it.startsWith("$name:") }
        .filter { it.isDigit() }
        .toLong()

/** Hands out the numbers of requests to those that make them at once. */
class Countdown(
    count: Int,
) {
    private val left = AtomicInteger(count)

    fun next(): Boolean = left.getAndDecrement() > 0
}

// The kernel's unit for the times of a process, on every Linux.
private const val TICKS_PER_SECOND = 100.0

// A call is open when its request has been sent, which nothing tells.
private const val SETTLED = 1000L
