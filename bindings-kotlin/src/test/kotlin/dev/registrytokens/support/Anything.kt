// Whatever a caller can write for each kind of value: sensible, odd and hostile.
package dev.registrytokens.support

import dev.registrytokens.CallOptions
import io.kotest.property.Arb
import io.kotest.property.arbitrary.bind
import io.kotest.property.arbitrary.boolean
import io.kotest.property.arbitrary.choice
import io.kotest.property.arbitrary.choose
import io.kotest.property.arbitrary.codepoints
import io.kotest.property.arbitrary.constant
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.long
import io.kotest.property.arbitrary.map
import io.kotest.property.arbitrary.of
import io.kotest.property.arbitrary.string
import java.time.Instant
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Duration.Companion.seconds

/** Stands for what is left out. */
data object Absent

/** How every secret here begins; no text may hold it. */
const val MARK: String = "canary-7f3a9c21"

private val oddTexts: Arb<String> =
    Arb.of(
        listOf(
            "",
            " ",
            ".",
            "..",
            "../..",
            "/",
            "a/b",
            "\\",
            "%",
            "%2e%2e",
            "%00",
            "?a=b",
            "#",
            "&",
            "=",
            ":",
            "'",
            "\"",
            "\${x}",
        ) +
            listOf("\u0000", "a\u0000b", "\t", "\r\n", "\u001b[31m", "\u007f", "\u0085", "\u2028", "\ufeff", "\uffff") +
            // Halves of surrogate pairs, alone and the wrong way round.
            listOf("\ud800", "a\udfff", "\udc00\ud800", "ci-\ud83d") +
            listOf("\u202eabc", "שלום", "e\u0301", "漢字", "\uD83D\uDD11", "👩‍👩‍👧", "ﬀ", "ı", "null", "NaN", "-1", "0") +
            listOf("x".repeat(256), "x".repeat(100_000), "\uD83D\uDD11".repeat(10_000), "../".repeat(500)),
    )

private val texts: Arb<String> =
    Arb.choose(3 to oddTexts, 1 to Arb.string(0..40), 1 to Arb.string(0..20, Arb.codepoints()))

