import Foundation

/// A value of JSON, compared as such.
enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    init(text: String) throws {
        self = try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
    }

    /// A part of an object; null where there is none.
    subscript(name: String) -> JSON {
        if case .object(let parts) = self { parts[name] ?? .null } else { .null }
    }

    func has(_ name: String) -> Bool {
        if case .object(let parts) = self { parts[name] != nil } else { false }
    }

    var isNull: Bool { self == .null }

    var object: [String: JSON] {
        if case .object(let parts) = self { parts } else { [:] }
    }

    var array: [JSON] {
        if case .array(let parts) = self { parts } else { [] }
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var integer: Int? {
        if case .integer(let number) = self { number } else { nil }
    }

    /// The same with every part of it changed, the innermost first.
    func mapped(_ change: (JSON) -> JSON) -> JSON {
        switch self {
        case .array(let parts): change(.array(parts.map { $0.mapped(change) }))
        case .object(let parts): change(.object(parts.mapValues { $0.mapped(change) }))
        default: change(self)
        }
    }

    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "?"
    }
}

extension JSON: Codable {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let text = try? value.decode(String.self) {
            self = .string(text)
        } else if let number = try? value.decode(Int.self) {
            self = .integer(number)
        } else if let flag = try? value.decode(Bool.self) {
            self = .bool(flag)
        } else if let parts = try? value.decode([String: JSON].self) {
            self = .object(parts)
        } else if let parts = try? value.decode([JSON].self) {
            self = .array(parts)
        } else {
            self = .number(try value.decode(Double.self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .bool(let flag): try value.encode(flag)
        case .integer(let number): try value.encode(number)
        case .number(let number): try value.encode(number)
        case .string(let text): try value.encode(text)
        case .array(let parts): try value.encode(parts)
        case .object(let parts): try value.encode(parts)
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral text: String) { self = .string(text) }
    init(integerLiteral number: Int) { self = .integer(number) }
    init(booleanLiteral flag: Bool) { self = .bool(flag) }
    init(nilLiteral: ()) { self = .null }
    init(arrayLiteral parts: JSON...) { self = .array(parts) }
    init(dictionaryLiteral parts: (String, JSON)...) { self = .object(Dictionary(parts) { _, last in last }) }
}
