import RegistryTokens

/// Makes a client of a service, and the call that a vector names; generated for each service.
protocol Dispatch {
    associatedtype Client: Sendable

    static var arguments: [String: Set<String>] { get }
    static var required: [String: [String: String]] { get }

    static func client(_ given: Given, onEvent: @escaping @Sendable (Event) -> Void) throws -> Client
    static func close(_ client: Client)
    static func call(
        _ client: Client, _ operation: String, _ given: Given, _ options: CallOptions
    ) async throws -> (any Shown)?
    static func respond(
        _ client: Client, _ operation: String, _ given: Given, _ options: CallOptions
    ) async throws -> Response<(any Shown)?>
}

/// By the names of the providers.
let dispatches: [String: any Dispatch.Type] = ["ionos": IonosClientDispatch.self, "swr": SwrClientDispatch.self]
