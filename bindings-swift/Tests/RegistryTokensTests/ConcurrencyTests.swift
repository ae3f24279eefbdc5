import RegistryTokens
import XCTest

@testable import VectorCalls

/// One client serves many tasks, actors and the main actor, under the strict rules of Swift 6.
final class ConcurrencyTests: XCTestCase {
    func testTwoHundredCallsAtOnce() async throws {
        let world = try await World()
        let ids = try await world.seed(200)
        let client = try world.client()
        let found = try await withThrowingTaskGroup(of: Token.self) { group in
            for id in ids {
                group.addTask { try await client.tokens.get(registryID: world.registry, tokenID: id) }
            }
            return try await group.reduce(into: Set<UUID>()) { $0.insert($1.id) }
        }
        XCTAssertEqual(found.count, 200)
    }

    func testAListCanBeReadByManyTasks() async throws {
        let world = try await World()
        try await world.seed(5)
        let list = try world.client().tokens.list(registryID: world.registry, pageSize: 2)
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { try await list.reduce(0) { count, _ in count + 1 } }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        XCTAssertEqual(counts, Array(repeating: 5, count: 8))
    }

    func testTheMainActorCanUseIt() async throws {
        let world = try await World()
        try await world.seed(3)
        let view = View()
        try await view.load(world)
        let (names, status) = await (view.names, view.status)
        XCTAssertEqual(names.count, 3)
        XCTAssertEqual(status, 200)
    }

    func testActorsCanUseIt() async throws {
        let world = try await World()
        let keeper = Keeper(client: try world.client())
        let issued = try await keeper.issue(world.registry)
        let name = await keeper.names
        XCTAssertEqual(name, [issued.token.name])
    }
}

/// What a view model of an app does.
@MainActor
private final class View {
    private(set) var names: [String] = []
    private(set) var status = 0

    func load(_ world: World) async throws {
        let client = try world.client()
        for try await token in client.tokens.list(registryID: world.registry, pageSize: 2) { names.append(token.name) }
        for try await page in client.tokens.list(registryID: world.registry).pages {
            XCTAssertEqual(page.items.map(\.name), names)
        }
        let response = try await client.registries.withResponse { registries in
            names.sort()
            return try await registries.get(registryID: world.registry)
        }
        status = response.httpStatus
    }
}

private actor Keeper {
    private let client: IonosClient
    private(set) var names: [String] = []

    init(client: IonosClient) {
        self.client = client
    }

    func issue(_ registry: String) async throws -> IssuedToken {
        let response = try await client.tokens.withResponse {
            names.append("ci-new")
            return try await $0.create(registryID: registry, name: "ci-new")
        }
        return response.value
    }
}
