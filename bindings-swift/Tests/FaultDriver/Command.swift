import Foundation
import RegistryTokens

@testable import VectorCalls

/// One line of the standard input.
struct Command: Sendable {
    let json: JSON

    /// What is answered, without the command's id.
    func carryOut(_ clients: Clients) async throws -> [String: JSON] {
        switch json["do"].string ?? "" {
        case "call": return await call(clients)
        case "load": return try await Load(self).run(clients)
        case "measure": return ["measure": try measured()]
        case "close":
            clients.close(try name())
            return [:]
        case let other: throw VectorError("nothing known to do: \(other)")
        }
    }

    /// A client for this command; whoever asks closes what is not kept.
    func client(_ clients: Clients) throws -> any ServiceClient {
        let provider = json["provider"].string ?? ""
        return json["keep"].isNull
            ? try makeClient(provider, json["client"])
            : try clients.kept(try name(), provider, json["client"])
    }

    var isKept: Bool { !json["keep"].isNull }

    private func name() throws -> String {
        try String(given: json["keep"])
    }

    private func call(_ clients: Clients) async -> [String: JSON] {
        let (call, clock) = (json["call"].filled, ContinuousClock())
        let operation = call["operation"].string ?? ""
        var start = clock.now
        var elapsed: Duration?
        var answer: [String: JSON] = [:]
        do {
            let (arguments, options) = (try Given(call["arguments"]), try CallOptions(given: call["options"]))
            let client = try client(clients)
            defer { if !isKept { client.close() } }
            start = clock.now
            defer { elapsed = clock.now - start }
            let value = operation == "client.build" ? nil : try await client.call(operation, arguments, options)
            answer["value"] = value?.shown ?? .null
        } catch let error as RegistryTokensError {
            answer["error"] = error.judged
            answer["texts"] = Set(texts(of: error)).sorted().shown
        } catch {
            answer["crash"] = .string(crashText(error))
        }
        answer["elapsed_ms"] = (elapsed ?? clock.now - start).inMilliseconds
        return answer
    }
}

extension RegistryTokensError {
    /// The fields that the orchestrator compares.
    fileprivate var judged: JSON {
        let names: Set = [
            "kind", "operation", "http_status", "attempts", "outcome_unknown", "retryable", "retry_after_ms",
        ]
        return .object(fields.object.filter { names.contains($0.key) })
    }
}

extension Duration {
    /// With what is finer.
    var inMilliseconds: JSON { .number(self / .milliseconds(1)) }
}
