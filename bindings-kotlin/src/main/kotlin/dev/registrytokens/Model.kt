package dev.registrytokens

import dev.registrytokens.ffi.NativeAnswer

/** The base of every value. */
public abstract class Model internal constructor() {
    private var origin: Origin = Origin.NONE

    /** The service's own JSON of this value, without secrets. */
    public open fun toJson(): String = translated("toJson") { origin.apiJson() }

    /** The same of a value that a caller may have made. */
    internal inline fun jsonOr(made: () -> String): String =
        if (origin === Origin.NONE) made() else translated("toJson") { origin.apiJson() }

    internal companion object {
        /** Says where a value stands in its answer, which is no part of it. */
        internal fun <T : Model> of(
            value: T,
            origin: Origin,
        ): T {
            (value as Model).origin = origin
            return value
        }
    }
}

internal fun <T : Model> T.of(origin: Origin): T = Model.of(this, origin)

/** Where a value stands in its answer: numbers of fields and indexes of lists, each after that of the value around it. */
internal class Origin private constructor(
    private val answer: NativeAnswer?,
    private val around: Origin?,
    private val index: Int,
) {
    constructor(answer: NativeAnswer) : this(answer, null, 0)

    fun at(index: Int): Origin = if (answer == null) this else Origin(answer, this, index)

    fun apiJson(): String = checkNotNull(answer?.apiJson(path())) { "a value that no answer holds has no JSON of the service" }

    private fun path(): List<UInt> =
        generateSequence(this) { it.around }
            .takeWhile { it.around != null }
            .map { it.index.toUInt() }
            .toList()
            .asReversed()

    companion object {
        val NONE: Origin = Origin(null, null, 0)
    }
}
