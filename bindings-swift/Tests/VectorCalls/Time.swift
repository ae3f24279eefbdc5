import Foundation

/// A moment as vectors write it, to the microsecond, which is what a `Date` of our time holds.
struct Time: Equatable {
    private var seconds: Int
    private var microseconds: Int

    init(_ date: Date) {
        let interval = date.timeIntervalSinceReferenceDate
        let whole = interval.rounded(.down)
        self.init(seconds: Int(whole) + 978_307_200, microseconds: Int(((interval - whole) * 1e6).rounded()))
    }

    private init(seconds: Int, microseconds: Int) {
        self.seconds = seconds + microseconds / 1_000_000
        self.microseconds = microseconds % 1_000_000
    }

    init?(rfc3339 text: String) {
        let form = /(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))/
        guard let match = text.wholeMatch(of: form)?.output else { return nil }
        func number(_ digits: Substring?) -> Int { digits.flatMap { Int($0) } ?? 0 }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (
            Int32(number(match.1) - 1900), Int32(number(match.2) - 1), Int32(number(match.3))
        )
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (
            Int32(number(match.4)), Int32(number(match.5)), Int32(number(match.6))
        )
        let offset = (number(match.9) * 60 + number(match.10)) * (match.8 == "-" ? -60 : 60)
        let fraction = match.7.flatMap { Double("0" + $0) } ?? 0
        self.init(seconds: timegm(&parts) - offset, microseconds: Int((fraction * 1e6).rounded()))
    }

    var date: Date {
        Date(timeIntervalSinceReferenceDate: Double(seconds - 978_307_200) + Double(microseconds) / 1e6)
    }

    /// In UTC, without superfluous digits.
    var canonical: String {
        var (time, parts) = (time_t(seconds), tm())
        gmtime_r(&time, &parts)
        let whole = String(
            format: "%04d-%02d-%02dT%02d:%02d:%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
            parts.tm_hour, parts.tm_min, parts.tm_sec)
        var fraction = microseconds == 0 ? "" : "." + String(format: "%06d", microseconds)
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(whole)\(fraction)Z"
    }
}

extension JSON {
    /// What a vector expects, as far as a `Date` can hold it. Forms that are not canonical stay wrong.
    var inMicroseconds: JSON {
        let finer = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\d*[1-9]Z/
        return mapped { part in
            guard let text = part.string, text.wholeMatch(of: finer) != nil, let time = Time(rfc3339: text) else {
                return part
            }
            return .string(time.canonical)
        }
    }
}
