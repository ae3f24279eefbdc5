import Foundation
internal import RegistryTokensNative

/// Everything that can go wrong in this library, except that a cancelled task throws `CancellationError`.
///
/// ```swift
/// do {
///     token = try await client.tokens.get(registryID: registryID, tokenID: tokenID)
/// } catch let error as RegistryTokensError where error.kind == .notFound {
///     token = nil
/// }
/// ```
///
/// Its text is one line: the operation, the status, the service's words. It never holds a credential, a header or a body.
public struct RegistryTokensError: Error, Sendable {
    /// What went wrong, named for what a caller does next. New kinds may come.
    public struct Kind: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The name of the kind in every language of this library: `not_found`, `rate_limited`, ...
        public let rawValue: String

        /// The kind with this name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The name of the kind.
        public var description: String { rawValue }
    }

    /// What went wrong, named for what a caller does next.
    public let kind: Kind

    /// The operation that failed, such as `tokens.get`, or `client.build`.
    public let operation: String

    /// What happened, in one sentence without the operation's name.
    public let reason: String

    /// The HTTP status of the last answer, when there was one.
    public let httpStatus: Int?

    /// The service's own messages.
    public let details: [ErrorDetail]

    /// The id to quote to the service's support.
    public let requestID: String?

    /// How many requests were sent or tried; 0 when the call was refused before that.
    public let attempts: Int

    /// How long the service asked to wait, as its last answer said.
    public let retryAfter: Duration?

    /// Whether the same call may be made again without risk and may then succeed.
    public let isRetryable: Bool

    /// Whether any attempt of this changing call may have been carried out by the service.
    ///
    /// Look before repeating: after a create, `find` the name; its password is lost, so delete it and create again.
    public let outcomeUnknown: Bool

    /// The id of what the service made before the exchange broke, when it told.
    public let resourceID: String?

    /// The operating system's words for a broken connection, where there are any.
    public let systemError: String?

    /// What `deploy` threw, of a rotation that could not be undone or was to keep both.
    public private(set) var underlyingError: (any Error)?

    private let text: String
    private let answer: FailedAnswer?

    /// The headers of the last answer, names in lower case. They may hold what you do not want in a log.
    public func responseHeaders() -> [String: String] {
        named(answer?.headers() ?? [])
    }

    /// The body of the last answer, cut at 64 KiB. It may hold a secret: that of a create answer that could not be read
    /// does.
    public func responseBody() -> Data {
        answer?.body() ?? Data()
    }

    init(_ failure: NativeFailure) {
        kind = Kind(rawValue: failure.kind)
        operation = failure.operation
        reason = failure.reason
        httpStatus = failure.httpStatus.map { Int($0) }
        details = failure.details.map { ErrorDetail(code: $0.code, message: $0.message) }
        requestID = failure.requestId
        attempts = Int(failure.attempts)
        retryAfter = failure.retryAfter?.duration
        isRetryable = failure.retryable
        outcomeUnknown = failure.outcomeUnknown
        resourceID = failure.resourceId
        systemError = failure.systemError
        text = failure.text
        answer = failure.answer
    }

    /// The same error with what led to it.
    func caused(by error: any Error) -> Self {
        var caused = self
        caused.underlyingError = error
        return caused
    }

    /// An error that the native half knows nothing of.
    init(_ kind: Kind, _ operation: String, _ reason: String, outcomeUnknown: Bool = false) {
        self.kind = kind
        self.operation = operation
        self.reason = reason
        httpStatus = nil
        details = []
        requestID = nil
        attempts = 0
        retryAfter = nil
        isRetryable = false
        self.outcomeUnknown = outcomeUnknown
        resourceID = nil
        systemError = nil
        text = "\(operation): \(reason)"
        answer = nil
    }
}

/// One message of the service about what it refused.
public struct ErrorDetail: Hashable, Sendable {
    /// The service's own code, opaque; empty when it gave none.
    public let code: String

    /// The service's words.
    public let message: String
}

extension RegistryTokensError: LocalizedError, CustomStringConvertible, CustomDebugStringConvertible {
    /// The one line.
    public var description: String { text }

    /// The one line.
    public var debugDescription: String { text }

    /// The one line.
    public var errorDescription: String? { text }
}

extension RegistryTokensError: CustomReflectable {
    /// What `dump` and debuggers show: everything but the service's answer.
    public var customMirror: Mirror {
        let children: KeyValuePairs<String, Any> = [
            "kind": kind,
            "operation": operation,
            "reason": reason,
            "httpStatus": httpStatus as Any,
            "details": details,
            "requestID": requestID as Any,
            "attempts": attempts,
            "retryAfter": retryAfter as Any,
            "isRetryable": isRetryable,
            "outcomeUnknown": outcomeUnknown,
            "resourceID": resourceID as Any,
            "systemError": systemError as Any,
            "underlyingError": underlyingError as Any,
        ]
        return Mirror(self, children: children, displayStyle: .struct)
    }
}

/// Runs a native call and makes the errors of this library of the native ones.
func translated<Value>(_ operation: String, _ call: () throws -> Value) throws -> Value {
    do {
        return try call()
    } catch {
        throw translation(of: error, operation)
    }
}

/// What a user sees of an error of the native half.
func translation(of error: any Error, _ operation: String) -> any Error {
    switch error {
    case NativeError.Failed(let failure):
        return RegistryTokensError(failure)
    case NativeError.Cancelled:
        return CancellationError()
    default:
        // What uniffi makes of a panic, whose words may hold anything.
        guard case .Failed(let failure) = nativePanicked(operation: operation) else { return error }
        return RegistryTokensError(failure)
    }
}
