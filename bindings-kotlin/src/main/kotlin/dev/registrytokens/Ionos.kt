package dev.registrytokens

import dev.registrytokens.ffi.NativeIonosClient

/** What proves to IONOS who is calling. */
public class IonosCredentials private constructor(
    private val token: Secret?,
    private val username: String?,
    private val password: Secret?,
) {
    internal fun giveTo(client: NativeIonosClient): Unit = client.setCredentials(token?.held, username, password?.held)

    override fun toString(): String =
        if (token == null) "IonosCredentials(username=$username, password=$password)" else "IonosCredentials(token=$token)"

    public companion object {
        /** An account token, with or without `Bearer ` before it. */
        @JvmStatic
        public fun token(token: Secret): IonosCredentials = IonosCredentials(token, null, null)

        /** The user name and password of Basic authentication. */
        @JvmStatic
        public fun basic(
            username: String,
            password: Secret,
        ): IonosCredentials = IonosCredentials(null, username, password)
    }
}
