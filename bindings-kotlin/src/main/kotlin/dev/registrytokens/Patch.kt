package dev.registrytokens

/** A field of a change: left as it is, cleared, or set. */
public sealed class Patch<out T> {
    /** The field stays as it is. */
    public object Keep : Patch<Nothing>() {
        override fun toString(): String = "Keep"
    }

    /** The field is cleared. */
    public object Clear : Patch<Nothing>() {
        override fun toString(): String = "Clear"
    }

    /**
     * The field is set.
     *
     * @property value what to
     */
    public data class Set<out T>(
        public val value: T,
    ) : Patch<T>()

    internal fun valueOrNull(): T? = (this as? Set)?.value
}
