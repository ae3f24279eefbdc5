package dev.registrytokens

import com.google.gson.JsonObject
import dev.registrytokens.support.Surface
import dev.registrytokens.support.inner
import java.nio.file.Path
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/** Arguments or options in the types of this language, with all that they hold; what is not there was left out. */
internal class Written(
    private val values: Map<String, Any?>,
) : Given(JsonObject().apply { values["take"]?.let { addProperty("take", it as String) } }) {
    override fun invoke(
        name: String,
        kind: String,
    ): Any? {
        val (outer, part) = inner(kind)
        val value = values[name]
        return when {
            outer == "patch" && name !in values -> Patch.Keep
            outer == "patch" -> if (value == null) Patch.Clear else Patch.Set(made(value, part))
            else -> value?.let { made(it, kind) }
        }
    }

    override fun set(
        name: String,
        kind: String,
        setter: (Any) -> Unit,
        clear: () -> Unit,
    ) {
        if (name !in values) return
        val value = values[name] ?: return clear()
        val made = made(value, kind)
        setter(if (made is Duration) made.toJavaDuration() else made)
    }

    /** What a caller makes of a text or of fields. */
    private fun made(
        value: Any,
        kind: String,
    ): Any {
        val (outer, part) = inner(kind)
        return when {
            outer == "optional" || outer == "patch" -> made(value, part)
            outer == "list" -> (value as List<*>).map { made(it!!, part) }
            kind in Surface.open -> model(kind) { name, field -> made((value as Map<*, *>)[name]!!, field) }
            kind in Surface.words -> word(kind, value as String)
            kind == "secret" -> Secret(value as String)
            kind == "path" -> Path.of(value as String)
            kind == "bytes" -> (value as String).toByteArray()
            kind == "proxy" -> if (value == "") Proxy.OFF else Proxy.at(value as String)
            else -> value
        }
    }
}
