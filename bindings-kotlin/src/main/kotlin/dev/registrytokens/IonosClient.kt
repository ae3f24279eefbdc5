package dev.registrytokens

import kotlin.time.Duration
import kotlin.time.toJavaDuration

/**
 * A client of the IONOS Container Registry API, for coroutines. Nothing is sent when it is made.
 *
 * @param token an account token, with or without `Bearer `. Environment: `IONOS_TOKEN`.
 * @param baseUrl where the API is. Environment: `IONOS_API_URL`.
 * @param loadEnvironment whether the environment and the default config file are read at all.
 * @param maxRetries how often a failed try may be repeated. Default: 4.
 * @param firstWait the upper bound of the wait before the first retry. Default: 100 ms.
 * @throws RegistryTokensException of kind `config` when these do not make a client
 */
public class IonosClient(
    token: Secret? = null,
    baseUrl: String? = null,
    loadEnvironment: Boolean = true,
    maxRetries: Int? = null,
    firstWait: Duration? = null,
) : AutoCloseable {
    private val native = translated {
        NativeClient(
            NativeOptions(
                language = NativeLanguage.KOTLIN,
                token = token,
                baseUrl = baseUrl,
                loadEnvironment = loadEnvironment,
                maxRetries = maxRetries?.toUInt(),
                firstWait = firstWait?.toJavaDuration(),
            ),
        )
    }

    /** The tokens of a registry. */
    public val tokens: Tokens = Tokens(native)

    /** Closes the client: later calls fail with [ClosedException]. */
    override fun close() {
        native.shutDown()
    }
}

/** The tokens of a registry. Get it from [IonosClient.tokens]. */
public class Tokens internal constructor(private val native: NativeClient) {
    /**
     * One token.
     *
     * @throws NotFoundException where there is none
     */
    public suspend fun get(registryId: String, tokenId: String): Token =
        translated { native.tokensGet(registryId, tokenId) }
}
