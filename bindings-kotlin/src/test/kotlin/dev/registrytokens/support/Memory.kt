// What a process holds, after its collector ran.
package dev.registrytokens.support

import com.sun.jna.Function
import com.sun.jna.NativeLong
import java.io.File
import java.lang.ref.ReferenceQueue
import java.lang.ref.WeakReference

// Long enough for any collection of a heap of this size; a collector that is not heard of is no error.
private const val LONGEST_MS = 2000L

/** Collects what nobody holds any more, and gives back what the C library keeps for later: nobody holds that either. */
fun collect() {
    // What a collection frees is cleaned up by a thread of its own; the next collection has to wait for none of it.
    repeat(3) {
        val queue = ReferenceQueue<Any>()
        val sign = WeakReference(Any(), queue)
        System.gc()
        queue.remove(LONGEST_MS)
        sign.clear()
    }
    giveBack()
}

// What answers hold outside of the heap is freed when they are collected, in an order that leaves holes between what is in use.
private fun giveBack() {
    try {
        Function.getFunction("c", "malloc_trim").invokeInt(arrayOf(NativeLong(0)))
    } catch (_: UnsatisfiedLinkError) {
        // Only the GNU C library has this.
    }
}

/** What stays in memory, in KiB. */
fun residentKib(): Long {
    val line = File("/proc/self/status").useLines { lines -> lines.first { it.startsWith("VmRSS:") } }
    return line.filter(Char::isDigit).toLong()
}

/** The same without the room that the heap keeps for what may come: a heap that is there from the beginning would hide what stays in it. */
fun heldKib(): Long = residentKib() - Runtime.getRuntime().freeMemory() / 1024

/** Open files and connections. */
fun handles(): Int = entries("/proc/self/fd") - 1

fun threads(): Int = entries("/proc/self/task")

private fun entries(folder: String): Int = checkNotNull(File(folder).list()).size
