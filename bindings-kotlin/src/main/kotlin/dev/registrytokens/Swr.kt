package dev.registrytokens

import dev.registrytokens.ffi.NativeSwrCredentials

/** What proves to Huawei Cloud who is calling. */
public class SwrCredentials private constructor(
    internal val native: NativeSwrCredentials,
    private val text: String,
) {
    override fun toString(): String = text

    public companion object {
        /**
         * Keys that sign each request.
         *
         * @param accessKey the access key (AK)
         * @param secretKey the secret key (SK) of it
         * @param securityToken the token that belongs to temporary keys; null for permanent ones
         */
        @JvmStatic
        @JvmOverloads
        public fun accessKey(
            accessKey: String,
            secretKey: Secret,
            securityToken: Secret? = null,
        ): SwrCredentials =
            SwrCredentials(
                NativeSwrCredentials.AccessKey(accessKey, secretKey.held, securityToken?.held),
                "SwrCredentials(accessKey=$accessKey, secretKey=$secretKey, securityToken=$securityToken)",
            )

        /** An IAM user token of the project, sent in place of a signature. */
        @JvmStatic
        public fun token(token: Secret): SwrCredentials =
            SwrCredentials(NativeSwrCredentials.Token(token.held), "SwrCredentials(token=$token)")
    }
}
