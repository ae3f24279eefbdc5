package dev.registrytokens.programs

import dev.registrytokens.support.NOBODY
import dev.registrytokens.support.blocking
import dev.registrytokens.support.client
import dev.registrytokens.support.control
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlin.concurrent.thread
import kotlin.system.exitProcess

/** Ends in the middle of calls whose answers never come, in one of these ways. */
@OptIn(DelicateCoroutinesApi::class)
object Exits {
    val shapes: List<String> =
        listOf("exit beside coroutines", "exit beside threads", "halt", "exit in an observer", "a signal")

    @JvmStatic
    fun main(arguments: Array<String>) {
        val (shape, url, wait) = arguments
        val service = Elsewhere(url, "scripted")
        if (shape == "exit in an observer") {
            // The first of the calls is answered.
            blocking(service, onEvent = { exitProcess(7) }).tokens.get(NOBODY, NOBODY)
        }
        val one = client(service)
        if (shape == "exit beside threads") {
            repeat(2) { thread { blocking(service).tokens.get(NOBODY, NOBODY) } }
        } else {
            repeat(2) { GlobalScope.launch(Dispatchers.Default) { one.tokens.get(NOBODY, NOBODY) } }
        }
        control("GET", wait)
        println("called")
        when (shape) {
            "halt" -> Runtime.getRuntime().halt(7)
            "a signal" -> runBlocking { one.tokens.get(NOBODY, NOBODY) }
            else -> exitProcess(7)
        }
    }
}
