import Foundation

@testable import VectorCalls

/// What this process holds. Nothing is collected here: Swift frees at once.
func measured() throws -> JSON {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    guard let resident = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }) else {
        throw VectorError("/proc/self/status says nothing of VmRSS")
    }
    func entries(_ folder: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: folder).count
    }
    return [
        "resident_kib": .integer(resident),
        // One is what reads the folder.
        "handles": .integer(try entries("/proc/self/fd") - 1),
        "threads": .integer(try entries("/proc/self/task")),
        // The runtime does not tell how many of its tasks are unfinished.
        "tasks": 0,
    ]
}
