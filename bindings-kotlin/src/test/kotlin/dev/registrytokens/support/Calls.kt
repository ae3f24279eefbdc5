// Every call once, in both styles, with ids that nobody has.
package dev.registrytokens.support

import dev.registrytokens.BlockingIonosClient
import dev.registrytokens.IonosClient
import dev.registrytokens.NewToken
import dev.registrytokens.TokenStatus
import dev.registrytokens.TokenUpdate
import kotlinx.coroutines.flow.toList

/** Those that change something. */
val CHANGING: Set<String> = setOf("create", "create with details", "replace", "update", "delete")

val CALLS: Map<String, suspend (IonosClient) -> Any?> =
    mapOf(
        "get" to { it.tokens.get(NOBODY, NOBODY) },
        "find" to { it.tokens.find(NOBODY, "ci") },
        "listPage" to { it.tokens.listPage(NOBODY) },
        "create" to { it.tokens.create(NOBODY, "ci") },
        "create with details" to { client -> client.tokens.withResponse { create(NOBODY, "ci") } },
        "replace" to { it.tokens.replace(NOBODY, NOBODY, "ci") },
        "update" to { it.tokens.update(NOBODY, NOBODY, status = TokenStatus.DISABLED) },
        "delete" to { it.tokens.delete(NOBODY, NOBODY) },
        "items" to {
            it.tokens
                .list(NOBODY)
                .items()
                .toList()
        },
        "pages" to {
            it.tokens
                .list(NOBODY)
                .pages()
                .toList()
        },
        "all" to { it.tokens.list(NOBODY).all() },
        "registries.get" to { it.registries.get(NOBODY) },
        "registries.find" to { it.registries.find("demo") },
        "registries.items" to {
            it.registries
                .list()
                .items()
                .toList()
        },
        "registries.pages" to {
            it.registries
                .list()
                .pages()
                .toList()
        },
        "registries.all" to { it.registries.list().all() },
        "waitUntilRunning" to { it.registries.waitUntilRunning(NOBODY) },
    )

private val wish = NewToken.builder("ci").build()

val BLOCKING_CALLS: Map<String, (BlockingIonosClient) -> Any?> =
    mapOf(
        "get" to { it.tokens.get(NOBODY, NOBODY) },
        "find" to { it.tokens.find(NOBODY, "ci") },
        "listPage" to { it.tokens.listPage(NOBODY) },
        "create" to { it.tokens.create(NOBODY, wish) },
        "create with details" to { client -> client.tokens.withResponse { it.create(NOBODY, wish) } },
        "replace" to { it.tokens.replace(NOBODY, NOBODY, wish) },
        "update" to { it.tokens.update(NOBODY, NOBODY, TokenUpdate.builder().clearScopes().build()) },
        "delete" to { it.tokens.delete(NOBODY, NOBODY) },
        "items" to { it.tokens.list(NOBODY).toList() },
        "stream" to {
            it.tokens
                .list(NOBODY)
                .stream()
                .count()
        },
        "pages" to {
            it.tokens
                .list(NOBODY)
                .pages()
                .toList()
        },
        "all" to { it.tokens.list(NOBODY).all() },
        "registries.get" to { it.registries.get(NOBODY) },
        "registries.find" to { it.registries.find("demo") },
        "registries.items" to { it.registries.list().toList() },
        "registries.pages" to {
            it.registries
                .list()
                .pages()
                .toList()
        },
        "registries.all" to { it.registries.list().all() },
        "waitUntilRunning" to { it.registries.waitUntilRunning(NOBODY) },
    )
