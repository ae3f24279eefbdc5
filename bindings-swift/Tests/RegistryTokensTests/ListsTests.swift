import RegistryTokens
import XCTest

@testable import VectorCalls

final class ListsTests: XCTestCase {
    func testAListIsReadWhenItIsIteratedAndEachTimeAnew() async throws {
        let world = try await World()
        try await world.seed(5)
        let client = try world.client()
        let list = client.tokens.list(registryID: world.registry, pageSize: 2)
        var requests = try await world.requests()
        XCTAssertEqual(requests, [])
        for round in 1...2 {
            var ids: [UUID] = []
            for try await token in list { ids.append(token.id) }
            XCTAssertEqual(Set(ids).count, 5)
            requests = try await world.requests()
            XCTAssertEqual(requests.count, 3 * round)
        }
        let sizes = try await list.pages.reduce(into: []) { $0.append($1.items.count) }
        XCTAssertEqual(sizes, [2, 2, 1])
        let all = try await list.all()
        XCTAssertEqual(all.count, 5)
    }

    func testALoopThatIsLeftAsksForNoMore() async throws {
        let world = try await World()
        try await world.seed(5)
        let client = try world.client()
        for try await _ in client.tokens.list(registryID: world.registry, pageSize: 2) { break }
        let first = try await client.tokens.list(registryID: world.registry, pageSize: 2).first { _ in true }
        XCTAssertNotNil(first)
        let requests = try await world.requests()
        XCTAssertEqual(requests.count, 2)
    }

    func testAnErrorEndsTheIteration() async throws {
        let world = try await World()
        try await world.seed(3)
        try await world.fault(["status": 403], ["path_contains": "offset=2"])
        let client = try world.client()
        var iterator = client.tokens.list(registryID: world.registry, pageSize: 2).makeAsyncIterator()
        var received = 0
        do {
            while try await iterator.next() != nil { received += 1 }
            XCTFail("no error")
        } catch let error as RegistryTokensError {
            XCTAssertEqual(error.kind, .permissionDenied)
        }
        XCTAssertEqual(received, 2)
        let after = try await iterator.next()
        XCTAssertNil(after)
    }

    func testFiltersAreSent() async throws {
        let world = try await World()
        try await world.seed([["name": "one"], ["name": "two", "status": "disabled"]])
        let client = try world.client()
        let found = try await client.tokens.list(registryID: world.registry, filters: ["status": "disabled"]).all()
        XCTAssertEqual(found.map(\.name), ["two"])
        let one = try await client.tokens.find(registryID: world.registry, name: "one")
        XCTAssertEqual(one?.name, "one")
        let none = try await client.tokens.find(registryID: world.registry, name: "three")
        XCTAssertNil(none)
    }

    func testListsHaveNoAnswerOfTheirOwn() async throws {
        let world = try await World()
        let client = try world.client()
        let error = try await thrown { try await client.registries.withResponse { try await $0.list().all() } }
        XCTAssertEqual((error as? RegistryTokensError)?.kind, .invalidArgument)
    }
}
