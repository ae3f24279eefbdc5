import RegistryTokens

struct OurPeer: Peer {
    private let client: IonosClient

    init(_ url: String, width: Int) throws {
        // What the lists of this benchmark stay below.
        client = try IonosClient(token: Secret("secret"), baseURL: url, maxResponseBytes: 1 << 30)
    }

    func get(_ seen: inout Seen) async throws {
        read(try await client.tokens.get(registryID: registry(1), tokenID: tokenID), &seen)
    }

    func list(_ size: Int, _ seen: inout Seen) async throws {
        for try await token in client.tokens.list(registryID: registry(size)) {
            read(token, &seen)
        }
    }

    private func read(_ token: Token, _ seen: inout Seen) {
        guard let expires = token.expiryDate else { return }
        seen.token(name: token.name, status: token.status?.rawValue ?? "", expires: expires, scope: token.scopes[0].name)
    }
}
