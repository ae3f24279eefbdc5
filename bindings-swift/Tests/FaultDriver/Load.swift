import Foundation
import RegistryTokens

@testable import VectorCalls

/// Rounds of the same steps, by many callers over one client.
struct Load: Sendable {
    private let command: Command
    private let steps: [Step]
    private let callers: Int
    private let limit: Int?
    private let seconds: JSON
    private let prefix: String

    init(_ command: Command) throws {
        self.command = command
        steps = try command.json["steps"].array.map(Step.init)
        callers = command.json["callers"].integer ?? 1
        limit = command.json["calls"].integer
        seconds = command.json["seconds"]
        prefix = command.json["prefix"].string ?? ""
    }

    func run(_ clients: Clients) async throws -> [String: JSON] {
        let client = try command.client(clients)
        defer { if !command.isKept { client.close() } }
        let counts = Counts()
        let clock = ContinuousClock()
        let start = clock.now
        let end = seconds.isNull ? nil : start + .seconds(try Double(given: seconds))
        await withTaskGroup(of: Void.self) { group in
            for caller in 0..<callers {
                group.addTask {
                    var round = 0
                    while end.map({ clock.now < $0 }) ?? true, limit.map({ counts.calls < $0 }) ?? true {
                        if await !rounded(client, "\(prefix)-\(caller)-\(round)", counts) { break }
                        round += 1
                    }
                }
            }
        }
        var answer = counts.answer
        answer["elapsed_ms"] = (clock.now - start).inMilliseconds
        return answer
    }

    /// Whether it made any call: a round without one would be followed by such rounds only.
    private func rounded(_ client: any ServiceClient, _ name: String, _ counts: Counts) async -> Bool {
        var created: String?
        var called = false
        for step in steps {
            guard let arguments = step.arguments(name: name, created: created) else { continue }
            called = true
            counts.begin(step.operation)
            do {
                let value = try await client.call(step.operation, try Given(arguments), step.options)
                // Only of what is looked at again; the values of lists are long.
                if step.creates, let id = value?.shown.createdID { created = id }
                counts.succeed(step.operation)
            } catch let error as RegistryTokensError {
                counts.fail(step.operation, error)
            } catch {
                counts.crash(error)
            }
        }
        return called
    }
}

/// One call of a round; what is the same in every round is made once.
private struct Step: Sendable {
    let operation: String
    let options: CallOptions
    let creates: Bool
    private let given: JSON
    private let hasPlaceholder: Bool
    private let needsCreated: Bool

    init(_ json: JSON) throws {
        operation = try String(given: json["operation"])
        options = try CallOptions(given: json["options"])
        creates = operation.hasSuffix(".create")
        given = json["arguments"].filled
        needsCreated = given.holds("$created")
        hasPlaceholder = needsCreated || given.holds("$name")
    }

    /// nil when it needs what was not created.
    func arguments(name: String, created: String?) -> JSON? {
        if needsCreated, created == nil { return nil }
        guard hasPlaceholder else { return given }
        return given.mapped { part in
            switch part {
            case "$name": .string(name)
            case "$created": .string(created ?? "")
            default: part
            }
        }
    }
}

extension JSON {
    fileprivate func holds(_ text: JSON) -> Bool {
        switch self {
        case .array(let parts): parts.contains { $0.holds(text) }
        case .object(let parts): parts.values.contains { $0.holds(text) }
        default: self == text
        }
    }

    /// The id of what a creation gave, be it the thing or what opens it.
    fileprivate var createdID: String? {
        self["token"]["id"].string ?? self["token_id"].string ?? self["id"].string
    }
}

extension Double {
    fileprivate init(given: JSON) throws {
        switch given {
        case .integer(let number): self.init(number)
        case .number(let number): self = number
        default: throw VectorError("a number was expected, not \(given.text)")
        }
    }
}

/// What all callers together have seen, in numbers.
private final class Counts: Sendable {
    private struct Row {
        var (calls, ok, unknown) = (0, 0, 0)
        var errors: [String: Int] = [:]
    }

    private struct State {
        var calls = 0
        var rows: [String: Row] = [:]
        var crashes: [String] = []
    }

    private let state = Locked(State())

    var calls: Int { state.value.calls }

    func begin(_ operation: String) {
        state.change {
            $0.calls += 1
            $0.rows[operation, default: Row()].calls += 1
        }
    }

    func succeed(_ operation: String) {
        state.change { $0.rows[operation, default: Row()].ok += 1 }
    }

    func fail(_ operation: String, _ error: RegistryTokensError) {
        state.change {
            $0.rows[operation, default: Row()].errors[error.kind.rawValue, default: 0] += 1
            if error.outcomeUnknown { $0.rows[operation, default: Row()].unknown += 1 }
        }
    }

    func crash(_ error: any Error) {
        state.change { if $0.crashes.count < 10 { $0.crashes.append(crashText(error)) } }
    }

    var answer: [String: JSON] {
        let state = state.value
        let rows = state.rows.mapValues { row -> JSON in
            [
                "calls": .integer(row.calls), "ok": .integer(row.ok),
                "errors": .object(row.errors.mapValues(JSON.integer)), "outcome_unknown": .integer(row.unknown),
            ]
        }
        return ["load": .object(rows), "crashes": state.crashes.shown]
    }
}
