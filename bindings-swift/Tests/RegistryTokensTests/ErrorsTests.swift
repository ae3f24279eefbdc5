import XCTest

@testable import RegistryTokens
@testable import VectorCalls

final class ErrorsTests: XCTestCase {
    func testAnErrorHasEveryField() async throws {
        let world = try await World()
        try await world.fault([
            "status": 429, "headers": ["Retry-After": "7", "X-Request-Id": "r-1"],
            "body": ["httpStatus": 429, "messages": [["errorCode": "busy-1", "message": "come back later"]]],
        ])
        let client = try world.client()
        let caught = try await thrown {
            try await client.tokens.get(
                registryID: world.registry, tokenID: nobody, options: CallOptions(maxRetries: 0))
        }
        let error = try XCTUnwrap(caught as? RegistryTokensError)
        XCTAssertEqual(error.kind, .rateLimited)
        XCTAssertEqual(error.operation, "tokens.get")
        XCTAssertEqual(error.httpStatus, 429)
        XCTAssertEqual(error.details.map(\.code), ["busy-1"])
        XCTAssertEqual(error.details.map(\.message), ["come back later"])
        XCTAssertEqual(error.requestID, "r-1")
        XCTAssertEqual(error.attempts, 1)
        XCTAssertEqual(error.retryAfter, .seconds(7))
        XCTAssert(error.isRetryable)
        XCTAssertFalse(error.outcomeUnknown)
        XCTAssertNil(error.resourceID)
        XCTAssertEqual(error.responseHeaders()["retry-after"], "7")
        XCTAssert(String(decoding: error.responseBody(), as: UTF8.self).contains("come back later"))
    }

    func testTheTextIsOneLineWhereverItIsAskedFor() async throws {
        let world = try await World()
        let client = try world.client()
        let error = try await thrown { try await client.tokens.get(registryID: world.registry, tokenID: nobody) }
        let text = "\(error)"
        XCTAssert(text.hasPrefix("tokens.get"), text)
        XCTAssert(text.contains("404"), text)
        XCTAssertFalse(text.contains("\n"))
        XCTAssertEqual(error.localizedDescription, text)
        XCTAssertEqual((error as? any LocalizedError)?.errorDescription, text)
        XCTAssertEqual(String(reflecting: error), text)
    }

    func testABrokenConnectionSaysWhatTheSystemSaid() async throws {
        let port = try FreePort()
        let client = try IonosClient(
            token: Secret("any"), baseURL: port.url, proxy: .off, maxRetries: 0, loadEnvironment: false)
        let caught = try await thrown { try await client.registries.list().all() }
        let error = try XCTUnwrap(caught as? RegistryTokensError)
        XCTAssertEqual(error.kind, .connect)
        XCTAssertFalse(try XCTUnwrap(error.systemError).isEmpty)
    }

    func testACreateThatMayHaveArrivedSaysSo() async throws {
        let world = try await World()
        try await world.fault(["close": "reset"], ["method": "POST", "phase": "after_processing"])
        let client = try world.client()
        let caught = try await thrown { try await client.tokens.create(registryID: world.registry, name: "ci-new") }
        let error = try XCTUnwrap(caught as? RegistryTokensError)
        XCTAssertEqual(error.kind, .transport)
        XCTAssert(error.outcomeUnknown)
        XCTAssertFalse(error.isRetryable)
    }

    func testAFailureOfTheNativeHalfIsABugAndSaysNothingOfItsWords() throws {
        struct Panic: Error {
            let words = Canary.token
        }
        for (operation, unknown) in [("tokens.create", true), ("tokens.get", false), ("client.build", false)] {
            let error = try XCTUnwrap(translation(of: Panic(), operation) as? RegistryTokensError)
            XCTAssertEqual(error.kind, .internal)
            XCTAssertEqual(error.outcomeUnknown, unknown)
            XCTAssertEqual(error.responseBody(), Data())
            XCTAssertNil(Canary.found(in: texts(of: error)))
        }
    }

    func testEveryKindHasItsConstant() throws {
        let text = try String(contentsOf: Vector.root.appendingPathComponent("api/surface.json"), encoding: .utf8)
        let kinds: [RegistryTokensError.Kind] = [
            .invalidArgument, .config, .authentication, .permissionDenied, .notFound, .conflict, .rateLimited,
            .badRequest, .server, .connect, .deadlineExceeded, .transport, .invalidResponse, .listingUnstable,
            .rotationIncomplete, .closed, .internal,
        ]
        let names = try JSON(text: text)["error_kinds"].array
        XCTAssertEqual(kinds.map { .string($0.rawValue) }, names)
        // The set is open: a kind that comes later is one of the same type.
        XCTAssertNotEqual(RegistryTokensError.Kind(rawValue: "new_one"), .internal)
    }

    func testAClosedClientSaysSo() async throws {
        let world = try await World()
        let client = try world.client()
        client.close()
        client.close()
        let calls: [@Sendable () async throws -> Void] = [
            { _ = try await client.tokens.get(registryID: world.registry, tokenID: nobody) },
            { for try await _ in client.tokens.list(registryID: world.registry) {} },
            { for try await _ in client.registries.list().pages {} },
            { _ = try await client.registries.list().all() },
        ]
        for call in calls {
            let error = try await thrown { try await call() }
            XCTAssertEqual((error as? RegistryTokensError)?.kind, .closed, "\(error)")
        }
        let requests = try await world.requests()
        XCTAssertEqual(requests, [])
    }
}
