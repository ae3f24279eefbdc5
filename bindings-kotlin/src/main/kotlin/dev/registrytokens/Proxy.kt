package dev.registrytokens

import dev.registrytokens.ffi.NativeProxy

/** Which proxy to use; without one of these the environment says. */
public class Proxy private constructor(
    private val url: Secret?,
) {
    internal fun native(): NativeProxy = url?.let { NativeProxy.At(it.held) } ?: NativeProxy.Off

    override fun equals(other: Any?): Boolean = other is Proxy && url == other.url

    override fun hashCode(): Int = Proxy::class.hashCode()

    override fun toString(): String = if (url == null) "Proxy.OFF" else "Proxy(url=$url)"

    public companion object {
        /** None, whatever the environment says. */
        @JvmField
        public val OFF: Proxy = Proxy(null)

        /** This one, `http://[user:password@]host:port`. */
        @JvmStatic
        public fun at(url: Secret): Proxy = Proxy(url)

        /** This one, `http://host:port`; a [Secret] suits one with a password better. */
        @JvmStatic
        public fun at(url: String): Proxy = Proxy(Secret(url))
    }
}
