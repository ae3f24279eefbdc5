// What crosses the border of the native half, and the types of this language.

import Foundation
internal import RegistryTokensNative

/// Seconds from 1970 to the moment that `Date` counts from, near which it is the most precise.
private let referenceDate: Int64 = 978_307_200

extension NativeTime {
    var date: Date {
        Date(timeIntervalSinceReferenceDate: Double(seconds - referenceDate) + Double(nanoseconds) / 1e9)
    }

    var duration: Duration {
        .seconds(seconds) + .nanoseconds(Int64(nanoseconds))
    }
}

extension Date {
    /// In whole microseconds: what is finer in a date of our time is an error of its arithmetic.
    var native: NativeTime {
        let interval = timeIntervalSinceReferenceDate
        // The native half refuses what lies outside of its calendar, and an integer of Swift ends the program.
        guard abs(interval) < 1e12 else {
            return NativeTime(seconds: interval < 0 ? .min : .max, nanoseconds: 0)
        }
        var seconds = interval.rounded(.down)
        var microseconds = ((interval - seconds) * 1e6).rounded()
        if microseconds == 1e6 {
            (seconds, microseconds) = (seconds + 1, 0)
        }
        return NativeTime(seconds: Int64(seconds) + referenceDate, nanoseconds: UInt32(microseconds) * 1000)
    }
}

extension Duration {
    /// One below zero is any negative one, which the native half refuses.
    var native: NativeTime {
        let (seconds, attoseconds) = components
        return self < .zero
            ? NativeTime(seconds: -1, nanoseconds: 0)
            : NativeTime(seconds: seconds, nanoseconds: UInt32(attoseconds / 1_000_000_000))
    }
}

/// A UUID of the native half, which writes no others.
func uuid(_ text: String) -> UUID {
    guard let uuid = UUID(uuidString: text) else { preconditionFailure("the native half gave no UUID") }
    return uuid
}

/// What the native half can only refuse for types that it does not get here.
func certain<Value>(_ make: () throws -> Value) -> Value {
    do {
        return try make()
    } catch {
        preconditionFailure("the native half refused a value of this library")
    }
}
