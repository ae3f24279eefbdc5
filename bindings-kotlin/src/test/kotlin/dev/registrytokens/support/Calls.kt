// Every call once, in both styles, with ids that nobody has.
package dev.registrytokens.support

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonPrimitive
import dev.registrytokens.BlockingIonosClient
import dev.registrytokens.BlockingSwrClient
import dev.registrytokens.CallOptions
import dev.registrytokens.Given
import dev.registrytokens.IonosClient
import dev.registrytokens.NewToken
import dev.registrytokens.SwrClientDispatch
import dev.registrytokens.TokenStatus
import dev.registrytokens.TokenUpdate
import kotlinx.coroutines.flow.toList
import java.time.Duration
import kotlin.time.Duration.Companion.days

private const val ANOTHER = "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5c"

/** Those that change something. */
val CHANGING: Set<String> =
    setOf(
        "create",
        "create with details",
        "replace",
        "update",
        "delete",
        "undoRotation",
        "long_term_credentials.undo_rotation",
    ) +
        Surface.changing

private val ionosCalls: Map<String, suspend (IonosClient) -> Any?> =
    mapOf(
        "get" to { it.tokens.get(NOBODY, NOBODY) },
        "find" to { it.tokens.find(NOBODY, "ci") },
        "listPage" to { it.tokens.listPage(NOBODY) },
        "create" to { it.tokens.create(NOBODY, "ci") },
        "create with details" to { client -> client.tokens.withResponse { create(NOBODY, "ci") } },
        "replace" to { it.tokens.replace(NOBODY, NOBODY, "ci") },
        "update" to { it.tokens.update(NOBODY, NOBODY, status = TokenStatus.DISABLED) },
        "delete" to { it.tokens.delete(NOBODY, NOBODY) },
        "beginRotation" to { it.tokens.beginRotation(NOBODY, NOBODY) },
        "undoRotation" to { it.tokens.undoRotation(NOBODY, NOBODY, ANOTHER) },
        "rotate" to { it.tokens.rotate(NOBODY, NOBODY) {} },
        "listExpiring" to { it.tokens.listExpiring(NOBODY, 1.days) },
        "rotateExpiring" to { it.tokens.rotateExpiring(NOBODY, 1.days) {} },
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

private val blockingIonosCalls: Map<String, (BlockingIonosClient) -> Any?> =
    mapOf(
        "get" to { it.tokens.get(NOBODY, NOBODY) },
        "find" to { it.tokens.find(NOBODY, "ci") },
        "listPage" to { it.tokens.listPage(NOBODY) },
        "create" to { it.tokens.create(NOBODY, wish) },
        "create with details" to { client -> client.tokens.withResponse { it.create(NOBODY, wish) } },
        "replace" to { it.tokens.replace(NOBODY, NOBODY, wish) },
        "update" to { it.tokens.update(NOBODY, NOBODY, TokenUpdate.builder().clearScopes().build()) },
        "delete" to { it.tokens.delete(NOBODY, NOBODY) },
        "beginRotation" to { it.tokens.beginRotation(NOBODY, NOBODY) },
        "undoRotation" to { it.tokens.undoRotation(NOBODY, NOBODY, ANOTHER) },
        "rotate" to { it.tokens.rotate(NOBODY, NOBODY, {}) },
        "listExpiring" to { it.tokens.listExpiring(NOBODY, Duration.ofDays(1)) },
        "rotateExpiring" to { it.tokens.rotateExpiring(NOBODY, Duration.ofDays(1), {}) },
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

/** What each method of SWR is called with, lists in every way: as the surface says. */
private val swrCalls: Map<String, Pair<String, JsonObject>> =
    Surface.clients
        .getValue("swr")
        .methods.values
        .flatMap { method ->
            val takes = if (method.isPager) listOf("items", "pages", "all") else listOf("")
            takes.map { take -> "${method.id} $take".trim() to (method.id to arguments(method, take)) }
        }.toMap()

private fun arguments(
    method: Method,
    take: String,
): JsonObject =
    JsonObject().apply {
        for ((name, kind) in method.required) add(name, sample(kind))
        // A rotation is of two.
        if (has("new_id")) addProperty("new_id", "demo-2")
        // What a retention goes by is one of two; without either there is nothing to send.
        if ("days" in method.arguments) addProperty("days", 7)
        if (take.isNotEmpty()) addProperty("take", take)
    }

/** Anything that a call may be given. */
private fun sample(kind: String): JsonElement {
    val (outer, part) = inner(kind)
    return when {
        outer == "list" -> JsonArray().apply { add(sample(part)) }
        kind in Surface.words -> JsonPrimitive(word(Surface.words.getValue(kind)))
        kind in Surface.models -> fields(Surface.models.getValue(kind))
        kind == "u64" -> JsonPrimitive(7)
        kind == "bool" -> JsonPrimitive(true)
        else -> JsonPrimitive(if (kind == "id") NOBODY else "demo")
    }
}

private fun word(known: Map<String, String>): String = known.values.first()

private fun fields(kinds: Map<String, String>): JsonObject =
    JsonObject().apply { for ((name, kind) in kinds) add(name, sample(kind)) }

/** Every call of all services. */
val CALLS: Map<String, suspend (Clients) -> Any?> =
    ionosCalls.mapValues<_, _, suspend (Clients) -> Any?> { (_, call) -> { call(it.ionos) } } +
        swrCalls.mapValues { (_, made) ->
            { SwrClientDispatch.call(it.swr, made.first, Given(made.second), CallOptions()) }
        }

val BLOCKING_CALLS: Map<String, (Clients) -> Any?> =
    blockingIonosCalls.mapValues<_, _, (Clients) -> Any?> { (_, call) -> { call(BlockingIonosClient(it.ionos)) } } +
        swrCalls.mapValues { (_, made) ->
            { SwrClientDispatch.callBlocking(BlockingSwrClient(it.swr), made.first, Given(made.second), CallOptions()) }
        }
