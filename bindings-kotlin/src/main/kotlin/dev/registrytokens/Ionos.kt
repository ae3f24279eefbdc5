package dev.registrytokens

import dev.registrytokens.ffi.NativeIonosCredentials

/** What proves to IONOS who is calling. */
public class IonosCredentials private constructor(
    internal val native: NativeIonosCredentials,
    private val text: String,
) {
    override fun toString(): String = text

    public companion object {
        /** An account token, with or without `Bearer ` before it. */
        @JvmStatic
        public fun token(token: Secret): IonosCredentials =
            IonosCredentials(NativeIonosCredentials.Token(token.held), "IonosCredentials(token=$token)")

        /** The user name and password of Basic authentication. */
        @JvmStatic
        public fun basic(
            username: String,
            password: Secret,
        ): IonosCredentials =
            IonosCredentials(
                NativeIonosCredentials.Basic(username, password.held),
                "IonosCredentials(username=$username, password=$password)",
            )
    }
}
