package dev.registrytokens

/** Makes a client of a service, and the call that a shared vector names; generated for each service. */
internal interface Dispatch<Client : AutoCloseable, Blocking : AutoCloseable> {
    /** A client for suspending calls. */
    fun suspending(
        given: Given,
        onEvent: (Event) -> Unit,
    ): Client

    /** A client for blocking calls, as Java sets it up. */
    fun blocking(
        given: Given,
        onEvent: (Event) -> Unit,
    ): Blocking

    suspend fun call(
        client: Client,
        operation: String,
        given: Given,
        options: CallOptions,
    ): Any?

    suspend fun respond(
        client: Client,
        operation: String,
        given: Given,
        options: CallOptions,
    ): Response<Any?>

    fun callBlocking(
        client: Blocking,
        operation: String,
        given: Given,
        options: CallOptions,
    ): Any?

    fun respondBlocking(
        client: Blocking,
        operation: String,
        given: Given,
        options: CallOptions,
    ): Response<Any?>

    companion object {
        /** By the names of the providers. */
        val ALL: Map<String, Dispatch<*, *>> = mapOf("ionos" to IonosClientDispatch, "swr" to SwrClientDispatch)
    }
}
