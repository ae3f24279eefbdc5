import Foundation
import RegistryTokens

@testable import VectorCalls

/// A client of any service.
protocol ServiceClient: Sendable {
    func call(_ operation: String, _ arguments: Given, _ options: CallOptions) async throws -> (any Shown)?
    func close()
}

private struct Dispatched<Service: Dispatch>: ServiceClient {
    let client: Service.Client

    func call(_ operation: String, _ arguments: Given, _ options: CallOptions) async throws -> (any Shown)? {
        try await Service.call(client, operation, arguments, options)
    }

    func close() {
        Service.close(client)
    }
}

/// Nothing is added to the options but what keeps this machine's settings out.
func makeClient(_ provider: String, _ options: JSON) throws -> any ServiceClient {
    guard let service = dispatches[provider] else { throw VectorError("unknown provider \(provider)") }
    let base: [String: JSON] = ["load_environment": false, "proxy": false]
    let whole = JSON.object(base.merging(options.filled.object) { $1 })
    // There are machines where nothing can be written.
    guard whole.object.keys.contains(where: { $0.contains("_file") }) else { return try made(service, Given(whole)) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fault-driver-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try made(service, Given(whole.placed(in: folder)))
}

private func made<Service: Dispatch>(_ service: Service.Type, _ options: Given) throws -> any ServiceClient {
    Dispatched<Service>(client: try service.client(options) { _ in })
}

/// Those that are kept, by their names.
final class Clients: Sendable {
    private let kept = Locked<[String: any ServiceClient]>([:])

    /// Two commands that come together share one.
    func kept(_ name: String, _ provider: String, _ options: JSON) throws -> any ServiceClient {
        var found: Result<any ServiceClient, any Error> = .failure(VectorError("no client \(name)"))
        kept.change { kept in
            found = Result {
                if let client = kept[name] { return client }
                let client = try makeClient(provider, options)
                kept[name] = client
                return client
            }
        }
        return try found.get()
    }

    func close(_ name: String) {
        kept.change { $0.removeValue(forKey: name)?.close() }
    }

    func closeAll() {
        kept.change { kept in
            for client in kept.values { client.close() }
            kept = [:]
        }
    }
}
