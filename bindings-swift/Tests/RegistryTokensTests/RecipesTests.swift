import Foundation
import RegistryTokens
import XCTest

@testable import VectorCalls

/// The recipes are programs, as `docs/recipes` shows them, and do their work.
final class RecipesTests: XCTestCase {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)

    override func setUpWithError() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    override func tearDownWithError() throws {
        try FileManager.default.removeItem(at: folder)
    }

    /// Runs a program that stands beside the tests, with only what it needs in its environment.
    private func run(_ name: String, _ world: World) throws -> (status: Int32, said: String) {
        let (program, output) = (Process(), Pipe())
        let tests = try XCTUnwrap(Bundle.main.executableURL)
        program.executableURL = tests.deletingLastPathComponent().appendingPathComponent(name)
        program.environment = world.swr.environment.merging([
            "IONOS_API_URL": world.url, "IONOS_TOKEN": world.token, "REGISTRY": "demo", "NAMESPACE": "apps",
            "LOGINS": folder.path, "PATH": folder.path,
            "ORGANIZATION": "example-team", "USER_ID": nobody, "USER_NAME": "reader",
            "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
        ]) { $1 }
        program.standardOutput = output
        try program.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        program.waitUntilExit()
        return (program.terminationStatus, String(decoding: said, as: UTF8.self))
    }

    /// Stands for kubectl, of which the real one is not here.
    private func kubectl(_ script: String) throws {
        let file = folder.appendingPathComponent("kubectl")
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }

    private func write(_ text: String, _ path: String) throws {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func all(_ world: World) async throws -> [Token] {
        try await world.client().tokens.list(registryID: world.registry).all()
    }

    func testThePagesShowThePrograms() throws {
        func read(_ path: String) throws -> String {
            try String(contentsOf: Vector.root.appendingPathComponent(path), encoding: .utf8)
        }
        let pages = [
            "PullSecret": "pull_secret", "NightlyRotation": "nightly_rotation", "SwrRepository": "swr_repository",
            "SwrPermission": "swr_permission", "SwrRetention": "swr_retention",
        ]
        for (name, stem) in pages {
            let page = try read("docs/recipes/\(stem).md").components(separatedBy: "```swift\n").dropFirst()
            let blocks = page.map { $0.components(separatedBy: "```")[0] }
            XCTAssertEqual(blocks, [try read("bindings-swift/Examples/\(name)/main.swift")])
        }
    }

    func testAPullSecretIsAppliedAndReplaced() async throws {
        let world = try await World()
        try kubectl(#"[ "$*" = 'apply -f -' ] && read -r first && echo "$first""#)
        for _ in 0..<2 {
            let ended = try run("PullSecret", world)
            XCTAssertEqual(ended.status, 0)
            XCTAssertEqual(ended.said, "{\n")
        }
        let made = try await all(world)
        XCTAssertEqual(made.map(\.scopes), Array(repeating: [.repository("*", actions: [.pull])], count: 2))
        XCTAssertEqual(made.map { $0.expiryDate == nil }, [false, true])

        // One that fails, and one that does not even read.
        for script in ["while read -r line; do :; done; exit 1", "exec <&-; exit 1"] {
            try kubectl(script)
            XCTAssertEqual(try run("PullSecret", world).status, 1)
            let left = try await all(world)
            XCTAssertEqual(left, made, "what could not be applied is taken back")
        }
    }

    func testWhatExpiresIsRotatedEveryNight() async throws {
        let world = try await World()
        func token(_ name: String, _ days: Int) -> JSON {
            ["name": .string(name), "expires_in_seconds": .integer(days * 24 * 60 * 60)]
        }
        try await world.seed([token("web", 3), token("batch", 5), token("later", 90), token("ci-job", 1)])
        for consumer in ["web", "batch"] { try write("{}", "\(consumer)/config.json") }
        let ended = try run("NightlyRotation", world)
        XCTAssertEqual(ended.status, 0)
        XCTAssertEqual(ended.said, "web: expiring\nbatch: expiring\nci-job: has no folder here\n")
        let left = try await all(world)
        XCTAssertEqual(left.count, 6, "nobody got a token that has no folder")
        for consumer in ["web", "batch"] {
            let config = folder.appendingPathComponent("\(consumer)/config.json")
            XCTAssert(try String(contentsOf: config, encoding: .utf8).contains(#""auth""#), consumer)
        }
    }

    func testWhatDockerWouldNotUseIsNoSuccess() async throws {
        let world = try await World()
        try await world.seed([
            ["name": "web", "expires_in_seconds": 3600], ["name": "batch", "expires_in_seconds": 3600],
        ])
        try write(#"{"credsStore": "desktop"}"#, "web/config.json")
        try write("{}", "batch/config.json")
        let ended = try run("NightlyRotation", world)
        XCTAssertEqual(ended.status, 1)
        XCTAssertEqual(ended.said, "web: a credential helper stands before it\nbatch: expiring\n")
    }

    func testWhatCannotBeRetiredIsNoSuccess() async throws {
        let world = try await World()
        try await world.seed([["name": "web", "expires_in_seconds": 86_400]])
        try write("{}", "web/config.json")
        try await world.fault(["status": 403], ["method": "PATCH"])
        let ended = try run("NightlyRotation", world)
        XCTAssertEqual(ended.status, 1)
        XCTAssertEqual(ended.said, "web: tokens.update: 403 Forbidden\n")
    }

    func testARepositoryOfTheBasicEditionIsMadeSharedAndTidied() async throws {
        let world = try await World()
        let path = "swr.cn-north-4.myhuaweicloud.example/example-team/team/app"
        for (name, wanted) in [
            ("SwrRepository", "docker push \(path):latest\n"), ("SwrPermission", "reader: read\n"),
            ("SwrRetention", "date_rule: after 30 days\n"),
        ] {
            let ended = try run(name, world)
            XCTAssertEqual(ended.status, 0, name)
            XCTAssertEqual(ended.said, wanted)
        }

        let namespaces = try await world.state()["namespaces"].array
        let made = namespaces.filter { $0["name"] == "example-team" }.flatMap { $0["repositories"].array }
        XCTAssertEqual(made.count, 1)
        let repository = try XCTUnwrap(made.first)
        let wanted: [String: JSON] = [
            "name": "team/app", "category": "linux", "description": "What the team runs", "is_public": false,
            "access": [["user_id": .string(nobody), "user_name": "reader", "auth": 1]], "retentions": [],
        ]
        for (name, value) in wanted { XCTAssertEqual(repository[name], value, name) }
        let retentions = try await world.requests().filter { $0["path"].string?.contains("/retentions") == true }
        XCTAssertEqual(retentions.map { $0["method"] }, ["POST", "GET", "DELETE"])
        let rule: JSON = [
            "template": "date_rule", "params": ["days": "30"],
            "tag_selectors": [["kind": "regexp", "pattern": #"^v\d+(\.\d+)*$"#]],
        ]
        XCTAssertEqual(try JSON(text: retentions[0]["body"].string ?? "")["rules"], [rule])
    }
}
