import RegistryTokens
import XCTest

@testable import VectorCalls

final class ClientTests: XCTestCase {
    func testTheUserAgentNamesSwift() async throws {
        let world = try await World()
        _ = try await world.client().registries.get(registryID: world.registry)
        let headers = try await world.requests()[0]["headers"].array.map(\.array)
        let agents = headers.filter { $0[0].string?.lowercased() == "user-agent" }
        XCTAssert(try XCTUnwrap(agents.first?[1].string).contains("(swift)"), "\(agents)")
    }

    func testCredentialsCanBeReplaced() async throws {
        let world = try await World()
        let client = try IonosClient(
            token: Secret("wrong"), baseURL: world.url, proxy: .off, maxRetries: 0, loadEnvironment: false)
        let error = try await thrown { try await client.registries.get(registryID: world.registry) }
        XCTAssertEqual((error as? RegistryTokensError)?.kind, .authentication)
        try client.setCredentials(.basic(username: world.username, password: Secret(world.password)))
        _ = try await client.registries.get(registryID: world.registry)
        try client.setCredentials(.token(Secret(world.token)))
        _ = try await client.registries.get(registryID: world.registry)
        XCTAssertThrowsError(try client.setCredentials(.token(Secret("")))) { error in
            XCTAssertEqual((error as? RegistryTokensError)?.kind, .config, "\(error)")
        }
        _ = try await client.registries.get(registryID: world.registry)
    }

    func testAResponseHasTheDetailsOfTheAnswer() async throws {
        let world = try await World()
        try await world.fault(["status": 503])
        let client = try world.client()
        let response = try await client.registries.withResponse { try await $0.get(registryID: world.registry) }
        XCTAssertEqual(response.value.name, "demo")
        XCTAssertEqual(response.httpStatus, 200)
        XCTAssertEqual(response.attempts, 2)
        XCTAssertNotNil(response.requestID)
        XCTAssertGreaterThan(response.elapsed, .zero)
        XCTAssertEqual(try JSON(text: String(decoding: response.body(), as: UTF8.self))["id"].string, world.registry)
        let deleted = try await client.tokens.withResponse {
            try await $0.delete(registryID: world.registry, tokenID: nobody, missingOK: true)
        }
        XCTAssertEqual(deleted.httpStatus, 404)
    }

    func testEachAttemptIsTold() async throws {
        let world = try await World()
        try await world.fault(["status": 503, "headers": ["Retry-After": "0"]])
        let events = Locked<[Event]>([])
        let client = try world.client { event in events.change { $0.append(event) } }
        _ = try await client.registries.get(registryID: world.registry)
        XCTAssertEqual(events.value.map(\.attempt), [1, 2])
        XCTAssertEqual(events.value.map(\.httpStatus), [503, 200])
        XCTAssertEqual(events.value.map(\.errorKind), [.server, nil])
        XCTAssertEqual(events.value.map(\.retryIn), [.zero, nil])
        XCTAssertEqual(events.value[0].urlTemplate, "/registries/{registry_id}")
        XCTAssertFalse("\(events.value)".contains(world.registry))
    }

    func testOptionsOfACallAreItsOwn() async throws {
        let world = try await World()
        let client = try world.client()
        let options = CallOptions(extraHeaders: ["X-Trace": "t-1"], extraQuery: ["depth": "2"])
        _ = try await client.registries.get(registryID: world.registry, options: options)
        _ = try await client.registries.get(registryID: world.registry)
        let requests = try await world.requests()
        XCTAssertEqual(requests.map { $0["query"].string ?? "" }, ["depth=2", ""])
        let script = try await world.silence()
        let error = try await thrown {
            try await script.client().tokens.get(
                registryID: nobody, tokenID: nobody, options: CallOptions(timeout: .milliseconds(50), maxRetries: 0))
        }
        XCTAssertEqual((error as? RegistryTokensError)?.kind, .deadlineExceeded, "\(error)")
        let refused = try await thrown {
            try await client.registries.get(
                registryID: world.registry, options: CallOptions(extraHeaders: ["Authorization": "x"]))
        }
        XCTAssertEqual((refused as? RegistryTokensError)?.kind, .invalidArgument)
    }

    func testAClientThatNobodyHoldsClosesItsConnections() async throws {
        let world = try await World()
        func use() async throws { _ = try await world.client().registries.get(registryID: world.registry) }
        try await use()
        try await world.wait("arrived=1&open=0")
    }
}
