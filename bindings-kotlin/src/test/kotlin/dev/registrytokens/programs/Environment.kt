package dev.registrytokens.programs

import dev.registrytokens.BlockingSwrClient
import dev.registrytokens.SwrClient
import kotlinx.coroutines.runBlocking

/** Reads a target registry with clients that are told nothing but the environment. */
internal object Environment {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val suspending = SwrClient.fromEnv().use { client -> runBlocking { client.targetRegistries.get(arguments[0], 24).id } }
        val blocking = BlockingSwrClient.fromEnv().use { it.targetRegistries.get(arguments[0], 24).id }
        println("$suspending $blocking")
    }
}
