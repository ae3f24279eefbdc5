import RegistryTokens
import XCTest

@testable import VectorCalls

#if os(Linux)
    /// Neither calls nor clients leave anything behind.
    final class LeakTests: XCTestCase {
        /// A leak of 1 KiB for each call, or of 10 KiB for each client, is red.
        private let allowance = 10_000

        private func resident() throws -> Int {
            let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
            return try XCTUnwrap(Int(fields[1])) * Int(sysconf(Int32(_SC_PAGESIZE))) / 1024
        }

        private func descriptors() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        }

        func testCalls() async throws {
            let world = try await World()
            let client = try world.client { _ in }
            func calls(_ count: Int) async throws {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<8 {
                        group.addTask {
                            for turn in 0..<(count / 8) {
                                let registry = turn % 2 == 0 ? world.registry : ".."
                                _ = try? await client.registries.get(registryID: registry).toJSON()
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            try await calls(2_000)
            let before = try resident()
            try await calls(10_000)
            let grown = try resident() - before
            print("memory after 10000 calls: \(grown) KiB more")
            XCTAssertLessThan(grown, allowance, "KiB after 10000 calls")
        }

        func testClients() async throws {
            let world = try await World()
            func clients(_ count: Int, used: Bool) async throws {
                for _ in 0..<count {
                    let client = try world.client { _ in }
                    if used { _ = try await client.registries.get(registryID: world.registry) }
                    client.close()
                }
                try await world.wait("open=0")
            }
            try await clients(100, used: true)
            try await clients(100, used: false)
            let (before, open) = (try resident(), try descriptors())
            try await clients(500, used: true)
            try await clients(500, used: false)
            let grown = try resident() - before
            print("memory after 1000 clients: \(grown) KiB more")
            XCTAssertLessThan(grown, allowance, "KiB after 1000 clients")
            XCTAssertLessThan(try descriptors(), open + 20)
        }
    }
#endif
