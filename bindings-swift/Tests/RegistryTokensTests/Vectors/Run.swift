// One vector, start to end.

import Foundation
import RegistryTokens

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

        let options = try clientOptions(script.url, folder)
        let outcome = try await outcome(options)
        try check(outcome)
        let problems = try await script.problems()
        guard problems.isEmpty else { throw VectorError("the service saw something else: \(problems.map(\.text))") }
        try checkHidden(outcome, secrets(client: options))
    }

    private func clientOptions(_ url: String, _ folder: URL) throws -> JSON {
        var options: [String: JSON] = [
            "token": "canary-account-token", "load_environment": false, "first_wait_ms": 0, "proxy": false,
            "base_url": .string(url),
        ]
        options.merge(json["client"].filled.object) { $1 }
        func placed(_ text: String) -> String { text.replacingOccurrences(of: "{script_url}", with: url) }
        if let address = options["base_url"]?.string { options["base_url"] = .string(placed(address)) }
        if let text = options.removeValue(forKey: "config_file_text")?.string {
            let file = folder.appendingPathComponent("config")
            try Data(placed(text).utf8).write(to: file)
            options["config_file"] = .string(file.path)
        }
        if options.removeValue(forKey: "config_file_directory") == true {
            options["config_file"] = .string(folder.path)
        }
        return .object(options)
    }

    private func outcome(_ options: JSON) async throws -> Outcome {
        var outcome = Outcome()
        let events = Locked<[Event]>([])
        var arguments = call["arguments"].filled.object
        if operation == "registries.wait_until_running", arguments["poll_interval_ms"] == nil {
            arguments["poll_interval_ms"] = 0
        }
        let given = try Given(.object(arguments))
        let callOptions = try CallOptions(given: call["options"].filled)
        do {
            let client = try IonosClientDispatch.client(Given(options)) { event in events.change { $0.append(event) } }
            defer { client.close() }
            if operation != "client.build" {
                outcome.response = try await make(client, given, callOptions, &outcome.value)
            }
        } catch let error as RegistryTokensError {
            outcome.error = error
        }
        outcome.received = given.received.value
        outcome.events = events.value
        return outcome
    }

    /// Makes the call, with the details of its answer where the vector looks at them.
    private func make(
        _ client: IonosClient, _ given: Given, _ options: CallOptions, _ value: inout (any Shown)?
    ) async throws -> Response<(any Shown)?>? {
        let parts = operation.split(separator: ".").map(String.init)
        let method = parts.last ?? ""
        var response: Response<(any Shown)?>?
        switch (parts.first, json.has("response")) {
        case ("tokens", false):
            value = try await IonosClientDispatch.call(client.tokens, method, given, options)
        case ("tokens", true):
            response = try await client.tokens.withResponse {
                try await IonosClientDispatch.call($0, method, given, options)
            }
        case ("registries", false):
            value = try await IonosClientDispatch.call(client.registries, method, given, options)
        case ("registries", true):
            response = try await client.registries.withResponse {
                try await IonosClientDispatch.call($0, method, given, options)
            }
        default: throw VectorError("no resource \(operation)")
        }
        if let response { value = response.value }
        return response
    }
}
