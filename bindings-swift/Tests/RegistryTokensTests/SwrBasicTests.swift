import RegistryTokens
import XCTest

@testable import VectorCalls

/// SWR's basic edition: what a vector cannot say, because it takes several calls or is Swift's own.
final class SwrBasicTests: XCTestCase {
    func testNumbersOf64BitsAreExact() async throws {
        let repositories = try await World().swr.client().repositories
        let app = try await repositories.get(namespace: "group", repository: "team/app")
        XCTAssertEqual(app.size, 9_007_199_254_740_993)
        XCTAssertEqual(app.numDownload, .max)
        XCTAssert(app.toJSON().contains("9007199254740993") && app.toJSON().contains("9223372036854775807"))
        let listed = try await repositories.list(namespace: "group").all()
        XCTAssertEqual(listed.first { $0.name == "team/app" }?.size, app.size)
    }

    func testRepositoriesComeInPagesByIndexAndByMarker() async throws {
        let world = try await World()
        try await world.seed(namespaces: [["name": "many", "repositories": 250]])
        let repositories = try world.swr.client().repositories
        var names: [String] = []
        for try await one in repositories.list(namespace: "many") { names.append(one.name) }
        var pages: [RepositoryMarkerPage] = []
        for try await page in repositories.listByMarker(pageSize: 120, namespace: "many").pages { pages.append(page) }
        XCTAssertEqual(pages.map(\.items.count), [120, 120, 10])
        XCTAssertEqual(pages.dropLast().map(\.nextMarker), pages.dropLast().map { $0.items.last?.id })
        XCTAssertEqual(names.count, 250)
        XCTAssertEqual(Set(names), Set(pages.flatMap(\.items).map(\.name)))
    }

    func testTheServicesOwnNamesOfAFilter() async throws {
        let repositories = try await World().swr.client().repositories
        let found = try await repositories.list(filters: ["name": "app", "is_public": "true"]).all()
        XCTAssertEqual(found.map(\.name), ["team/app"])
        let error = try await thrown { try await repositories.list(filters: ["isPublic": "true"]).all() }
        XCTAssertEqual((error as? RegistryTokensError)?.reason.contains(#""is_public""#), true, "\(error)")
    }

    func testWhatCouldNotBeCopiedIsTold() async throws {
        let tasks = try await World().swr.client().syncTasks
        let sync = try await tasks.syncImages(
            namespace: "group", repository: "busybox", remoteRegionID: "cn-north-1", remoteNamespace: "target",
            imageTags: ["latest", "gone"], overwrite: true)
        XCTAssertEqual(sync.failedTags, ["gone"])
        let jobs = try await tasks.jobs(namespace: "group", repository: "busybox", pageSize: 2, orderType: .desc).all()
        XCTAssertEqual(jobs.map(\.status), [.success, .running, .success, .failed])
        XCTAssertEqual(jobs.first?.overwrite, true)
    }

    func testWordsAreOpen() async throws {
        let world = try await World()
        try await world.seed(namespaces: [
            ["name": "odd", "auth": 5, "repositories": [["name": "odd", "category": "some-new-one"]]]
        ])
        let client = try world.swr.client()
        let levels = try await client.namespaces.list(mode: .visible).map(\.auth)
        XCTAssertEqual(Set(levels), [.manage, AccessLevel(rawValue: "5")])
        let odd = try await client.repositories.get(namespace: "odd", repository: "odd")
        XCTAssertEqual(odd.category, RepositoryCategory(rawValue: "some-new-one"))
        let trigger = try await client.triggers.get(namespace: "group", repository: "busybox", trigger: "deploy-latest")
        XCTAssertEqual(trigger.triggerType, .tag)
        XCTAssertEqual(trigger.enable, true)
        try await client.triggers.disable(namespace: "group", repository: "busybox", trigger: trigger.name)
        let disabled = try await client.triggers.list(namespace: "group", repository: "busybox")
        XCTAssertEqual(disabled.map(\.enable), [false])
    }

    func testARetentionThatIsGoneIsSaidWith400() async throws {
        let retentions = try await World().swr.client().retentionRules
        let first = try await retentions.list(namespace: "group", repository: "busybox").first
        let id = try XCTUnwrap(first).id
        try await retentions.delete(namespace: "group", repository: "busybox", retentionID: id)
        let error =
            try await thrown {
                try await retentions.delete(namespace: "group", repository: "busybox", retentionID: id)
            } as? RegistryTokensError
        XCTAssertEqual(error?.kind, .notFound)
        XCTAssertEqual(error?.httpStatus, 400)
        try await retentions.delete(namespace: "group", repository: "busybox", retentionID: id, missingOK: true)
    }

    func testArgumentsAreNamed() async throws {
        let world = try await World()
        let client = try world.swr.client()
        let (retentions, none) = (client.retentionRules, TagSelector(kind: .label, pattern: ""))
        let nameless = UserPermission(userID: "", userName: "user02", auth: .read)
        let refused: [(String, @Sendable () async throws -> Void)] = [
            ("retentionID", { _ = try await retentions.get(namespace: "n", repository: "r", retentionID: -1) }),
            ("days", { _ = try await retentions.create(namespace: "n", repository: "r") }),
            (
                "tagSelectors",
                { _ = try await retentions.create(namespace: "n", repository: "r", num: 3, tagSelectors: [none]) }
            ),
            ("userIDs", { try await client.namespacePermissions.revoke(namespace: "n", userIDs: []) }),
            ("userID", { try await client.namespacePermissions.grant(namespace: "n", users: [nameless]) }),
        ]
        for (name, call) in refused {
            let error = try await thrown(call) as? RegistryTokensError
            XCTAssertEqual(error?.kind, .invalidArgument)
            XCTAssert(error?.reason.contains(name) == true, "\(name): \(error.map { "\($0)" } ?? "nothing")")
        }
        let requests = try await world.requests()
        XCTAssertEqual(requests, [])
    }
}
