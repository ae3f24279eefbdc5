// Random arguments, as good as a program could have them and as odd as it could write them down. A generator of our own:
// the libraries for this come from no place but a registry of git addresses, which a build without a network cannot reach.

import Foundation
import RegistryTokens

@testable import VectorCalls

/// A type with values that somebody will pass some day.
protocol Arbitrary: Givable {
    static func arbitrary(_ random: Arguments, _ name: String) -> Self
}

/// Arguments of one call; the same seed gives the same ones.
final class Arguments: ArgumentSource {
    private let state: Locked<UInt64>
    /// What is a good value, by the names of arguments and types.
    private let good: [String: [JSON]]
    private let neverLeftOut: Set<String>
    /// Of a hundred that may be left out so many are.
    private let leftOut: Int
    /// Of a hundred arguments so many are good; others are odd or left out.
    private let goodness: Int
    private let taken = Locked<[String]>([])

    init(seed: UInt64, good: [String: [JSON]], neverLeftOut: Set<String> = [], leftOut: Int = 50) {
        state = Locked(seed)
        self.good = good
        self.neverLeftOut = neverLeftOut
        self.leftOut = leftOut
        goodness = 0
        _ = next()
    }

    private init(_ other: Arguments, goodness: Int) {
        state = Locked(other.next())
        (good, neverLeftOut, leftOut) = (other.good, other.neverLeftOut, other.leftOut)
        self.goodness = goodness
    }

    /// Some calls are almost right, so that their one odd argument gets as far as it can; in others all are odd, as each is
    /// converted whatever the others are.
    func forOneCall() -> Arguments {
        Arguments(self, goodness: pick([95, 75, 0]))
    }

    /// What was made so far, for the report of a failure.
    var made: String { taken.value.joined(separator: ", ") }

    /// SplitMix64: the generator of the standard library takes no seed.
    func next() -> UInt64 {
        var number: UInt64 = 0
        state.change {
            $0 &+= 0x9e37_79b9_7f4a_7c15
            number = $0
        }
        number = (number ^ (number >> 30)) &* 0xbf58_476d_1ce4_e5b9
        number = (number ^ (number >> 27)) &* 0x94d0_49bb_1331_11eb
        return number ^ (number >> 31)
    }

    func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

    func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    func leavesOut(_ name: String) -> Bool { !neverLeftOut.contains(name) && below(100) < leftOut }

    func value<Value: Givable>(_ name: String) throws -> Value {
        let value: Value = try made(name)
        // Foundation ends the program when it is to write a date that is far enough away.
        let shown = (value as? Date).map { "\($0.timeIntervalSince1970) s" } ?? String(reflecting: value)
        taken.change { $0.append(String("\(name): \(shown)".prefix(200))) }
        return value
    }

    private func made<Value: Givable>(_ name: String) throws -> Value {
        if name == "take" { return try Value(given: .string(pick(["items", "pages", "all"]))) }
        let known = good[name] ?? good["\(Value.self)"] ?? []
        if !known.isEmpty, below(100) < goodness, let value = try? Value(given: pick(known)) { return value }
        if let arbitrary = Value.self as? any Arbitrary.Type, let value = arbitrary.arbitrary(self, name) as? Value {
            return value
        }
        // A word of the service, or what has fields of its own, which come back here.
        let text = JSON.string(String.arbitrary(self, name))
        return try (try? Value(given: text)) ?? Value(given: [:])
    }
}

extension String: Arbitrary {
    private static let odd = [
        "", " ", ".", "..", "/", "a/b", "a//b", "../a", "%2e%2e", "%", "%zz", "a?b=c", "a#b", "a&b", "\\", "\"", "'",
        "\0",
        "a\0b", "\n", "a\r\nX-Injected: 1", "\t", "\u{7f}", "\u{1b}[31m", "\u{85}", "\u{2028}", "\u{feff}",
        "\u{202e}abc",
        "مرحبا", "👩‍👩‍👧‍👦", "e\u{301}", "\u{fffd}", "\u{ffff}", "\u{10ffff}", "null", "NaN", "-1", "0",
        "99999999999999999999999999", "{}", "[]", "Authorization", "authorization", "Host", "Content-Length", "limit",
        "Bearer x", "http://127.0.0.1:1", "http://user:pass@127.0.0.1:1/a?b#c", "http://[::1]:1/", "ftp://127.0.0.1/",
        "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b", "{6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b}", "cn-north-4",
    ]

