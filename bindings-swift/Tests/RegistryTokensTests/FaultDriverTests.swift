import XCTest

@testable import VectorCalls

#if os(Linux)
    /// The driver of the fault run does as tests/faults/DRIVERS.md says.
    final class FaultDriverTests: XCTestCase {
        func testItDoesAsItIsTold() async throws {
            let world = try await World()
            let driver = try Driver()
            let client: JSON = ["base_url": .string(world.url), "token": .string(world.token)]
            func get(_ id: JSON, registry: JSON) -> JSON {
                [
                    "id": id, "do": "call", "provider": "ionos", "client": client, "keep": "a",
                    "call": ["operation": "registries.get", "arguments": ["registry_id": registry]],
                ]
            }
            XCTAssertEqual(try driver.next(), ["ready": ["style": "swift"]])

            let found = try driver.ask(get("1", registry: .string(world.registry)))
            XCTAssertEqual(Set(found.object.keys), ["id", "value", "elapsed_ms"])
            XCTAssertEqual(found["id"], "1")
            XCTAssertEqual(found["value"]["name"], "demo")

            for (registry, kind, status) in [(nobody, "not_found", 404), ("..", "invalid_argument", nil)] {
                let failed = try driver.ask(get("2", registry: .string(registry)))
                let error: JSON = [
                    "kind": .string(kind), "operation": "registries.get", "http_status": status.shown,
                    "attempts": .integer(status == nil ? 0 : 1), "outcome_unknown": false, "retryable": false,
                    "retry_after_ms": nil,
                ]
                XCTAssertEqual(failed["error"], error)
                XCTAssertFalse(failed["texts"].array.isEmpty)
            }
            let crashed = try driver.ask(get("3", registry: 5))
            XCTAssertEqual(crashed["crash"], "VectorError: a text was expected, not 5")

            let registry = JSON.string(world.registry)
            let load = try driver.ask([
                "id": "4", "do": "load", "provider": "ionos", "client": client, "keep": "a", "callers": 3,
                "seconds": 60, "calls": 9, "prefix": "run1",
                "steps": [
                    [
                        "operation": "tokens.create",
                        "arguments": ["registry_id": registry, "name": "$name", "scopes": []],
                    ],
                    [
                        "operation": "tokens.get",
                        "arguments": ["registry_id": registry, "token_id": "$created"],
                    ],
                    ["operation": "tokens.get", "arguments": ["registry_id": registry, "token_id": .string(nobody)]],
                ],
            ])
            XCTAssertEqual(load["crashes"], [])
            let (made, read) = (load["load"]["tokens.create"], load["load"]["tokens.get"])
            let rounds = try XCTUnwrap(made["calls"].integer)
            XCTAssert((3...6).contains(rounds), "\(rounds)")
            XCTAssertEqual(made, row(calls: rounds, ok: rounds, errors: [:]))
            XCTAssertEqual(read, row(calls: 2 * rounds, ok: rounds, errors: ["not_found": .integer(rounds)]))
            let state = try await world.state()
            XCTAssert(state.text.contains("run1-0-0"), state.text)

            let measure = try driver.ask(["id": "5", "do": "measure"])["measure"]
            XCTAssertEqual(Set(measure.object.keys), ["resident_kib", "handles", "threads", "tasks"])
            XCTAssertGreaterThan(measure["resident_kib"].integer ?? 0, 1000)
            XCTAssertGreaterThan(measure["handles"].integer ?? 0, 3)

            XCTAssertEqual(try driver.ask(["id": "6", "do": "close", "keep": "a"]), ["id": "6"])
            try await world.wait("open=0")
            let (code, errors) = try driver.end()
            XCTAssertEqual(code, 0)
            XCTAssertEqual(errors, "")
        }

        private func row(calls: Int, ok: Int, errors: JSON) -> JSON {
            ["calls": .integer(calls), "ok": .integer(ok), "errors": errors, "outcome_unknown": 0]
        }
    }

    /// The program, with its ends of the pipes.
    private final class Driver {
        private let process = Process()
        private let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        private var unread = Data()

        init() throws {
            process.executableURL = Vector.root.appendingPathComponent("bindings-swift/fault-driver")
            process.arguments = ["swift"]
            (process.standardInput, process.standardOutput, process.standardError) = (input, output, errors)
            try process.run()
        }

        deinit {
            if process.isRunning { process.terminate() }
        }

        func ask(_ command: JSON) throws -> JSON {
            input.fileHandleForWriting.write(Data((command.text + "\n").utf8))
            return try next()
        }

        func next() throws -> JSON {
            while true {
                if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                    defer { unread.removeSubrange(...end) }
                    return try JSON(text: String(decoding: unread[..<end], as: UTF8.self))
                }
                let more = output.fileHandleForReading.availableData
                if more.isEmpty { throw ControlError(description: "the driver has ended: \(try end())") }
                unread += more
            }
        }

        func end() throws -> (Int32, String) {
            try input.fileHandleForWriting.close()
            let said = errors.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return (process.terminationStatus, String(decoding: said, as: UTF8.self))
        }
    }
#endif
