import RegistryTokens
import XCTest

@testable import VectorCalls

/// What cannot be an argument is refused before anything is sent, by the name that it has in Swift.
final class ArgumentsTests: XCTestCase {
    private func refusal(_ call: @Sendable (IonosClient) async throws -> Void) async throws -> RegistryTokensError {
        let world = try await World()
        let client = try world.client()
        let error = try await thrown { try await call(client) }
        let requests = try await world.requests()
        XCTAssertEqual(requests, [])
        return try XCTUnwrap(error as? RegistryTokensError, "\(error)")
    }

    func testArgumentsOfCallsAreNamed() async throws {
        let refused: [(String, @Sendable (IonosClient) async throws -> Void)] = [
            ("pageSize", { for try await _ in $0.registries.list(pageSize: -1) {} }),
            ("offset", { for try await _ in $0.tokens.list(registryID: nobody, offset: .min) {} }),
            ("maxResults", { _ = try await $0.tokens.list(registryID: nobody, maxResults: -1).all() }),
            ("limit", { _ = try await $0.tokens.listPage(registryID: nobody, limit: -1) }),
            ("expiresIn", { _ = try await $0.tokens.create(registryID: nobody, name: "a", expiresIn: .seconds(-1)) }),
            (
                "expiryDate",
                {
                    _ = try await $0.tokens.create(
                        registryID: nobody, name: "ab", expiryDate: Date(timeIntervalSince1970: .infinity))
                }
            ),
            (
                "expiryDate",
                {
                    _ = try await $0.tokens.create(
                        registryID: nobody, name: "ab", expiryDate: Date(timeIntervalSince1970: .nan))
                }
            ),
            (
                "expiryDate",
                {
                    let never = Date(timeIntervalSince1970: -1e15)
                    _ = try await $0.tokens.update(registryID: nobody, tokenID: nobody, expiryDate: .set(never))
                }
            ),
            ("within", { _ = try await $0.registries.waitUntilRunning(registryID: nobody, within: .seconds(-1)) }),
            (
                "timeout",
                { _ = try await $0.registries.get(registryID: nobody, options: CallOptions(timeout: .nanoseconds(-1))) }
            ),
            (
                "maxRetries",
                { _ = try await $0.registries.get(registryID: nobody, options: CallOptions(maxRetries: -1)) }
            ),
            (
                "maxRetries",
                { _ = try await $0.registries.get(registryID: nobody, options: CallOptions(maxRetries: .max)) }
            ),
        ]
        for (name, call) in refused {
            let error = try await refusal(call)
            XCTAssertEqual(error.kind, .invalidArgument)
            XCTAssertEqual(error.attempts, 0)
            XCTAssert(error.reason.hasPrefix(name), "\(name): \(error)")
        }
    }

    func testOptionsOfClientsAreNamed() throws {
        let refused: [(String, () throws -> IonosClient)] = [
            ("timeout", { try IonosClient(timeout: .seconds(-1)) }),
            ("firstWait", { try IonosClient(firstWait: .seconds(-1)) }),
            ("maxRetries", { try IonosClient(maxRetries: -1) }),
            ("maxResponseBytes", { try IonosClient(maxResponseBytes: -1) }),
        ]
        for (name, make) in refused {
            XCTAssertThrowsError(try make()) { error in
                XCTAssertEqual((error as? RegistryTokensError)?.kind, .invalidArgument)
                XCTAssertEqual((error as? RegistryTokensError)?.operation, "client.build")
                XCTAssert("\(error)".contains(name), "\(error)")
            }
        }
        XCTAssertThrowsError(try IonosClient(loadEnvironment: false)) { error in
            XCTAssertEqual((error as? RegistryTokensError)?.kind, .config)
        }
    }

    func testIdsAreTextsOrUUIDs() async throws {
        let world = try await World()
        let client = try world.client()
        let id = try XCTUnwrap(UUID(uuidString: world.registry))
        let byText = try await client.registries.get(registryID: world.registry)
        let byID = try await client.registries.get(registryID: id)
        XCTAssertEqual(byText, byID)
        XCTAssertEqual(byID.id, id)
        let error = try await refusal { _ = try await $0.registries.get(registryID: "..") }
        XCTAssertEqual(error.kind, .invalidArgument)
        let paths = try await world.requests().map { $0["path"] }
        XCTAssertEqual(paths, Array(repeating: .string("/registries/\(world.registry)"), count: 2))
    }

    func testTheThreeStatesOfAChange() async throws {
        let world = try await World()
        let client = try world.client()
        let tokens = client.tokens
        let tomorrow = Date(timeIntervalSinceNow: 86_400)
        let made = try await tokens.create(
            registryID: world.registry, name: "ci-new", scopes: [.repository("a", actions: [.pull])],
            expiryDate: tomorrow)
        let id = made.token.id
        XCTAssertEqual(made.token.scopes, [Scope(type: .repository, name: "a", actions: [.pull])])
        XCTAssertEqual(try XCTUnwrap(made.token.expiryDate).timeIntervalSince(tomorrow), 0, accuracy: 1)

        let disabled = try await tokens.update(registryID: world.registry, tokenID: id, status: .disabled)
        XCTAssertEqual(disabled.status, .disabled)
        XCTAssertEqual(disabled.expiryDate, made.token.expiryDate)
        XCTAssertEqual(disabled.scopes, made.token.scopes)

        let cleared = try await tokens.update(
            registryID: world.registry, tokenID: id, scopes: .clear, expiryDate: .clear)
        XCTAssertNil(cleared.expiryDate)
        XCTAssertEqual(cleared.scopes, [])

        let set = try await tokens.update(
            registryID: world.registry, tokenID: id, scopes: .set([.repository("b", actions: [.push])]))
        XCTAssertEqual(set.scopes.map(\.name), ["b"])
        let bodies = try await world.requests().compactMap { $0["body"].string }.filter { !$0.isEmpty }
        XCTAssertEqual(
            try bodies.dropFirst().map { try JSON(text: $0) },
            [
                ["status": "disabled"],
                ["scopes": nil, "expiryDate": nil],
                ["scopes": [["type": "repository", "name": "b", "actions": ["push"]]]],
            ])
    }
}
