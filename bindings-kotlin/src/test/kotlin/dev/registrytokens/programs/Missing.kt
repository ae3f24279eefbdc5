package dev.registrytokens.programs

import dev.registrytokens.BlockingIonosClient
import dev.registrytokens.IonosClient
import dev.registrytokens.Scope
import dev.registrytokens.ScopeAction
import dev.registrytokens.Secret

/** Uses the library without its native half, again and again, and prints what comes of it. */
object Missing {
    private val uses: List<() -> Any> =
        listOf(
            { Secret("x") },
            { IonosClient(loadEnvironment = false) },
            { BlockingIonosClient.fromEnv() },
            { Scope.repository("a", listOf(ScopeAction.PULL)) },
            { Secret("x") },
        )

    @JvmStatic
    fun main(arguments: Array<String>) {
        // Each may be the first.
        val first = arguments[0].toInt()
        for (use in listOf(uses[first]) + uses) {
            try {
                use()
                println("done")
            } catch (error: Throwable) {
                println("${error.javaClass.name}: ${error.message}")
            }
        }
    }
}
