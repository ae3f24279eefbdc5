// One measurement in one process; tests/bench says what it is told and what it prints.

import Foundation

let tokenID = "00000000-0000-4000-8000-0000000000aa"

/// The registry whose list has this many tokens; that of single tokens is the one with the number 1.
func registry(_ number: Int) -> String {
    let digits = String(number)
    return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
}

/// What reads tokens, in the manner of one library.
protocol Peer: Sendable {
    /// As many calls at once as the load has.
    init(_ url: String, width: Int) throws

    func get(_ seen: inout Seen) async throws
    func list(_ size: Int, _ seen: inout Seen) async throws
}

struct Failure: Error, CustomStringConvertible {
    let description: String
}

let peers: KeyValuePairs<String, any Peer.Type> = ["urlsession": SessionPeer.self, "ours": OurPeer.self]

@main
struct Driver {
    static func main() async {
        do {
            let arguments = CommandLine.arguments.dropFirst()
            if arguments == ["--peers"] {
                return print("[\(peers.map { "\"\($0.key)\"" }.joined(separator: ", "))]")
            }
            print(try await run(Array(arguments)))
        } catch {
            FileHandle.standardError.write(Data("driver: \(error)\n".utf8))
            exit(1)
        }
        // Not later: what a library keeps for a minute would hold the process.
        exit(0)
    }

    static func run(_ arguments: [String]) async throws -> String {
        guard arguments.count == 5, let count = Int(arguments[2]), let warmUp = Int(arguments[3]) else {
            throw Failure(description: "driver PEER LOAD COUNT WARM_UP URL")
        }
        guard let (_, made) = peers.first(where: { $0.key == arguments[0] }) else {
            throw Failure(description: "no peer \(arguments[0])")
        }
        let (load, url) = (arguments[1], arguments[4])
        let size = Int(load.drop { !$0.isNumber }) ?? 0
        switch load.prefix(while: { !$0.isNumber }) {
        case "cold":
            return try await cold(made, url)
        case "hold":
            return try await hold(made.init(url + "/hold", width: size), size)
        case "get":
            return try await warm(count, warmUp, max(size, 1), made.init(url, width: max(size, 1))) { try await $0.get(&$1) }
        case "list":
            return try await warm(count, warmUp, 1, made.init(url, width: 1)) { try await $0.list(size, &$1) }
        default:
            throw Failure(description: "no load \(load)")
        }
    }

    static func warm(
        _ count: Int, _ warmUp: Int, _ width: Int, _ peer: any Peer,
        _ once: @escaping @Sendable (any Peer, inout Seen) async throws -> Void
    ) async throws -> String {
        _ = try await repeated(warmUp, width, peer, once)
        let (cpu, begun) = (cpuTime(), wallTime())
        let seen = try await repeated(count, width, peer, once)
        return line(cpuTime() - cpu, wallTime() - begun, seen)
    }

    static func repeated(
        _ count: Int, _ width: Int, _ peer: any Peer,
        _ once: @escaping @Sendable (any Peer, inout Seen) async throws -> Void
    ) async throws -> Seen {
        if width == 1 {
            var seen = Seen()
            for _ in 0..<count { try await once(peer, &seen) }
            return seen
        }
        let countdown = Countdown(count)
        return try await withThrowingTaskGroup(of: Seen.self) { group in
            for _ in 0..<width {
                group.addTask {
                    var seen = Seen()
                    while countdown.next() { try await once(peer, &seen) }
                    return seen
                }
            }
            return try await group.reduce(into: Seen()) { $0.add($1) }
        }
    }

    /// Of the whole process.
    static func cold(_ made: any Peer.Type, _ url: String) async throws -> String {
        var seen = Seen()
        try await made.init(url, width: 1).get(&seen)
        let started = ProcessInfo.processInfo.environment["STARTED"].flatMap { Double($0) }
        return line(cpuTime(), Date().timeIntervalSince1970 - (started ?? 0), seen)
    }

    static func hold(_ peer: any Peer, _ width: Int) async throws -> String {
        let open = { @Sendable () -> Task<Void, any Error> in
            Task {
                var seen = Seen()
                try await peer.get(&seen)
            }
        }
        // What the first calls load is not counted. A call is open when its request has been sent, which nothing tells.
        let first = open()
        try await Task.sleep(for: .seconds(1))
        let before = status("VmRSS")
        let calls = (0..<width).map { _ in open() }
        try await Task.sleep(for: .seconds(1))
        let after = status("VmRSS")
        for call in calls + [first] { call.cancel() }
        return "{\"per_call_kib\": \(Double(after - before) / Double(width))}"
    }

    static func line(_ cpu: Double, _ wall: Double, _ seen: Seen) -> String {
        "{\"cpu_s\": \(cpu), \"wall_s\": \(wall), \"peak_kib\": \(status("VmHWM")), \"seen\": \"\(seen)\"}"
    }
}
