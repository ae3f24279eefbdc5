// From the JSON of a vector to what a Swift program would write.

import Foundation
import RegistryTokens

/// A vector does not hold, or says what cannot be said.
struct VectorError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// A type of arguments.
protocol Givable {
    init(given: JSON) throws
}

/// Makes arguments of their names and types, in place of a vector that says them.
protocol ArgumentSource: Sendable {
    func leavesOut(_ name: String) -> Bool
    func value<Value: Givable>(_ name: String) throws -> Value
}

/// Arguments by the names that vectors have for them.
struct Given: Sendable {
    /// Counts for what a value consists of, too, which reads its own parts.
    @TaskLocal static var source: (any ArgumentSource)?

    private let values: [String: JSON]
    /// How many items of a list came.
    let received = Locked(0)

    init(_ values: JSON) throws {
        guard case .object(let values) = values else { throw VectorError("no object: \(values.text)") }
        self.values = values
    }

    func required<Value: Givable>(_ name: String) throws -> Value {
        if let source = Given.source { return try source.value(name) }
        guard let value = values[name] else { throw VectorError("\(name) is missing") }
        return try Value(given: value)
    }

    func optional<Value: Givable>(_ name: String) throws -> Value? {
        if let source = Given.source { return source.leavesOut(name) ? nil : try source.value(name) }
        guard let value = values[name], !value.isNull else { return nil }
        return try Value(given: value)
    }

    func patch<Value: Givable>(_ name: String) throws -> Patch<Value> {
        if let source = Given.source {
            if source.leavesOut(name) { return .keep }
            return source.leavesOut(name) ? .clear : .set(try source.value(name))
        }
        guard let value = values[name] else { return .keep }
        return value.isNull ? .clear : .set(try Value(given: value))
    }

    /// Reads a list as the vector says.
    func read<Item: Shown, Page: Shown>(_ pager: Pager<Item, Page>) async throws -> any Shown {
        let take: String = try optional("take") ?? "items"
        switch take {
        case "items": return try await collect(pager)
        case "pages": return try await collect(pager.pages)
        case "all": return try await pager.all()
        default: throw VectorError("unknown take: \(take)")
        }
    }

    private func collect<Parts: AsyncSequence>(_ parts: Parts) async throws -> [Parts.Element] {
        var found: [Parts.Element] = []
        for try await part in parts {
            found.append(part)
            received.change { $0 += 1 }
        }
        return found
    }
}

extension String: Givable {
    init(given: JSON) throws {
        guard let text = given.string else { throw VectorError("a text was expected, not \(given.text)") }
        self = text
    }
}

extension Int: Givable {
    init(given: JSON) throws {
        guard let number = given.integer else { throw VectorError("a number was expected, not \(given.text)") }
        self = number
    }
}

extension Bool: Givable {
    init(given: JSON) throws {
        guard case .bool(let flag) = given else { throw VectorError("true or false expected, not \(given.text)") }
        self = flag
    }
}

extension Secret: Givable {
    init(given: JSON) throws { self.init(try String(given: given)) }
}

extension URL: Givable {
    init(given: JSON) throws { self.init(fileURLWithPath: try String(given: given)) }
}

extension Data: Givable {
    init(given: JSON) throws { self.init(try String(given: given).utf8) }
}

extension Duration: Givable {
    init(given: JSON) throws { self = .milliseconds(try Int(given: given)) }
}

extension Proxy: Givable {
    init(given: JSON) throws { self = given == false ? .off : .url(try String(given: given)) }
}

extension Array: Givable where Element: Givable {
    init(given: JSON) throws {
        guard case .array(let parts) = given else { throw VectorError("a list was expected, not \(given.text)") }
        self = try parts.map(Element.init(given:))
    }
}

extension Dictionary: Givable where Key == String, Value: Givable {
    init(given: JSON) throws {
        guard case .object(let parts) = given else { throw VectorError("texts by name expected, not \(given.text)") }
        self = try parts.mapValues(Value.init(given:))
    }
}

extension Date: Givable {
    init(given: JSON) throws {
        guard let time = Time(rfc3339: try String(given: given)) else {
            throw VectorError("a time was expected, not \(given.text)")
        }
        self = time.date
    }
}

extension CallOptions {
    init(given: JSON) throws {
        let given = try Given(given.isNull ? [:] : given)
        try self.init(
            timeout: given.optional("timeout_ms"),
            maxRetries: given.optional("max_retries"),
            extraHeaders: given.optional("extra_headers") ?? [:],
            extraQuery: given.optional("extra_query") ?? [:]
        )
    }
}
