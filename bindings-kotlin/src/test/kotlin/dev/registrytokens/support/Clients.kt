// Clients that know nothing of the environment and never wait between attempts.
package dev.registrytokens.support

import dev.registrytokens.BlockingIonosClient
import dev.registrytokens.Event
import dev.registrytokens.IonosClient
import dev.registrytokens.Proxy
import dev.registrytokens.Secret
import dev.registrytokens.SwrClient
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlin.time.Duration
import kotlin.time.toKotlinDuration

/** An id that nobody has. */
const val NOBODY: String = "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b"

fun client(
    service: Service,
    maxRetries: Int? = null,
    timeout: Duration? = null,
    firstWait: Duration = Duration.ZERO,
    onEvent: ((Event) -> Unit)? = null,
): IonosClient =
    IonosClient(
        token = Secret(service.token),
        baseUrl = service.url,
        loadEnvironment = false,
        proxy = Proxy.OFF,
        firstWait = firstWait,
        longestWait = maxOf(firstWait, Duration.ZERO),
        maxRetries = maxRetries,
        timeout = timeout,
        onEvent = onEvent,
    )

fun blocking(
    service: Service,
    maxRetries: Int? = null,
    onEvent: ((Event) -> Unit)? = null,
): BlockingIonosClient = BlockingIonosClient(client(service, maxRetries, onEvent = onEvent))

fun swrClient(
    service: SwrService,
    maxRetries: Int? = null,
    onEvent: ((Event) -> Unit)? = null,
): SwrClient =
    SwrClient(
        accessKey = service.accessKey,
        secretKey = Secret(service.secretKey),
        projectId = service.project,
        region = "cn-north-4",
        endpoint = service.swrUrl,
        iamEndpoint = service.iamUrl,
        loadEnvironment = false,
        proxy = Proxy.OFF,
        firstWait = Duration.ZERO,
        longestWait = Duration.ZERO,
        maxRetries = maxRetries,
        onEvent = onEvent,
    )

/** A client of each service, made when one is asked for. */
class Clients(
    service: SwrService,
    onEvent: ((Event) -> Unit)? = null,
) : AutoCloseable {
    val ionos: IonosClient by lazy { client(service, onEvent = onEvent) }
    val swr: SwrClient by lazy { swrClient(service, onEvent = onEvent) }

    override fun close() {
        ionos.close()
        swr.close()
    }
}

/** Runs coroutines to their end, which has to come. */
fun <T> coroutines(block: suspend CoroutineScope.() -> T): T = runBlocking { withTimeout(LONG.toKotlinDuration(), block) }
