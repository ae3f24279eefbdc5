package dev.registrytokens

import dev.registrytokens.ffi.HeldSecret
import java.io.NotSerializableException
import java.io.ObjectInputStream
import java.io.ObjectOutputStream
import java.io.Serializable

/**
 * A password or token that shows itself only when asked.
 *
 * Its text form is `[redacted]`; equality takes the same time wherever two values differ, and the library's copy is wiped
 * from memory when nobody holds it any more. Serialising one is refused: a password that the service shows once must not
 * turn into the word "redacted" in a file.
 */
public class Secret internal constructor(
    @Transient internal val held: HeldSecret,
) : Serializable {
    /**
     * Wraps a value. The caller's own copies stay the caller's concern.
     *
     * @throws InvalidArgumentException when the text holds half of a surrogate pair, which no encoding can carry
     */
    public constructor(value: String) : this(native("Secret") { HeldSecret(value) })

    /** The value in clear. */
    public fun reveal(): String = held.reveal()

    override fun equals(other: Any?): Boolean = other is Secret && held.isSame(other.held)

    /** The same for every secret: anything else would say something about the value. */
    override fun hashCode(): Int = Secret::class.hashCode()

    override fun toString(): String = "[redacted]"

    @Suppress("unused", "UNUSED_PARAMETER")
    private fun writeObject(stream: ObjectOutputStream): Unit = throw NotSerializableException(REFUSAL)

    @Suppress("unused", "UNUSED_PARAMETER")
    private fun readObject(stream: ObjectInputStream): Unit = throw NotSerializableException(REFUSAL)

    private companion object {
        private const val serialVersionUID: Long = 1
        private const val REFUSAL = "a Secret is not serialised; call reveal() and store the value on purpose"
    }
}
