// What was read, and how long the processor worked for it.
package dev.registrytokens.bench

import com.sun.jna.Library
import com.sun.jna.Memory
import com.sun.jna.Native
import com.sun.jna.Pointer
import java.util.concurrent.atomic.LongAdder

/** Sums over everything that was read, so that all peers can be seen to read the same. */
class Seen {
    private val sums = List(5) { LongAdder() }

    fun token(
        name: String,
        status: String,
        expires: Long,
        scope: String,
    ) {
        sums[0].increment()
        sums[1].add(name.length.toLong())
        sums[2].add(status.length.toLong())
        sums[3].add(expires)
        sums[4].add(scope.length.toLong())
    }

    override fun toString(): String = sums.joinToString(":")
}

/** The time of all threads, in nanoseconds; Java's own has steps of 10 ms. */
class CpuClock {
    private interface C : Library {
        fun clock_gettime(
            clock: Int,
            time: Pointer,
        ): Int
    }

    private val c = Native.load("c", C::class.java)
    private val time = Memory(16)

    fun seconds(): Double {
        check(c.clock_gettime(CLOCK_PROCESS_CPUTIME_ID, time) == 0)
        return time.getLong(0) + time.getLong(8) / 1e9
    }

    private companion object {
        const val CLOCK_PROCESS_CPUTIME_ID = 2
    }
}
