package dev.registrytokens.programs

import dev.registrytokens.support.Service
import dev.registrytokens.support.blocking
import dev.registrytokens.support.client
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import kotlin.concurrent.thread
import kotlin.time.Duration.Companion.milliseconds

/** A service that another process started. */
internal class Elsewhere(
    override val url: String,
    override val token: String,
) : Service

/** Makes calls in one shape and leaves `main`: nothing else may keep the process. */
object Ends {
    /** What a program does, given its service and the id of a registry. */
    val shapes: Map<String, (Service, String) -> Unit> =
        mapOf(
            "a suspending call" to { service, registry -> runBlocking { client(service).registries.get(registry) } },
            "a blocking call" to { service, registry -> blocking(service).registries.get(registry) },
            "a closed client" to { service, registry -> blocking(service).use { it.registries.get(registry) } },
            "no call" to { service, _ -> client(service) },
            "many calls" to { service, registry ->
                val one = client(service)
                runBlocking { List(50) { async(Dispatchers.Default) { one.registries.get(registry) } }.awaitAll() }
            },
            "a list half read" to { service, _ ->
                blocking(service)
                    .registries
                    .list()
                    .iterator()
                    .next()
            },
            "a cancelled call" to { service, registry ->
                runBlocking {
                    val call = launch { client(service).tokens.create(registry, "ci") }
                    withTimeoutOrNull(50.milliseconds) { call.join() }
                    call.cancel()
                }
            },
            "an observer" to { service, registry ->
                blocking(service, onEvent = { println("told") }).registries.get(registry)
            },
            "a thread" to { service, registry -> thread { blocking(service).registries.get(registry) } },
            "a daemon in a call" to { service, registry ->
                thread(isDaemon = true) { blocking(service).tokens.list(registry).all() }
            },
        )

    @JvmStatic
    fun main(arguments: Array<String>) {
        val (shape, url, token, registry) = arguments
        shapes.getValue(shape)(Elsewhere(url, token), registry)
        println(shape)
    }
}
