// Values, errors and events in the vectors' canonical form; those of models are generated.

import Foundation
import RegistryTokens

/// A value in the vectors' form.
protocol Shown: Sendable {
    var shown: JSON { get }
}

/// A value that the service has JSON of.
protocol APIValue {
    func toJSON() -> String
}

extension Bool: Shown {
    var shown: JSON { .bool(self) }
}

extension Int: Shown {
    var shown: JSON { .integer(self) }
}

extension String: Shown {
    var shown: JSON { .string(self) }
}

extension UUID: Shown {
    var shown: JSON { .string(uuidString.lowercased()) }
}

extension Date: Shown {
    var shown: JSON { .string(Time(self).canonical) }
}

extension Secret: Shown {
    var shown: JSON { ["secret": .string(reveal())] }
}

extension Optional: Shown where Wrapped: Shown {
    var shown: JSON { map(\.shown) ?? .null }
}

extension Array: Shown where Element: Shown {
    var shown: JSON { .array(map(\.shown)) }
}

extension Dictionary: Shown where Key == String, Value: Shown {
    var shown: JSON { .object(mapValues(\.shown)) }
}

extension RegistryTokensError {
    var fields: JSON {
        [
            "kind": .string(kind.rawValue),
            "operation": .string(operation),
            "http_status": httpStatus.shown,
            "details": .array(details.map { ["code": .string($0.code), "message": .string($0.message)] }),
            "request_id": requestID.shown,
            "attempts": .integer(attempts),
            "retry_after_ms": retryAfter.map { .integer($0.milliseconds) } ?? .null,
            "retryable": .bool(isRetryable),
            "outcome_unknown": .bool(outcomeUnknown),
            "resource_id": resourceID.shown,
        ]
    }
}

extension Event {
    var fields: JSON {
        [
            "operation": .string(operation),
            "provider": .string(provider),
            "http_method": .string(httpMethod),
            "url_template": .string(urlTemplate),
            "attempt": .integer(attempt),
            "http_status": httpStatus.shown,
            "error_kind": (errorKind?.rawValue).shown,
            "retry": .bool(retryIn != nil),
            "outcome_unknown": .bool(outcomeUnknown),
            "request_id": requestID.shown,
        ]
    }
}

extension Response {
    var fields: [String: JSON] {
        [
            "http_status": .integer(httpStatus),
            "request_id": requestID.shown,
            "attempts": .integer(attempts),
            "headers": .object(headers.mapValues(JSON.string)),
            "body_base64": .string(body().base64EncodedString()),
        ]
    }
}

extension Duration {
    var milliseconds: Int {
        Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
