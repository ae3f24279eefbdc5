internal import RegistryTokensNative

/// One attempt of a call, as it ended; without ids, headers or bodies.
///
/// An attempt whose call was cancelled has neither a status nor a kind of error.
public struct Event: Hashable, Sendable {
    /// The operation, such as `tokens.create`.
    public let operation: String

    /// The provider: `ionos`, `swr`, or `iam` for the look-up of a project.
    public let provider: String

    /// The HTTP method.
    public let httpMethod: String

    /// The path with the names of its parameters, not their values.
    public let urlTemplate: String

    /// 1 for the first attempt of a call.
    public let attempt: Int

    /// The status, when an answer came.
    public let httpStatus: Int?

    /// What went wrong, when something did.
    public let errorKind: RegistryTokensError.Kind?

    /// How long the attempt took.
    public let elapsed: Duration

    /// The wait before the next attempt, when there will be one.
    public let retryIn: Duration?

    /// Whether this or an earlier attempt of a changing call may have been carried out without the caller knowing.
    public let outcomeUnknown: Bool

    /// The id to quote to the service's support.
    public let requestID: String?

    init(_ native: NativeEvent) {
        operation = native.operation
        provider = native.provider
        httpMethod = native.httpMethod
        urlTemplate = native.urlTemplate
        attempt = Int(native.attempt)
        httpStatus = native.httpStatus.map { Int($0) }
        errorKind = native.errorKind.map(RegistryTokensError.Kind.init)
        elapsed = native.elapsed.duration
        retryIn = native.retryIn?.duration
        outcomeUnknown = native.outcomeUnknown
        requestID = native.requestId
    }
}

/// Hands events to a function of the caller.
final class Told: NativeObserver {
    private let tell: @Sendable (Event) -> Void

    init(_ tell: @escaping @Sendable (Event) -> Void) {
        self.tell = tell
    }

    func onEvent(event: NativeEvent) {
        tell(Event(event))
    }
}
