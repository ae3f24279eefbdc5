package dev.registrytokens.bench

import okhttp3.Call
import okhttp3.Callback
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.Response
import java.io.IOException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch

private fun one(url: String) = "$url/registries/${registry(1)}/tokens/$TOKEN_ID"

private fun many(
    url: String,
    size: Int,
) = "$url/registries/${registry(size)}/tokens"

/** OkHttp, whose calls wait on the caller's thread, or on those of its dispatcher. */
class OkHttpPeer(
    private val url: String,
) : Peer {
    private val client = OkHttpClient()

    private fun call(url: String): Call {
        val request =
            Request
                .Builder()
                .url(url)
                .header("Authorization", "Bearer secret")
                .header("Accept", "application/json")
                .build()
        return client.newCall(request)
    }

    private fun body(response: Response): ByteArray = response.use { check(it.isSuccessful).run { response.body.bytes() } }

    override fun get(
        count: Int,
        seen: Seen,
    ) = repeat(count) { readToken(body(call(one(url)).execute()), seen) }

    override fun getConcurrently(
        count: Int,
        width: Int,
        seen: Seen,
    ) {
        client.dispatcher.maxRequests = maxOf(width, client.dispatcher.maxRequests)
        client.dispatcher.maxRequestsPerHost = width
        val countdown = Countdown(count)
        val over = CountDownLatch(width)

        fun next() {
            if (!countdown.next()) return over.countDown()
            call(one(url)).enqueue(
                object : Callback {
                    override fun onFailure(
                        call: Call,
                        e: IOException,
                    ) = throw e

                    override fun onResponse(
                        call: Call,
                        response: Response,
                    ) {
                        readToken(body(response), seen)
                        next()
                    }
                },
            )
        }
        repeat(width) { next() }
        over.await()
    }

    override fun list(
        count: Int,
        size: Int,
        seen: Seen,
    ) = repeat(count) { readPage(body(call(many(url, size)).execute()), seen) }

    override fun hold(width: Int): () -> Unit {
        client.dispatcher.maxRequests = width + 1
        client.dispatcher.maxRequestsPerHost = width + 1
        val calls = List(width) { call(one(url)) }
        val ignored =
            object : Callback {
                override fun onFailure(
                    call: Call,
                    e: IOException,
                ) = Unit

                override fun onResponse(
                    call: Call,
                    response: Response,
                ) = response.close()
            }
        calls.forEach { it.enqueue(ignored) }
        return { calls.forEach { it.cancel() } }
    }
}

/** The client of the JDK. */
class JavaPeer(
    private val url: String,
) : Peer {
    // The static server speaks HTTP/1.1 alone, and so does the service behind a plain address; an upgrade is not asked for.
    private val client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
    private val bytes = HttpResponse.BodyHandlers.ofByteArray()

    private fun request(url: String): HttpRequest =
        HttpRequest
            .newBuilder(URI.create(url))
            .header("Authorization", "Bearer secret")
            .header("Accept", "application/json")
            .build()

    private fun body(response: HttpResponse<ByteArray>): ByteArray = response.body().also { check(response.statusCode() == 200) }

    override fun get(
        count: Int,
        seen: Seen,
    ) = repeat(count) { readToken(body(client.send(request(one(url)), bytes)), seen) }

    override fun getConcurrently(
        count: Int,
        width: Int,
        seen: Seen,
    ) {
        val countdown = Countdown(count)

        fun next(): CompletableFuture<Unit> =
            if (!countdown.next()) {
                CompletableFuture.completedFuture(Unit)
            } else {
                client.sendAsync(request(one(url)), bytes).thenComposeAsync {
                    readToken(body(it), seen)
                    next()
                }
            }
        List(width) { next() }.forEach { it.join() }
    }

    override fun list(
        count: Int,
        size: Int,
        seen: Seen,
    ) = repeat(count) { readPage(body(client.send(request(many(url, size)), bytes)), seen) }

    override fun hold(width: Int): () -> Unit {
        val calls = List(width) { client.sendAsync(request(one(url)), bytes) }
        return { calls.forEach { it.cancel(true) } }
    }
}
