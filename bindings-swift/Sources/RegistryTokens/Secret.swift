internal import RegistryTokensNative

/// A password or token that shows itself only when asked.
///
/// Every text form of it is `[redacted]`: descriptions, interpolation, `dump`, mirrors and debuggers. Equality takes the same
/// time wherever two values differ, and the library's copy is wiped from memory when nobody holds it any more. Encoding
/// one does not compile: a password that the service shows once must not turn into the word "redacted" in a file.
public struct Secret: Sendable {
    let held: HeldSecret

    /// Wraps a value. The caller's own copies stay the caller's concern.
    public init(_ value: String) {
        held = HeldSecret(value: value)
    }

    init(_ held: HeldSecret) {
        self.held = held
    }

    /// The value in clear.
    public func reveal() -> String {
        held.reveal()
    }
}

extension Secret: Hashable {
    /// Whether both hold the same, in constant time.
    public static func == (one: Secret, other: Secret) -> Bool {
        one.held.isSame(other: other.held)
    }

    /// Adds nothing: anything else would say something about the value.
    public func hash(into hasher: inout Hasher) {}
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `[redacted]`.
    public var description: String { "[redacted]" }

    /// `[redacted]`.
    public var debugDescription: String { description }

    /// Nothing inside.
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}

@available(*, unavailable, message: "a Secret is not encoded; call reveal() and store the value on purpose")
extension Secret: Encodable {
    /// Not available: call ``reveal()`` and store the value on purpose.
    public func encode(to encoder: any Encoder) throws {}
}
