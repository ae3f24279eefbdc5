package dev.registrytokens.programs

import dev.registrytokens.NotFoundException
import dev.registrytokens.support.NOBODY
import dev.registrytokens.support.Service
import dev.registrytokens.support.client
import dev.registrytokens.support.collect
import dev.registrytokens.support.residentKib
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/** Makes calls and clients in rounds and prints the memory of the process in KiB after each. */
object Leaks {
    private const val CALLERS = 4

    @JvmStatic
    fun main(arguments: Array<String>) {
        val (url, token, registry, rounds, calls, clients) = arguments
        val service = Elsewhere(url, token)
        repeat(rounds.toInt()) {
            runBlocking(Dispatchers.Default) {
                repeat(CALLERS) { launch { round(service, registry, calls.toInt() / CALLERS, clients.toInt() / CALLERS) } }
            }
            collect()
            println(residentKib())
        }
    }

    private suspend fun round(
        service: Service,
        registry: String,
        calls: Int,
        clients: Int,
    ) {
        client(service).use { one ->
            repeat(calls) { number ->
                when (number % 4) {
                    0 -> {
                        one.registries.withResponse { get(registry) }.body()
                    }

                    1 -> {
                        one.registries
                            .list()
                            .items()
                            .first()
                    }

                    2 -> {
                        one.tokens.list(registry).all()
                    }

                    else -> {
                        runCatching { one.tokens.get(registry, NOBODY) }.onFailure { check(it is NotFoundException) }
                    }
                }
            }
        }
        repeat(clients) { number -> client(service).use { if (number % 10 == 0) it.registries.get(registry) } }
    }

    private operator fun Array<String>.component6() = this[5]
}
