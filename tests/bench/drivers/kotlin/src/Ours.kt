package dev.registrytokens.bench

import dev.registrytokens.BlockingIonosClient
import dev.registrytokens.IonosClient
import dev.registrytokens.Secret
import dev.registrytokens.Token
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlin.concurrent.thread

// What the lists of this benchmark stay below.
private const val CAP = 1L shl 30

private fun Seen.token(token: Token) {
    val expires = checkNotNull(token.expiryDate).epochSecond
    token(token.name, token.status.toString(), expires, token.scopes.first().name)
}

/** The suspending client. */
class OurPeer(
    url: String,
) : Peer {
    private val client = IonosClient(baseUrl = url, token = Secret("secret"), maxResponseBytes = CAP)

    override fun get(
        count: Int,
        seen: Seen,
    ) = runBlocking { repeat(count) { seen.token(client.tokens.get(registry(1), TOKEN_ID)) } }

    override fun getConcurrently(
        count: Int,
        width: Int,
        seen: Seen,
    ) = runBlocking(Dispatchers.Default) {
        val countdown = Countdown(count)
        repeat(width) {
            launch { while (countdown.next()) seen.token(client.tokens.get(registry(1), TOKEN_ID)) }
        }
    }

    override fun list(
        count: Int,
        size: Int,
        seen: Seen,
    ) = runBlocking {
        repeat(count) {
            client.tokens
                .list(registry(size))
                .items()
                .collect { seen.token(it) }
        }
    }

    override fun hold(width: Int): () -> Unit {
        val scope = CoroutineScope(Dispatchers.Default)
        repeat(width) { scope.launch { client.tokens.get(registry(1), TOKEN_ID) } }
        return { scope.cancel() }
    }
}

/** The client for Java. */
class OurBlockingPeer(
    url: String,
) : Peer {
    private val client =
        BlockingIonosClient
            .builder()
            .baseUrl(url)
            .token(Secret("secret"))
            .maxResponseBytes(CAP)
            .build()

    override fun get(
        count: Int,
        seen: Seen,
    ) = repeat(count) { seen.token(client.tokens.get(registry(1), TOKEN_ID)) }

    override fun getConcurrently(
        count: Int,
        width: Int,
        seen: Seen,
    ) {
        val countdown = Countdown(count)
        val threads =
            List(width) {
                thread { while (countdown.next()) seen.token(client.tokens.get(registry(1), TOKEN_ID)) }
            }
        threads.forEach { it.join() }
    }

    override fun list(
        count: Int,
        size: Int,
        seen: Seen,
    ) = repeat(count) { client.tokens.list(registry(size)).forEach { seen.token(it) } }

    override fun hold(width: Int): () -> Unit {
        val threads =
            List(width) {
                thread(isDaemon = true) { runCatching { client.tokens.get(registry(1), TOKEN_ID) } }
            }
        return { threads.forEach { it.interrupt() } }
    }
}
