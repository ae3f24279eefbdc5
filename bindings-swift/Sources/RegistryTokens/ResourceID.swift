import Foundation

/// What can stand for the id of a registry or token: a `UUID`, as values have it, or a text, as configuration does.
///
/// A text that is no UUID is refused before anything is sent, with the kind `.invalidArgument`.
public protocol ResourceID: Sendable {
    /// The id as a text.
    var resourceID: String { get }
}

extension String: ResourceID {
    /// The text itself.
    public var resourceID: String { self }
}

extension UUID: ResourceID {
    /// The id as services write it: in lower case.
    public var resourceID: String { uuidString.lowercased() }
}
