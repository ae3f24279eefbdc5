// One vector, start to end.

import Foundation
import RegistryTokens

@testable import VectorCalls

/// What a call came to.
struct Outcome: Sendable {
    var value: (any Shown)?
    var error: RegistryTokensError?
    /// Items that came before the error.
    var received = 0
    var response: Response<(any Shown)?>?
    var events: [Event] = []
}

extension Vector {
    /// Runs it; the error says what differs.
    func run(_ world: World) async throws {
        try checkKeys()
        let script = try await world.script(json["exchanges"])
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("registry-tokens-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }

        let options = try clientOptions(script, folder)
        let outcome = try await outcome(dispatch(), options)
        try check(outcome)
        let problems = try await script.problems()
        guard problems.isEmpty else { throw VectorError("the service saw something else: \(problems.map(\.text))") }
        try checkHidden(outcome, secrets(client: options))
    }

    /// The runner's base with the vector's own over it, in the form of arguments.
    private func clientOptions(_ script: Script, _ folder: URL) throws -> JSON {
        var options: [String: JSON] = ["load_environment": false, "first_wait_ms": 0, "proxy": false]
        options.merge(try base()) { $1 }
        options.merge(json["client"].filled.object) { $1 }
        for (name, value) in options {
            guard let text = value.string else { continue }
            let placed = [
                "{script_url}": script.url, "{script_swr_url}": script.swrURL, "{script_iam_url}": script.iamURL,
            ].reduce(text) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
            options[name] = .string(placed)
        }
        return try JSON.object(options).placed(in: folder)
    }

    private func base() throws -> [String: JSON] {
        switch provider {
        case "ionos": ["token": "canary-account-token", "base_url": "{script_url}"]
        case "swr":
            [
                "access_key": "FAKEAKFAKEAKFAKE0001", "secret_key": "canary-secret-key-0000000000000001",
                "project_id": "0123456789abcdef0123456789abcdef", "region": "cn-north-4",
                "endpoint": "{script_swr_url}", "iam_endpoint": "{script_iam_url}",
            ]
        default: throw VectorError("unknown provider \(provider)")
        }
    }

    private func outcome<Service: Dispatch>(_ service: Service.Type, _ options: JSON) async throws -> Outcome {
        var outcome = Outcome()
        let events = Locked<[Event]>([])
        var arguments = call["arguments"].filled.object
        if operation == "registries.wait_until_running", arguments["poll_interval_ms"] == nil {
            arguments["poll_interval_ms"] = 0
        }
        let given = try Given(.object(arguments))
        let callOptions = try CallOptions(given: call["options"].filled)
        do {
            let client = try service.client(Given(options)) { event in events.change { $0.append(event) } }
            defer { service.close(client) }
            if operation != "client.build" {
                // With the details of the answer where the vector looks at them.
                if json.has("response") {
                    let response = try await service.respond(client, operation, given, callOptions)
                    outcome.response = response
                    outcome.value = response.value
                } else {
                    outcome.value = try await service.call(client, operation, given, callOptions)
                }
            }
        } catch let error as RegistryTokensError {
            outcome.error = error
        }
        outcome.received = given.received.value
        outcome.events = events.value
        return outcome
    }
}
