// What was read, and how long the processor worked for it.

import Foundation

/// Sums over everything that was read, so that all peers can be seen to read the same.
struct Seen: Sendable, CustomStringConvertible {
    private var sums = [0, 0, 0, 0, 0]

    mutating func token(name: String, status: String, expires: Date, scope: String) {
        sums[0] += 1
        sums[1] += name.utf8.count
        sums[2] += status.utf8.count
        sums[3] += Int(expires.timeIntervalSince1970)
        sums[4] += scope.utf8.count
    }

    mutating func add(_ other: Seen) {
        for index in sums.indices { sums[index] += other.sums[index] }
    }

    var description: String { sums.map(String.init).joined(separator: ":") }
}

/// Hands out the numbers of requests to those that make them at once.
final class Countdown: @unchecked Sendable {
    private let lock = NSLock()
    private var left: Int

    init(_ count: Int) {
        left = count
    }

    func next() -> Bool {
        lock.withLock {
            left -= 1
            return left >= 0
        }
    }
}

/// Of all threads.
func cpuTime() -> Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

func wallTime() -> Double { seconds(CLOCK_MONOTONIC) }

private func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// A line of what the kernel says of this process, in KiB.
func status(_ name: String) -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("\(name):") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
}
