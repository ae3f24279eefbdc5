// What crosses the border of the native half, and the types of this language.
package dev.registrytokens

import dev.registrytokens.ffi.NativeText
import dev.registrytokens.ffi.NativeTime
import java.time.Instant
import java.util.Collections
import kotlin.time.Duration
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Duration.Companion.seconds

internal fun NativeTime.instant(): Instant = Instant.ofEpochSecond(seconds, nanoseconds.toLong())

internal fun NativeTime.duration(): Duration = seconds.seconds + nanoseconds.toInt().nanoseconds

internal fun Instant.native(): NativeTime = NativeTime(epochSecond, nano.toUInt())

internal fun Duration.native(): NativeTime =
    when {
        isInfinite() -> NativeTime(if (isPositive()) Long.MAX_VALUE else -1, 0u)
        isNegative() -> NativeTime(-1, 0u)
        else -> toComponents { seconds, nanoseconds -> NativeTime(seconds, nanoseconds.toUInt()) }
    }

/** A list that nobody can change, Java code included. */
internal inline fun <From, To> List<From>.readEach(read: (Int, From) -> To): List<To> =
    Collections.unmodifiableList(mapIndexed(read))

/** The same of a map. */
internal inline fun <From, To> Map<String, From>.readValues(read: (From) -> To): Map<String, To> =
    Collections.unmodifiableMap(mapValues { (_, it) -> read(it) })

/** A map that nobody can change. */
internal fun List<NativeText>.byName(): Map<String, String> = Collections.unmodifiableMap(associate { it.name to it.value })
