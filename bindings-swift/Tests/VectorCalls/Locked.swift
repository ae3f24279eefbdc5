import Foundation

/// A value that several threads change.
final class Locked<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var inner: Value

    init(_ value: Value) {
        inner = value
    }

    var value: Value {
        lock.withLock { inner }
    }

    func change(_ change: (inout Value) -> Void) {
        lock.withLock { change(&inner) }
    }
}
