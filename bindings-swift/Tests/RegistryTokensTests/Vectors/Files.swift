// Reading the shared vectors. An unknown key is an error: it would be a check that nobody makes.

import Foundation

@testable import VectorCalls

struct Vector: Sendable {
    let json: JSON

    var id: String { json["id"].string ?? "?" }
    var call: JSON { json["call"] }
    var operation: String { call["operation"].string ?? "" }

    /// The service whose client makes the call.
    var provider: String { json.has("provider") ? json["provider"].string ?? "?" : "ionos" }

    func dispatch() throws -> any Dispatch.Type {
        guard let found = dispatches[provider] else { throw VectorError("unknown provider \(provider)") }
        return found
    }

    /// Every vector of a folder; unknown keys are left for `checkKeys`.
    static func load(_ folder: String = ".") throws -> [Vector] {
        let own = ProcessInfo.processInfo.environment["VECTORS_DIR"].map { URL(fileURLWithPath: $0) }
        let here = (own ?? root.appendingPathComponent("tests/vectors")).appendingPathComponent(folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: here.path).filter { $0.hasSuffix(".json") }
        return try names.sorted().flatMap { name in
            let text = String(decoding: try Data(contentsOf: here.appendingPathComponent(name)), as: UTF8.self)
            let file = try JSON(text: text)
            // A file with an algorithm holds known answers of a signature, which no caller sees.
            return file.has("algorithm") ? [] : file["vectors"].array.map(Vector.init)
        }
    }

    /// The root of the repository.
    static let root = (0..<5).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }

    /// What vectors may ask of a language, and why this one cannot when it cannot.
    private static let needs: [String: String?] = [
        "naive_time": "a Date is always an instant, so there is no time without an offset",
        "string_ids": nil,
        "signed_ids": nil,
        "open_patch": nil,
        "untyped_json": nil,
        "response_details": nil,
        "api_json": nil,
    ]

    /// Why this language cannot run it, or nil.
    var skipReason: String? {
        for need in json["needs"].array.compactMap(\.string) {
            if let why = Vector.needs[need] ?? nil { return "needs \(need): \(why)" }
        }
        return nil
    }

    /// Keys of `client` that only one service has.
    private static let clientKeys = [
        "ionos": "token username password contract_number base_url profile config_file_text config_file_directory",
        "swr": """
        access_key secret_key security_token token project_id region endpoint iam_endpoint credentials_file_text \
        regions_file_text
        """,
    ]

    func checkKeys() throws {
        func check(_ place: String, _ found: some Sequence<String>, _ known: String) throws {
            try check(place, found, Set(known.split(separator: " ").map(String.init)))
        }
        func check(_ place: String, _ found: some Sequence<String>, _ known: Set<String>) throws {
            let unknown = found.filter { !known.contains($0) }
            guard unknown.isEmpty else { throw VectorError("\(place): unknown \(unknown)") }
        }
        try check(
            "vector", json.object.keys,
            """
            id about provider needs client call exchanges result error count first last response events hidden api_json \
            wrong
            """)
        try check("needs", json["needs"].array.compactMap(\.string), Set(Vector.needs.keys))
        let dispatch = try dispatch()
        try check(
            "client", json["client"].object.keys,
            (Vector.clientKeys[provider] ?? "") + """
                 user_agent allow_http pinned_certificate ca_certs proxy timeout_ms attempt_timeout_ms \
                connect_timeout_ms max_retries first_wait_ms longest_wait_ms longest_retry_after_ms \
                max_response_bytes load_environment
                """)
        try check("call", call.object.keys, "operation arguments options")
        try check("options", call["options"].object.keys, "timeout_ms max_retries extra_headers extra_query")
        try check("error", json["error"].object.keys, Set(errorDefaults.keys).union(["contains"]))
        try check(
            "response", json["response"].object.keys, "http_status request_id attempts headers body_base64")
        for event in json["events"].array {
            try check("events", event.object.keys, Set(eventDefaults.keys))
        }
        let arguments = operation == "client.build" ? [] : dispatch.arguments[operation]
        guard let arguments else { throw VectorError("unknown \(operation)") }
        try check("arguments", call["arguments"].object.keys, arguments)
    }

    /// What may stand in no text form.
    func secrets(client: JSON) -> [String] {
        var found = json["hidden"].array.compactMap(\.string)
        let names = ["token", "password", "secret_key", "security_token"]
        for own in names.compactMap({ client[$0].string }) {
            // The bare token is what a service would see and could echo.
            found += [own, own.hasPrefix("Bearer ") ? String(own.dropFirst(7)) : own]
        }
        _ = json["result"].mapped { part in
            if part.object.count == 1, let secret = part["secret"].string { found.append(secret) }
            return part
        }
        return found.filter { !$0.isEmpty }
    }
}

let errorDefaults: [String: JSON] = [
    "kind": nil, "operation": nil, "http_status": nil, "details": [], "request_id": nil, "attempts": 0,
    "retry_after_ms": nil, "retryable": false, "outcome_unknown": false, "resource_id": nil,
]

let eventDefaults: [String: JSON] = [
    "operation": nil, "provider": nil, "http_method": nil, "url_template": nil, "attempt": nil, "http_status": nil,
    "error_kind": nil, "retry": false, "outcome_unknown": false, "request_id": nil,
]
