// The public surface as `api/surface.json` tells it: what is called, with what, and what comes back.
package dev.registrytokens.support

import com.google.gson.JsonObject
import java.io.File

/** One method of a resource. */
class Method(
    resource: String,
    described: JsonObject,
    models: Map<String, Map<String, String>>,
) {
    val id: String = "$resource.${described["name"].asString}"
    val gives: String = described["gives"].asString
    val isPager: Boolean = gives.startsWith("pager<")

    /** Every argument that a caller can give, those of inputs one by one, and its kind. */
    val arguments: Map<String, String> =
        types(described, "parameters")
            .map { (name, kind) -> models[kind]?.takeIf { kind in INPUTS } ?: mapOf(name to kind) }
            .fold(types(described, "settings")) { all, one -> all + one }

    private companion object {
        // Models that a method takes field by field.
        val INPUTS = setOf("NewToken", "TokenUpdate", "PageQuery")
    }
}

private fun types(
    described: JsonObject,
    name: String,
): Map<String, String> = described[name].asJsonObject.entrySet().associate { it.key to it.value.asString }

object Surface {
    val root: File = File(System.getProperty("basedir") ?: ".").absoluteFile.parentFile
    private val surface = json(File(root, "api/surface.json").readText()).asJsonObject
    private val ionos = surface["clients"].asJsonArray[0].asJsonObject

    /** The fields of each model and their kinds. */
    val models: Map<String, Map<String, String>> =
        surface["models"].asJsonArray.map { it.asJsonObject }.associate { it["name"].asString to types(it, "fields") }

    /** The words of each open set. */
    val words: Map<String, Map<String, String>> =
        surface["words"].asJsonArray.map { it.asJsonObject }.associate { it["name"].asString to types(it, "known") }
    val errorKinds: List<String> = surface["error_kinds"].asJsonArray.map { it.asString }
    val clientOptions: Map<String, String> = types(ionos, "options")
    val methods: Map<String, Method> =
        ionos["resources"]
            .asJsonArray
            .map { it.asJsonObject }
            .flatMap { resource ->
                resource["methods"].asJsonArray.map { Method(resource["accessor"].asString, it.asJsonObject, models) }
            }.associateBy { it.id }

    fun camel(name: String): String =
        name
            .split('_')
            .joinToString("") {
                it.replaceFirstChar(Char::uppercase)
            }.replaceFirstChar(Char::lowercase)
}

/** `optional<Token>` as `optional` and `Token`; a plain kind as nothing and itself. */
fun inner(kind: String): Pair<String, String> =
    Regex("(optional|list|map|patch|pager)<(.*)>").matchEntire(kind)?.destructured?.let { (outer, part) -> outer to part }
        ?: ("" to kind)
