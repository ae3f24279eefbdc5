// What a vector expects against what came.

import RegistryTokens

@testable import VectorCalls

extension Vector {
    /// Throws at the first difference.
    func check(_ outcome: Outcome) throws {
        if json.has("error") {
            try checkError(outcome)
        } else {
            try checkResult(outcome)
        }
        if json.has("events") {
            let wanted = json["events"].array.map { JSON.object(eventDefaults.merging($0.object) { $1 }) }
            try same(.array(outcome.events.map(\.fields)), .array(wanted), "events")
        }
        if json.has("response") {
            guard let response = outcome.response else { throw VectorError("there are no details of an answer") }
            let wanted = json["response"].object
            try same(.object(response.fields.filter { wanted[$0.key] != nil }), .object(wanted), "response")
        }
        if json.has("api_json") {
            guard let value = outcome.value as? any APIValue else { throw VectorError("no value with JSON") }
            try same(try JSON(text: value.toJSON()), json["api_json"], "api_json")
        }
    }

    private func checkError(_ outcome: Outcome) throws {
        guard let error = outcome.error else {
            throw VectorError("an error was expected, not \(outcome.value.map { "\($0)" } ?? "nothing")")
        }
        var wanted = errorDefaults.merging(json["error"].object) { $1 }
        let text = error.description.lowercased()
        for fragment in wanted.removeValue(forKey: "contains")?.array.compactMap(\.string) ?? [] {
            // The name of a field may stand there as Swift writes it.
            let written = [fragment, fragment.replacingOccurrences(of: "_", with: "")]
            guard written.contains(where: { text.contains($0.lowercased()) }) else {
                throw VectorError("\(fragment) is not in \(error)")
            }
        }
        try same(error.fields, .object(wanted), "error")
        guard !error.description.contains(where: \.isNewline) else { throw VectorError("more than one line: \(error)") }
        if json.has("count") { try same(.integer(outcome.received), json["count"], "count before the error") }
    }

    private func checkResult(_ outcome: Outcome) throws {
        if let error = outcome.error { throw VectorError("no error was expected: \(error)") }
        guard json.has("result") || json.has("count") else {
            throw VectorError("neither result, count nor error is expected")
        }
        let value = outcome.value?.shown ?? .null
        if json.has("result") { try same(value, json["result"].inMicroseconds, "result") }
        if json.has("count") { try same(.integer(value.array.count), json["count"], "count") }
        if json.has("first") { try same(value.array.first ?? .null, json["first"].inMicroseconds, "first") }
        if json.has("last") { try same(value.array.last ?? .null, json["last"].inMicroseconds, "last") }
    }

    private func same(_ found: JSON, _ wanted: JSON, _ place: String) throws {
        guard found != wanted else { return }
        throw VectorError("\(place): \(found.text.prefix(2000)) instead of \(wanted.text.prefix(2000))")
    }

    /// Throws when a secret stands in anything that a program could print of the outcome.
    func checkHidden(_ outcome: Outcome, _ secrets: [String]) throws {
        var shown = outcome.events.flatMap { texts(of: $0) }
        if let error = outcome.error { shown += texts(of: error) }
        if let response = outcome.response { shown += texts(of: response) }
        if let list = outcome.value as? [any Shown] {
            // What one item of a list hides, the others hide, too; ten thousand in every form would take minutes.
            shown += list.prefix(3).flatMap { texts(of: $0) } + ["\(list)"]
        } else if let value = outcome.value {
            shown += texts(of: value)
        }
        if let found = Canary.found(in: shown, of: secrets) { throw VectorError("a secret stands as \(found)") }
    }
}
