// Making a call: its options, and the details of its answer.

import Foundation
internal import RegistryTokensNative

/// What every call can be told.
public struct CallOptions: Hashable, Sendable {
    /// The time of the call, retries included; of a list for each page. Default: the client's (60 s).
    public var timeout: Duration?

    /// How often a failed try may be repeated. Default: the client's (4).
    public var maxRetries: Int?

    /// Further headers. Those that the client is responsible for are refused.
    public var extraHeaders: [String: String]

    /// Further query parameters. Those that the call sets itself are refused.
    public var extraQuery: [String: String]

    /// Options for a call; what is left out stays as the client has it.
    ///
    /// - Parameters:
    ///   - timeout: The time of the call, retries included; of a list for each page. Default: the client's (60 s).
    ///   - maxRetries: How often a failed try may be repeated. Default: the client's (4).
    ///   - extraHeaders: Further headers. Those that the client is responsible for are refused.
    ///   - extraQuery: Further query parameters. Those that the call sets itself are refused.
    public init(
        timeout: Duration? = nil,
        maxRetries: Int? = nil,
        extraHeaders: [String: String] = [:],
        extraQuery: [String: String] = [:]
    ) {
        self.timeout = timeout
        self.maxRetries = maxRetries
        self.extraHeaders = extraHeaders
        self.extraQuery = extraQuery
    }

    var native: NativeCallOptions {
        NativeCallOptions(
            timeout: timeout?.native,
            maxRetries: maxRetries.map { Int64($0) },
            extraHeaders: extraHeaders.map { NativeText(name: $0, value: $1) },
            extraQuery: extraQuery.map { NativeText(name: $0, value: $1) }
        )
    }
}

/// A value and the answer it came in. Where a call takes several requests (`find`), the details are those of the last.
public struct Response<Value: Sendable>: Sendable {
    /// What the call gives.
    public let value: Value

    /// The HTTP status.
    public let httpStatus: Int

    /// The headers that are of use to a caller, names in lower case.
    public let headers: [String: String]

    /// The id to quote to the service's support.
    public let requestID: String?

    /// How many requests it took.
    public let attempts: Int

    /// How long it took, waits included.
    public let elapsed: Duration

    private let answer: NativeAnswer

    /// The raw body, decompressed. That of an answer that issues a token holds its password in clear.
    public func body() -> Data {
        answer.body()
    }

    init(_ value: Value, _ answer: NativeAnswer, _ details: NativeDetails) {
        self.value = value
        self.answer = answer
        httpStatus = Int(details.httpStatus)
        headers = named(details.headers)
        requestID = details.requestId
        attempts = Int(details.attempts)
        elapsed = details.elapsed.duration
    }
}

extension Response: CustomReflectable {
    /// What `dump` and debuggers show: everything but the body.
    public var customMirror: Mirror {
        let children: KeyValuePairs<String, Any> = [
            "value": value,
            "httpStatus": httpStatus,
            "headers": headers,
            "requestID": requestID as Any,
            "attempts": attempts,
            "elapsed": elapsed,
        ]
        return Mirror(self, children: children, displayStyle: .struct)
    }
}

func named(_ texts: [NativeText]) -> [String: String] {
    Dictionary(texts.map { ($0.name, $0.value) }) { _, last in last }
}

/// What a native call gives: a value and the answer it came in.
protocol Answered: Sendable {
    associatedtype Value

    var value: Value { get }
    var answer: NativeAnswer { get }
}

extension NativeAnswer: Answered {
    var value: Void { () }
    var answer: NativeAnswer { self }
}

/// Keeps the last answer of the calls that it is told of.
final class Recorder: @unchecked Sendable {
    private let lock = NSLock()
    private var last: NativeAnswer?

    /// What takes several answers has none of its own: the last of the block that has one counts.
    func record(_ answer: NativeAnswer) {
        guard answer.details() != nil else { return }
        lock.withLock { last = answer }
    }

    func response<Value: Sendable>(_ value: Value) throws -> Response<Value> {
        guard let answer = lock.withLock({ last }), let details = answer.details() else {
            let reason = "nothing in the block made a call that has an answer of its own; lists have none"
            throw RegistryTokensError(.invalidArgument, "withResponse", reason)
        }
        return Response(value, answer, details)
    }
}

/// Makes the calls of a resource.
struct Caller<Native: Sendable>: Sendable {
    let native: Native
    private let recorder: Recorder?

    init(_ native: Native, _ recorder: Recorder? = nil) {
        self.native = native
        self.recorder = recorder
    }

    func recording(_ recorder: Recorder) -> Caller {
        Caller(native, recorder)
    }

    func call<Given: Answered, Value>(
        _ operation: String,
        _ make: @Sendable (Native, Cancel) async throws -> Given,
        read: (Given.Value, Origin) -> Value
    ) async throws -> Value {
        let given = try await cancellable(operation) { try await make(native, $0) }
        recorder?.record(given.answer)
        return read(given.value, Origin(given.answer))
    }
}

/// Waits for a native call, which knows nothing of tasks: when this one is cancelled, the call is given up.
func cancellable<Given: Sendable>(
    _ operation: String,
    _ make: @Sendable (Cancel) async throws -> Given
) async throws -> Given {
    try Task.checkCancellation()
    let cancel = Cancel()
    do {
        return try await withTaskCancellationHandler {
            try await make(cancel)
        } onCancel: {
            cancel.cancel()
        }
    } catch {
        throw translation(of: error, operation)
    }
}
