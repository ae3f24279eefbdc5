// What one writes without this library.

import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

private struct Page: Decodable {
    let items: [Token]
}

private struct Token: Decodable {
    struct Properties: Decodable {
        let name: String
        let status: String
        let expiryDate: Date?
        let scopes: [Scope]
    }

    struct Scope: Decodable {
        let type: String
        let name: String
        let actions: [String]
    }

    let id: String
    let properties: Properties
}

struct SessionPeer: Peer {
    private let url: String
    private let session: URLSession
    private let decoder: JSONDecoder

    init(_ url: String, width: Int) {
        self.url = url
        let configuration = URLSessionConfiguration.default
        configuration.httpMaximumConnectionsPerHost = max(width, configuration.httpMaximumConnectionsPerHost)
        session = URLSession(configuration: configuration)
        decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
    }

    func get(_ seen: inout Seen) async throws {
        let body = try await answer("\(url)/registries/\(registry(1))/tokens/\(tokenID)")
        read(try decoder.decode(Token.self, from: body), &seen)
    }

    func list(_ size: Int, _ seen: inout Seen) async throws {
        let body = try await answer("\(url)/registries/\(registry(size))/tokens")
        for token in try decoder.decode(Page.self, from: body).items { read(token, &seen) }
    }

    private func answer(_ address: String) async throws -> Data {
        guard let url = URL(string: address) else { throw Failure(description: "no address: \(address)") }
        var request = URLRequest(url: url)
        request.setValue("Bearer secret", forHTTPHeaderField: "Authorization")
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        let (body, response) = try await session.data(for: request)
        guard (response as? HTTPURLResponse)?.statusCode == 200 else { throw Failure(description: "\(response)") }
        return body
    }

    private func read(_ token: Token, _ seen: inout Seen) {
        let properties = token.properties
        guard let expires = properties.expiryDate else { return }
        seen.token(name: properties.name, status: properties.status, expires: expires, scope: properties.scopes[0].name)
    }
}
