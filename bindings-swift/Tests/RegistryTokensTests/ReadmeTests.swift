import RegistryTokens
import XCTest

@testable import VectorCalls

/// The README's examples are code that is compiled and runs.
final class ReadmeTests: XCTestCase {
    func testEveryExampleIsCompiledSomewhere() throws {
        let folder = Vector.root.appendingPathComponent("bindings-swift")
        func text(_ path: String) throws -> String {
            try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
        }
        /// Indentation is the only thing that may differ.
        func flat(_ code: String) -> String {
            code.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
        }
        let sources = try ["Examples/IssueToken/main.swift", "Tests/RegistryTokensTests/Snippets.swift"].map {
            flat(try text($0))
        }
        let blocks = try ["README.md", "../README.md"].flatMap { path in
            try text(path).components(separatedBy: "```swift\n").dropFirst().map {
                flat($0.components(separatedBy: "```")[0])
            }
        }
        XCTAssertGreaterThanOrEqual(blocks.count, 6)
        for block in blocks where !block.contains(".package(") {
            XCTAssert(sources.contains { $0.contains(block) }, block)
        }
    }

    func testTheExamplesRun() async throws {
        let world = try await World()
        try await world.seed([
            ["name": "ci-wide", "scopes": [["type": "repository", "name": "*", "actions": ["pull"]]]]
        ])
        let client = try world.client()
        let registry = try await client.registries.get(registryID: world.registry)
        try await Snippets.change(client, registry)
        let narrowed = try await client.tokens.find(registryID: registry.id, name: "ci-wide")
        XCTAssertEqual(narrowed?.scopes, [.repository("team/app", actions: [.pull])])

        try await world.fault(["close": "reset"], ["method": "POST", "phase": "after_processing"])
        try await Snippets.errors(client, registry)
        let left = try await client.tokens.find(registryID: registry.id, name: "ci-push")
        XCTAssertNil(left)
        try await Snippets.errors(client, registry)
        try await Snippets.errors(client, registry)
        try await Snippets.response(client, registry)

        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let config = folder.appendingPathComponent("config.json")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await Snippets.use(client, registry, config)
        let first = try String(contentsOf: config, encoding: .utf8)
        try await Snippets.rotate(client, registry, config)
        let second = try String(contentsOf: config, encoding: .utf8)
        try await Snippets.rotate(client, registry, config)
        XCTAssertEqual(Set([first, second, try String(contentsOf: config, encoding: .utf8)]).count, 3)
        try Data(#"{"credsStore": "desktop"}"#.utf8).write(to: config)
        do {
            try await Snippets.rotate(client, registry, config)
            XCTFail("nobody would use it")
        } catch let error as Shadowed {
            XCTAssertEqual(error.helper, "desktop")
        }

        try await Snippets.swr(world.swr.client(), world.swr.instance)
    }
}
