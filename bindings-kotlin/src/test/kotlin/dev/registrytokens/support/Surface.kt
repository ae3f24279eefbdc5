// The public surface as `api/surface.json` tells it: what is called, with what, and what comes back.
package dev.registrytokens.support

import com.google.gson.JsonElement
import com.google.gson.JsonObject
import java.io.File

/** One method of a resource. */
class Method(
    resource: String,
    described: JsonObject,
    models: Map<String, Model>,
) {
    val id: String = "$resource.${described["name"].asString}"

    /** The operation that it makes or begins with. */
    val operation: String = described["operation"].asString
    val gives: String = described["gives"].asString
    val isPager: Boolean = gives.startsWith("pager<")
    private val parameters = types(described, "parameters")

    /** Every argument that a caller can give, those of inputs one by one, and its kind. */
    val arguments: Map<String, String> =
        parameters
            .map { (name, kind) -> models[kind]?.takeIf { !it.isOpen }?.fields ?: mapOf(name to kind) }
            .fold(types(described, "settings")) { all, one -> all + one }

    /** Those without which it cannot be called, and their kinds. */
    val required: Map<String, String> =
        parameters
            .map { (name, kind) -> models[kind]?.takeIf { !it.isOpen }?.required ?: mapOf(name to kind) }
            .fold(emptyMap()) { all, one -> all + one }
}

/** A struct of named values. */
class Model(
    described: JsonObject,
) {
    val name: String = described["name"].asString

    /** Whether callers make one of its parts: a method takes it whole. */
    val isOpen: Boolean = described["open"]?.asBoolean == true
    val fields: Map<String, String> = types(described, "fields")

    /** What it cannot be made without. */
    val required: Map<String, String> =
        described["constructors"]
            ?.asJsonObject
            ?.get("new")
            ?.let { types(it) }
            .orEmpty()
}

/** The client of a service. */
class Client(
    described: JsonObject,
    models: Map<String, Model>,
) {
    val provider: String = described["name"].asString.removeSuffix("Client").lowercase()
    val options: Map<String, String> = types(described, "options")
    val methods: Map<String, Method> =
        described["resources"]
            .asJsonArray
            .map { it.asJsonObject }
            .flatMap { resource ->
                resource["methods"].asJsonArray.map { Method(resource["accessor"].asString, it.asJsonObject, models) }
            }.associateBy { it.id }
}

private fun types(described: JsonElement): Map<String, String> =
    described.asJsonObject.entrySet().associate { it.key to it.value.asString }

private fun types(
    described: JsonObject,
    name: String,
): Map<String, String> = types(described[name])

object Surface {
    val root: File = File(System.getProperty("basedir") ?: ".").absoluteFile.parentFile
    private val surface = json(File(root, "api/surface.json").readText()).asJsonObject
    private val described: Map<String, Model> =
        surface["models"].asJsonArray.map { Model(it.asJsonObject) }.associateBy { it.name }

    /** The fields of each model and their kinds. */
    val models: Map<String, Map<String, String>> = described.mapValues { it.value.fields }

    /** The models that callers make. */
    val open: Set<String> =
        described.values
            .filter { it.isOpen }
            .map { it.name }
            .toSet()

    /** The words of each open set. */
    val words: Map<String, Map<String, String>> =
        surface["words"].asJsonArray.map { it.asJsonObject }.associate { it["name"].asString to types(it, "known") }
    val errorKinds: List<String> = surface["error_kinds"].asJsonArray.map { it.asString }

    /** The client of each service. */
    val clients: Map<String, Client> =
        surface["clients"].asJsonArray.map { Client(it.asJsonObject, described) }.associateBy { it.provider }

    /** Those of all services. */
    val methods: Map<String, Method> = clients.values.fold(emptyMap()) { all, one -> all + one.methods }

    /** The models that methods take field by field. */
    val inputs: Set<String> =
        surface["clients"]
            .asJsonArray
            .flatMap { it.asJsonObject["resources"].asJsonArray }
            .flatMap { it.asJsonObject["methods"].asJsonArray }
            .flatMap { types(it.asJsonObject, "parameters").values }
            .filter { described[it]?.isOpen == false }
            .toSet()

    /** The operations that change something at the service. */
    val changing: Set<String> =
        surface["operations"]
            .asJsonArray
            .map { it.asJsonObject }
            .filter { it["effect"].asString != "read" }
            .map { it["id"].asString }
            .toSet()

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