private val oddLongs =
    listOf(0L, 1, 2, 1000, -1, Int.MAX_VALUE.toLong(), 1L shl 32, 1L shl 53, (1L shl 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE)

private val durations: Arb<Duration> =
    Arb.choice(
        Arb.of(Duration.ZERO, 1.nanoseconds, (-1).nanoseconds, 1.days, 36_500.days, Duration.INFINITE, -Duration.INFINITE),
        Arb.of(Long.MAX_VALUE.seconds, Long.MIN_VALUE.milliseconds, (Long.MAX_VALUE / 2).nanoseconds),
        Arb.long(-1000L..1_000_000).map { it.milliseconds },
    )

private val times: Arb<Instant> =
    Arb.choice(
        Arb.of(Instant.MIN, Instant.MAX, Instant.EPOCH, Instant.ofEpochSecond(-1, 999_999_999)),
        Arb.of(
            listOf("0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "+10000-01-01T00:00:00Z")
                .map(Instant::parse),
        ),
        Arb.of(listOf("1582-10-04T00:00:00Z", "2016-12-31T23:59:59.5Z", "2038-01-19T03:14:08Z").map(Instant::parse)),
        Arb.long(-100_000_000_000..300_000_000_000).map(Instant::ofEpochSecond),
    )

private val headers: Arb<String> =
    Arb.choose(
        2 to texts,
        1 to
            Arb.of(
                "X-Trace",
                "Host",
                "Content-Length",
                "Transfer-Encoding",
                "Connection",
                "Upgrade",
                "Expect",
                "TE",
                "Trailer",
            ),
        1 to
            Arb.of(
                "Authorization",
                "X-Auth-Token",
                "X-Sdk-Date",
                "Content-Type",
                "Accept-Encoding",
                "Content-Encoding",
                "Cookie",
            ),
    )

/** Options of a call; most of the time there are few. */
internal val callOptions: Arb<CallOptions> =
    Arb.bind(
        Arb.choose(14 to Arb.constant(null), 1 to durations),
        Arb.choose(14 to Arb.constant(null), 1 to Arb.of(0, 1, -1, Int.MAX_VALUE, Int.MIN_VALUE)),
        Arb.choose(14 to Arb.constant(emptyMap()), 1 to Arb.map(headers, texts, 1, 2)),
        Arb.choose(14 to Arb.constant(emptyMap()), 1 to Arb.map(texts, texts, 1, 2)),
        ::CallOptions,
    )

/**
 * Any value of a kind of the surface, in the form that [dev.registrytokens.Written] reads; `known` are texts that mean something
 * to the service.
 */
internal fun anything(
    kind: String,
    known: List<String>,
): Arb<Any?> {
    val (outer, part) = inner(kind)
    return when {
        outer == "optional" || outer == "patch" -> {
            Arb.choose(1 to Arb.constant(null), 4 to anything(part, known))
        }

        outer == "list" -> {
            Arb.list(anything(part, known), 0..3)
        }

        outer == "map" -> {
            Arb.map(texts, texts, 0, 2)
        }

        kind in Surface.open -> {
            anyOf(Surface.models.getValue(kind).mapValues { anything(it.value, known) })
        }

        kind in Surface.words -> {
            Arb.choose(
                3 to
                    Arb.of(
                        Surface.words
                            .getValue(kind)
                            .values
                            .toList(),
                    ),
                2 to texts,
            )
        }

        else -> {
            single(kind, known)
        }
    }
}

private fun single(
    kind: String,
    known: List<String>,
): Arb<Any?> =
    when (kind) {
        "string", "id" -> {
            Arb.choose(7 to Arb.of(known), 1 to texts)
        }

        "secret" -> {
            texts.map { "$MARK$it" }
        }

        "u64", "usize" -> {
            Arb.choose(1 to Arb.of(oddLongs), 4 to Arb.long(1L..200), 1 to Arb.long())
        }

        "u32" -> {
            Arb.choice(Arb.of(0, 1, -1, Int.MAX_VALUE, Int.MIN_VALUE), Arb.int(0..10))
        }

        "bool" -> {
            Arb.boolean()
        }

        "timestamp" -> {
            times
        }

        "duration" -> {
            durations
        }

        "bytes" -> {
            Arb.choose(2 to texts, 1 to Arb.constant("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
        }

        // No path holds a NUL: that is refused before it is one.
        "path" -> {
            Arb.of("", "/", "/nowhere/at/all", "/dev/null", "x".repeat(5000), "/etc/hostname/x", "~", "漢字")
        }

        // Nothing that is not on this machine is asked for.
        "proxy" -> {
            Arb.of(
                "",
                "http://127.0.0.1:1",
                "http://$MARK:a%zz@127.0.0.1:1",
                "ftp://127.0.0.1",
                "http://",
                "\ud800",
                "a b",
            )
        }

        else -> {
            error("no values of $kind")
        }
    }

/** Values by name; what is absent is left out. */
internal fun anyOf(values: Map<String, Arb<Any?>>): Arb<Map<String, Any?>> =
    // Nothing to choose from is no choice.
    if (values.isEmpty()) {
        Arb.constant(emptyMap())
    } else {
        Arb.bind(values.values.toList()) { all ->
            values.keys
                .zip(all)
                .filter { it.second != Absent }
                .toMap()
        }
    }

/** Anything, or nothing, so many times more often. */
internal fun Arb<Any?>.orAbsent(weight: Int): Arb<Any?> = Arb.choose(weight to Arb.constant(Absent), 1 to this)

/** Addresses: those of this machine alone, and what is none. */
internal fun addresses(good: List<String>): Arb<Any?> =
    Arb.choose(
        3 to Arb.of(good + "http://127.0.0.1:1"),
        1 to
            Arb.of(
                "http://127.0.0.1:1/a/../b",
                "http://127.0.0.1:99999",
                "http://[::1]:1",
                "ftp://127.0.0.1",
                "http://",
                "//x",
            ),
        2 to oddTexts,
    )
