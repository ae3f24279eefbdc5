// Secrets to plant, and the search for them.

import Foundation

@testable import VectorCalls

/// With what JSON, URLs, Swift and base64 write in other ways.
enum Canary {
    static let token = #"canary"token%/+8f21'\"#
    static let password = #"canary"password%/+77c0'\"#
    static let issued = #"canary"issued%/+d40e'\"#
    static let all = [token, password, issued]

    /// Below that, chance finds it.
    private static let shortest = 4

    /// Every form in which a secret could stand in a text.
    static func forms(_ secret: String) -> Set<String> {
        let raw = Data(secret.utf8)
        let percent = raw.map { byte in
            let letter = Character(Unicode.Scalar(byte))
            let isPlain = letter.isASCII && (letter.isLetter || letter.isNumber)
            return isPlain ? String(letter) : "%" + String(format: "%02X", byte)
        }
        let json = inner(JSON.string(secret).text)
        var found: Set<String> = [
            secret,
            inner(String(reflecting: secret)),
            json,
            json.replacingOccurrences(of: "\\/", with: "/"),
            inner(JSON.string(json).text),
            percent.joined(),
            percent.joined().lowercased(),
            raw.map { String(format: "%02x", $0) }.joined(),
            raw.map { String($0) }.joined(separator: ", "),
        ]
        // In base64 of `user:password` the password begins at any of three places of a group.
        for lead in 0..<3 {
            let coded = (Data(repeating: 120, count: lead) + raw).base64EncodedString().replacingOccurrences(
                of: "=", with: "")
            let whole = coded.dropFirst((lead * 8 + 5) / 6).prefix(raw.count * 8 / 6 - 1)
            found.insert(String(whole))
            found.insert(
                whole.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_"))
        }
        return found.filter { $0.count >= shortest }
    }

    /// The form in which a secret stands in a text, or nil.
    static func found(in texts: [String], of secrets: [String] = all) -> String? {
        let forms = secrets.flatMap(forms)
        for text in texts {
            if let form = forms.first(where: text.contains) { return "\(form) in \(text.prefix(2000))" }
        }
        return nil
    }

    private static func inner(_ quoted: String) -> String {
        String(quoted.dropFirst().dropLast())
    }
}
