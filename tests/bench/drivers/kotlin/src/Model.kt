// What one writes for the answers without this library; for the peers alone.
package dev.registrytokens.bench

import com.fasterxml.jackson.annotation.JsonIgnoreProperties
import com.fasterxml.jackson.databind.ObjectMapper
import java.time.OffsetDateTime

@JsonIgnoreProperties(ignoreUnknown = true)
class Page {
    @JvmField var items: List<Token> = emptyList()
}

@JsonIgnoreProperties(ignoreUnknown = true)
class Token {
    @JvmField var id: String = ""

    @JvmField var properties: Properties = Properties()
}

@JsonIgnoreProperties(ignoreUnknown = true)
class Properties {
    @JvmField var name: String = ""

    @JvmField var status: String = ""

    @JvmField var expiryDate: String? = null

    @JvmField var scopes: List<Scope> = emptyList()
}

@JsonIgnoreProperties(ignoreUnknown = true)
class Scope {
    @JvmField var type: String = ""

    @JvmField var name: String = ""

    @JvmField var actions: List<String> = emptyList()
}

private val mapper = ObjectMapper()
private val tokens = mapper.readerFor(Token::class.java)
private val pages = mapper.readerFor(Page::class.java)

fun readToken(
    body: ByteArray,
    seen: Seen,
) = read(tokens.readValue(body), seen)

fun readPage(
    body: ByteArray,
    seen: Seen,
) = pages.readValue<Page>(body).items.forEach { read(it, seen) }

private fun read(
    token: Token,
    seen: Seen,
) = with(token.properties) {
    val expires = OffsetDateTime.parse(checkNotNull(expiryDate)).toEpochSecond()
    seen.token(name, status, expires, scopes.first().name)
}
