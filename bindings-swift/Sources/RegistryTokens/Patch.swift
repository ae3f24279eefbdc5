/// A field of a change: left as it is, cleared, or set.
public enum Patch<Value: Sendable>: Sendable {
    /// The field stays as it is.
    case keep

    /// The field is cleared.
    case clear

    /// The field is set to a value.
    case set(Value)

    var value: Value? {
        if case .set(let value) = self { value } else { nil }
    }

    var isClear: Bool {
        if case .clear = self { true } else { false }
    }
}

extension Patch: Equatable where Value: Equatable {}
extension Patch: Hashable where Value: Hashable {}