    static func arbitrary(_ random: Arguments, _ name: String) -> String {
        switch random.below(10) {
        case 0:
            return String(repeating: random.pick(["x", "é", "/", "🦀", "%"]), count: random.pick([64, 300, 70_000]))
        case 1, 2:
            // Any text at all; what is no scalar (surrogates) cannot be written in Swift.
            let scalars = (0..<random.below(12)).compactMap { _ in
                Unicode.Scalar(UInt32(random.below(random.pick([0x80, 0x800, 0x110000]))))
            }
            return String(String.UnicodeScalarView(scalars))
        default: return random.pick(odd)
        }
    }
}

extension Int: Arbitrary {
    static func arbitrary(_ random: Arguments, _ name: String) -> Int {
        let limits = [0, 1, 2, 100, 1 << 31, 1 << 32, 1 << 53, 1 << 62, .max]
        return switch random.below(4) {
        case 0: .min
        case 1: -random.pick(limits)
        case 2: random.pick(limits) &+ random.pick([-1, 0, 1])
        default: Int(bitPattern: UInt(random.next())) >> random.below(64)
        }
    }
}

extension Bool: Arbitrary {
    static func arbitrary(_ random: Arguments, _ name: String) -> Bool { random.below(2) == 0 }
}

extension Secret: Arbitrary {
    static func arbitrary(_ random: Arguments, _ name: String) -> Secret { Secret(String.arbitrary(random, name)) }
}

extension URL: Arbitrary {
    static func arbitrary(_ random: Arguments, _ name: String) -> URL {
        let written = ["http://127.0.0.1:1/a", "a", "file://other/a", "data:,a"].compactMap(URL.init(string:))
        let files = ["/", "/dev/null", "/nowhere/at/all", String.arbitrary(random, name)]
        return random.pick(written + files.map { URL(fileURLWithPath: $0) })
    }
}

extension Data: Arbitrary {
    static func arbitrary(_ random: Arguments, _ name: String) -> Data {
        let noise = Data((0..<random.below(200)).map { _ in UInt8(random.below(256)) })
        let pem = "-----BEGIN CERTIFICATE-----\n\(noise.base64EncodedString())\n-----END CERTIFICATE-----\n"
        return random.pick([Data(), noise, Data(pem.utf8), Data(pem.utf8.prefix(40))])
    }
}

extension Duration: Arbitrary {
    static func arbitrary(_ random: Arguments, _ name: String) -> Duration {
        random.pick([
            .zero, .nanoseconds(1), .nanoseconds(-1), Duration(secondsComponent: 0, attosecondsComponent: 1),
            .milliseconds(1), .seconds(1), .seconds(-1), .seconds(60), .seconds(86_400), .seconds(1 << 53),
            .seconds(Int64.max), .seconds(Int64.min), .milliseconds(Int.arbitrary(random, name)),
            Duration(secondsComponent: .max, attosecondsComponent: 999_999_999_999_999_999),
        ])
    }
}

extension Date: Arbitrary {
    static func arbitrary(_ random: Arguments, _ name: String) -> Date {
        let spans = [
            0, -0.0, 1e-9, -1, 253_402_300_799, 253_402_300_799.999_999_9, 253_402_300_800, -62_135_596_800,
            -62_135_596_801, -377_705_116_801, 1e12, -1e12, 1e12 + 978_307_200, 1e18, -1e18, 9.3e18, 1e300, .nan,
            .infinity,
            -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude, Double(bitPattern: random.next()),
        ]
        return random.pick(spans.map(Date.init(timeIntervalSince1970:)) + [.distantPast, .distantFuture])
    }
}

extension Proxy: Arbitrary {
    static func arbitrary(_ random: Arguments, _ name: String) -> Proxy {
        random.pick([.off, .url(String.arbitrary(random, name))])
    }
}

extension Array: Arbitrary where Element: Givable {
    static func arbitrary(_ random: Arguments, _ name: String) -> [Element] {
        (0..<random.pick([0, 1, 2, 40])).compactMap { _ in try? random.value(name) as Element }
    }
}

extension Dictionary: Arbitrary where Key == String, Value: Givable {
    static func arbitrary(_ random: Arguments, _ name: String) -> [String: Value] {
        var parts: [String: Value] = [:]
        for _ in 0..<random.below(4) { parts[String.arbitrary(random, name)] = try? random.value(name) as Value }
        return parts
    }
}
