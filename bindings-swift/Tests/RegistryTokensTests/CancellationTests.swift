import RegistryTokens
import XCTest

@testable import VectorCalls

/// A cancelled task gives its request up, and the service sees the connection close.
final class CancellationTests: XCTestCase {
    func testACallUnderWayIsGivenUp() async throws {
        let script = try await World().silence()
        let client = try script.client()
        let call = Task { try await client.tokens.get(registryID: nobody, tokenID: nobody) }
        try await script.wait("arrived=1&open=1")
        call.cancel()
        let error = try await thrown { try await call.value }
        XCTAssert(error is CancellationError, "\(error)")
        try await script.wait("open=0")
    }

    func testEveryCallOfEachServiceIsGivenUp() async throws {
        let world = try await World()
        for dispatch in dispatches.values {
            for (operation, required) in dispatch.required {
                let takes = dispatch.arguments[operation]?.contains("take") == true ? ["items", "pages", "all"] : [nil]
                for take in takes { try await giveUp(dispatch, operation, required, take, world) }
            }
        }
    }

    private func giveUp<Service: Dispatch>(
        _ service: Service.Type, _ operation: String, _ required: [String: String], _ take: String?, _ world: World
    ) async throws {
        var arguments = required.mapValues { kind -> JSON in
            switch kind {
            case "id": .string(nobody)
            case "u64": 7
            case "bool": true
            case "duration": 86_400_000
            case "list<string>": ["demo"]
            case "list<UserPermission>": [["user_id": "demo", "user_name": "demo", "auth": "read"]]
            case "TriggerAppType": "deployments"
            case "TriggerType": "all"
            default: "demo"
            }
        }
        if let take { arguments["take"] = .string(take) }
        // An update of nothing is refused before anything is sent.
        if operation == "tokens.update" { arguments["status"] = "disabled" }
        // A rotation is of two.
        if arguments["new_id"] != nil { arguments["new_id"] = .string(String(nobody.dropLast()) + "c") }
        // What a retention goes by is one of two.
        if operation.hasPrefix("retention_rules."), operation.hasSuffix("create") || operation.hasSuffix("update") {
            arguments["days"] = 7
        }
        // A type of the service's own is not checked any further.
        if arguments["type"] != nil { arguments["type"] = "swr-pro" }
        let given = try Given(.object(arguments))
        let script = try await world.silence()
        let client = try service.client(Given(script.options)) { _ in }
        let call = Task { _ = try await service.call(client, operation, given, CallOptions()) }
        try await script.wait("arrived=1&open=1")
        call.cancel()
        let error = try await thrown { try await call.value }
        XCTAssert(error is CancellationError, "\(operation): \(error)")
        try await script.wait("open=0")
    }

    func testTheServiceRecordsThatTheClientWentAway() async throws {
        let world = try await World()
        try await world.fault(["hang": true])
        let client = try world.client()
        let call = Task { try await client.tokens.create(registryID: world.registry, name: "ci-new") }
        try await world.wait("arrived=1&in_flight=1")
        call.cancel()
        _ = try await thrown { try await call.value }
        try await world.wait("in_flight=0")
        let requests = try await world.requests()
        XCTAssertEqual(requests.map { $0["ended"] }, ["client_closed"])
    }

    func testATaskThatIsCancelledAlreadySendsNothing() async throws {
        let world = try await World()
        let client = try world.client()
        let call = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await client.tokens.find(registryID: world.registry, name: "any")
        }
        let error = try await thrown { try await call.value }
        XCTAssert(error is CancellationError, "\(error)")
        let requests = try await world.requests()
        XCTAssertEqual(requests, [])
    }

    func testAWaitBetweenAttemptsIsGivenUp() async throws {
        let world = try await World()
        try await world.fault(["status": 503, "headers": ["Retry-After": "30"]])
        let (events, told) = AsyncStream.makeStream(of: Event.self)
        let client = try world.client { event in told.yield(event) }
        let call = Task { try await client.registries.get(registryID: world.registry) }
        let event = await events.first { _ in true }
        XCTAssertEqual(event?.retryIn, .seconds(30))
        call.cancel()
        let error = try await thrown { try await call.value }
        XCTAssert(error is CancellationError, "\(error)")
        let requests = try await world.requests()
        XCTAssertEqual(requests.count, 1)
    }

    func testAGroupThatFailsGivesUpItsOtherCalls() async throws {
        let world = try await World()
        let script = try await world.silence(2)
        let (silent, working) = (try script.client(), try world.client())
        let error = try await thrown {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<2 {
                    group.addTask { _ = try await silent.tokens.get(registryID: nobody, tokenID: nobody) }
                }
                try await script.wait("arrived=2&open=2")
                group.addTask { _ = try await working.tokens.get(registryID: world.registry, tokenID: nobody) }
                // Not waitForAll, which waits for the others, too, before it throws.
                for try await _ in group {}
            }
        }
        XCTAssertEqual((error as? RegistryTokensError)?.kind, .notFound)
        try await script.wait("open=0")
    }

    func testARaceWithATimeLimitGivesTheCallUp() async throws {
        let script = try await World().silence()
        let client = try script.client()
        struct TimeIsUp: Error {}
        let error = try await thrown {
            try await withThrowingTaskGroup(of: Token.self) { group in
                group.addTask { try await client.tokens.get(registryID: nobody, tokenID: nobody) }
                group.addTask {
                    // The time is up when the request has arrived, not earlier and not later.
                    try await script.wait("arrived=1&open=1")
                    throw TimeIsUp()
                }
                defer { group.cancelAll() }
                return try await group.next()
            }
        }
        XCTAssert(error is TimeIsUp, "\(error)")
        try await script.wait("open=0")
    }

    func testAnIterationUnderWayIsGivenUp() async throws {
        for pages in [false, true] {
            let world = try await World()
            try await world.seed(3)
            try await world.fault(["hang": true], ["path_contains": "offset=2"])
            let client = try world.client()
            let received = Locked(0)
            let reading = Task {
                let list = client.tokens.list(registryID: world.registry, pageSize: 2)
                if pages {
                    for try await page in list.pages { received.change { $0 += page.items.count } }
                } else {
                    for try await _ in list { received.change { $0 += 1 } }
                }
            }
            try await world.wait("arrived=2&in_flight=1")
            reading.cancel()
            let error = try await thrown { try await reading.value }
            XCTAssert(error is CancellationError, "\(error)")
            XCTAssertEqual(received.value, 2)
            try await world.wait("in_flight=0")
        }
    }

    func testAWholeListUnderWayIsGivenUp() async throws {
        let script = try await World().silence()
        let client = try script.client()
        let reading = Task { try await client.registries.list().all() }
        try await script.wait("arrived=1&open=1")
        reading.cancel()
        let error = try await thrown { try await reading.value }
        XCTAssert(error is CancellationError, "\(error)")
        try await script.wait("open=0")
    }

    func testACallThatIsOverDoesNotMind() async throws {
        let world = try await World()
        let client = try world.client()
        let call = Task { try await client.registries.get(registryID: world.registry) }
        let registry = try await call.value
        call.cancel()
        XCTAssertEqual(registry.name, "demo")
        let again = try await client.registries.get(registryID: registry.id)
        XCTAssertEqual(again, registry)
    }
}
