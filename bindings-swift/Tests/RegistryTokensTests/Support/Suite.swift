import Foundation
import XCTest

/// An id that nobody has.
let nobody = "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b"

/// What a block throws; a test that expects an error fails without one.
func thrown(
    isolation: isolated (any Actor)? = #isolation,
    _ work: () async throws -> some Sendable
) async throws -> any Error {
    do {
        _ = try await work()
    } catch {
        return error
    }
    throw NothingThrown()
}

struct NothingThrown: Error {}

/// A port of this machine that is taken and that nobody listens at.
final class FreePort {
    let url: String
    private let descriptor: Int32

    init() throws {
        #if os(Linux)
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = descriptor
        let failed = withUnsafeMutableBytes(of: &address) { raw in
            guard let address = raw.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return true }
            return bind(socket, address, length) != 0 || getsockname(socket, address, &length) != 0
        }
        if failed { throw ControlError(description: "no port is free") }
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    }

    deinit {
        close(descriptor)
    }
}
