package dev.registrytokens

import com.google.gson.JsonElement
import com.google.gson.JsonObject
import dev.registrytokens.support.Surface
import dev.registrytokens.support.inner
import dev.registrytokens.vectors.text
import java.nio.file.Path
import java.time.OffsetDateTime
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.toJavaDuration

/**
 * The arguments of a vector's call, or the options of its client, as the generated dispatch asks for them; the kinds are those
 * of the surface.
 */
internal open class Given(
    private val values: JsonObject,
) {
    val take: String = values["take"]?.asString ?: "items"

    /** What came of a list, also of one that fails half way. */
    val received: MutableList<Any?> = mutableListOf()

    init {
        require(take in setOf("items", "pages", "all")) { "unknown take: $take" }
    }

    /** What a suspending call is given. */
    open operator fun invoke(
        name: String,
        kind: String,
    ): Any? {
        val value = at(name, kind)
        val (outer, part) = inner(kind)
        return when {
            outer == "patch" && value == null -> Patch.Keep
            outer == "patch" && value!!.isJsonNull -> Patch.Clear
            outer == "patch" -> Patch.Set(converted(value!!, part))
            value == null || value.isJsonNull -> null
            else -> converted(value, kind)
        }
    }

    /** Calls a builder's setter when there is something to set. */
    open fun set(
        name: String,
        kind: String,
        setter: (Any) -> Unit,
        clear: () -> Unit = {},
    ) {
        val value = at(name, kind) ?: return
        if (value.isJsonNull) return clear()
        val converted = converted(value, kind)
        setter(if (converted is Duration) converted.toJavaDuration() else converted)
    }

    suspend fun read(pager: Pager<*, *>): List<Any?> {
        when (take) {
            "all" -> return pager.all()
            "pages" -> pager.pages().collect { received += it }
            else -> pager.items().collect { received += it }
        }
        return received
    }

    fun read(pager: BlockingPager<*, *>): List<Any?> {
        when (take) {
            "all" -> return pager.all()
            "pages" -> pager.pages().forEach { received += it }
            else -> pager.forEach { received += it }
        }
        return received
    }

    private fun at(
        name: String,
        kind: String,
    ): JsonElement? = values[if ("duration" in kind) "${name}_ms" else name]

    private fun converted(
        value: JsonElement,
        kind: String,
    ): Any {
        val (outer, part) = inner(kind)
        return when {
            outer == "optional" || outer == "patch" -> converted(value, part)
            outer == "list" -> value.asJsonArray.map { converted(it, part) }
            outer == "map" -> value.asJsonObject.entrySet().associate { it.key to converted(it.value, part) }
            kind in Surface.open -> model(kind) { name, part -> converted(value.asJsonObject[name], part) }
            kind in Surface.words -> word(kind, text(value))
            kind == "u64" || kind == "usize" -> value.asLong
            kind == "u32" -> value.asInt
            kind == "bool" -> value.asBoolean
            kind == "timestamp" -> OffsetDateTime.parse(text(value)).toInstant()
            kind == "duration" -> value.asLong.milliseconds
            kind == "string" || kind == "id" -> text(value)
            kind == "secret" -> Secret(text(value))
            kind == "path" -> Path.of(text(value))
            kind == "bytes" -> text(value).toByteArray()
            kind == "proxy" -> if (text(value).isEmpty()) Proxy.OFF else Proxy.at(text(value))
            else -> error("no conversion to $kind")
        }
    }
}

internal fun word(
    kind: String,
    text: String,
): Any = Class.forName("dev.registrytokens.$kind").getConstructor(String::class.java).newInstance(text)

/** What a caller makes of its fields; all of them have to be there. */
internal fun model(
    kind: String,
    field: (String, String) -> Any,
): Any {
    val fields = Surface.models.getValue(kind)
    val made = Class.forName("dev.registrytokens.$kind").constructors.single { it.parameterCount == fields.size }
    return made.newInstance(*fields.map { (name, kind) -> field(name, kind) }.toTypedArray())
}
