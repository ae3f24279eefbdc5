// Control calls of the emulator, which runs beside the tests; see tests/emulator/README.md.

import Foundation
import RegistryTokens

@testable import VectorCalls

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The emulator did not do what a control call asked for.
struct ControlError: Error, CustomStringConvertible {
    let description: String
}

@discardableResult
func control(_ method: String, _ url: String, _ body: JSON? = nil) async throws -> JSON {
    guard let address = URL(string: url) else { throw ControlError(description: "no address: \(url)") }
    var request = URLRequest(url: address)
    request.httpMethod = method
    request.httpBody = body.map { Data($0.text.utf8) }
    let (data, answer) = try await URLSession.shared.data(for: request)
    let text = String(decoding: data, as: UTF8.self)
    guard let status = (answer as? HTTPURLResponse)?.statusCode, status < 300 else {
        throw ControlError(description: "\(method) \(url): \(text)")
    }
    return text.isEmpty ? .null : try JSON(text: text)
}

/// A service of a test's own: with its own address, credentials, state, faults and requests.
struct World: Sendable {
    let url: String
    let token: String
    let username: String
    let password: String
    let registry: String
    let controlURL: String
    let swr: Swr

    init() async throws {
        guard let emulator = ProcessInfo.processInfo.environment["EMULATOR_CONTROL_URL"] else {
            throw ControlError(description: "EMULATOR_CONTROL_URL is not set; bindings-swift/run-tests sets it")
        }
        let session = try await control("POST", "\(emulator)/sessions", [:])
        url = session["url"].string ?? ""
        token = session["token"].string ?? ""
        username = session["username"].string ?? ""
        password = session["password"].string ?? ""
        registry = session["registry_id"].string ?? ""
        controlURL = session["control_url"].string ?? ""
        swr = Swr(session)
    }

    /// More tokens than a client can ask for; their ids.
    @discardableResult
    func seed(_ tokens: JSON = 1) async throws -> [String] {
        try await control("POST", "\(controlURL)/seed", ["tokens": tokens])["tokens"].array.compactMap(\.string)
    }

    /// The next matching request goes wrong in this way.
    func fault(_ action: JSON, _ conditions: [String: JSON] = [:]) async throws {
        try await control("POST", "\(controlURL)/faults", .object(conditions.merging(["action": action]) { $1 }))
    }

    /// Organizations of SWR and what is in them.
    func seed(namespaces: JSON) async throws {
        try await control("POST", "\(controlURL)/seed", ["namespaces": namespaces])
    }

    /// What there is in truth.
    func state() async throws -> JSON {
        try await control("GET", "\(controlURL)/state")
    }

    func requests() async throws -> [JSON] {
        try await control("GET", "\(controlURL)/requests").array
    }

    /// Waits for all conditions at the same moment, such as `arrived=1&in_flight=0`; an error when that does not come.
    func wait(_ conditions: String) async throws {
        try await control("GET", "\(controlURL)/wait?\(conditions)&timeout_ms=20000")
    }

    /// An API that answers exactly as written.
    func script(_ exchanges: JSON) async throws -> Script {
        let made = try await control("POST", "\(controlURL)/script", ["exchanges": exchanges])
        return Script(made, controlURL)
    }

    /// An API whose answers never come.
    func silence(_ exchanges: Int = 1) async throws -> Script {
        try await script(.array(Array(repeating: ["reply": nil, "then": "stall"], count: exchanges)))
    }

    func client(
        maxRetries: Int? = nil,
        onEvent: (@Sendable (Event) -> Void)? = nil
    ) throws -> IonosClient {
        try IonosClient(
            token: Secret(token),
            baseURL: url,
            proxy: .off,
            maxRetries: maxRetries,
            firstWait: .zero,
            loadEnvironment: false,
            onEvent: onEvent
        )
    }
}

/// An API that answers exactly as written.
struct Script: Sendable {
    let id: String
    let url: String
    let swrURL: String
    let iamURL: String
    let controlURL: String

    init(_ made: JSON, _ controlURL: String) {
        id = made["script"].string ?? ""
        url = made["url"].string ?? ""
        swrURL = made["swr_url"].string ?? ""
        iamURL = made["iam_url"].string ?? ""
        self.controlURL = controlURL
    }

    func problems() async throws -> [JSON] {
        try await control("GET", "\(controlURL)/script/\(id)")["problems"].array
    }

    func wait(_ conditions: String) async throws {
        try await control("GET", "\(controlURL)/wait?script=\(id)&\(conditions)&timeout_ms=20000")
    }

    func client() throws -> IonosClient {
        try IonosClient(
            token: Secret("scripted"), baseURL: url, proxy: .off, firstWait: .zero, loadEnvironment: false)
    }

    /// Options of a client of either service, in the form of a vector's.
    var options: JSON {
        [
            "token": "scripted", "base_url": .string(url), "project_id": "scripted", "region": "cn-north-4",
            "endpoint": .string(swrURL), "iam_endpoint": .string(iamURL), "first_wait_ms": 0, "proxy": false,
            "load_environment": false,
        ]
    }
}

/// SWR of a world: where it is, and what is known there.
struct Swr: Sendable {
    let url: String
    let iamURL: String
    let accessKey: String
    let secretKey: String
    let temporary: (accessKey: String, secretKey: String, securityToken: String)
    let token: String
    let project: String
    let instance: String

    init(_ session: JSON) {
        func text(_ name: String) -> String { session[name].string ?? "" }
        (url, iamURL) = (text("swr_url"), text("iam_url"))
        (accessKey, secretKey) = (text("swr_access_key"), text("swr_secret_key"))
        temporary = (
            text("swr_temporary_access_key"), text("swr_temporary_secret_key"), text("swr_temporary_security_token")
        )
        (token, project, instance) = (text("swr_token"), text("swr_project_id"), text("swr_instance_id"))
    }

    /// Where a program finds it and the account there.
    var environment: [String: String] {
        [
            "HUAWEICLOUD_SDK_AK": accessKey, "HUAWEICLOUD_SDK_SK": secretKey, "HUAWEICLOUD_SDK_REGION": "cn-north-4",
            "HUAWEICLOUD_SDK_REGION_SWR_CN_NORTH_4": url, "HUAWEICLOUD_SDK_IAM_ENDPOINT": iamURL,
        ]
    }

    /// A client that looks its project up.
    func client(onEvent: (@Sendable (Event) -> Void)? = nil) throws -> SwrClient {
        try SwrClient(
            accessKey: accessKey, secretKey: Secret(secretKey), region: "cn-north-4", endpoint: url,
            iamEndpoint: iamURL, proxy: .off, firstWait: .zero, loadEnvironment: false, onEvent: onEvent)
    }
}
