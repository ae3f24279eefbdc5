import RegistryTokens
import XCTest

@testable import VectorCalls

/// Whatever a program passes, a call gives a value or an error of this library; nothing ends the process, and no error
/// tells a secret. PROPERTY_SEED has other arguments made, PROPERTY_STEPS more of them for each operation.
final class PropertyTests: XCTestCase {
    private static let environment = ProcessInfo.processInfo.environment
    private let seed = environment["PROPERTY_SEED"].flatMap { UInt64($0) } ?? 20_310_504
    private let steps = environment["PROPERTY_STEPS"].flatMap { Int($0) } ?? 20

    func testAnyArgumentsOfAnyOperation() async throws {
        let setting = try await Setting(seed)
        for (provider, dispatch) in dispatches.sorted(by: { $0.key < $1.key }) {
            try await callEverything(dispatch, provider, setting)
        }
        print("property swift: \(setting.report)")
        XCTAssertGreaterThan(setting.values.value, 0, "no call was good enough for a value")
    }

    func testAnyOptionsOfAnyClient() async throws {
        let setting = try await Setting(seed)
        for (provider, dispatch) in dispatches.sorted(by: { $0.key < $1.key }) {
            try await buildClients(dispatch, provider, setting)
        }
        print("property swift: clients: \(setting.report)")
        XCTAssertGreaterThan(setting.values.value, 0, "no client was good enough for a value")
    }

    func testAnyTextsOfCredentials() async throws {
        let setting = try await Setting(seed)
        for step in 0..<steps * 10 {
            let arguments = setting.arguments("credentials", step).forOneCall()
            try await setting.judge("credentials \(step)", arguments) {
                let login = Credentials(username: try arguments.value("username"), password: Secret(setting.token))
                _ = try login.dockerConfig(hostname: arguments.value("hostname"))
                return try login.kubernetesSecret(
                    hostname: arguments.value("hostname"), name: arguments.value("name"),
                    namespace: arguments.value("namespace"))
            }
        }
        print("property swift: credentials: \(setting.report)")
    }

    private func callEverything<Service: Dispatch>(
        _ service: Service.Type, _ provider: String, _ setting: Setting
    ) async throws {
        let client = try service.client(Given(setting.client(provider))) { _ in }
        defer { service.close(client) }
        for operation in service.arguments.keys.sorted() {
            for step in 0..<steps {
                let arguments = setting.arguments(operation, step).forOneCall()
                try await setting.judge("\(operation) \(step)", arguments) {
                    // Good options more often than not, or no call would come to its arguments.
                    let options = arguments.below(3) == 0 ? try CallOptions(given: [:]) : CallOptions(maxRetries: 0)
                    return try await service.call(client, operation, Given([:]), options)
                }
            }
        }
    }

    private func buildClients<Service: Dispatch>(
        _ service: Service.Type, _ provider: String, _ setting: Setting
    ) async throws {
        let operation = provider == "ionos" ? "registries.find" : "namespaces.get"
        for step in 0..<steps * 20 {
            // Without an address a client would ask the service itself.
            let addresses = ["base_url", "endpoint", "iam_endpoint"]
            // Few options and somebody who calls, or no client would come to be.
            let usable = step % 2 == 0
            let arguments = setting.arguments(
                provider, step, neverLeftOut: Set(addresses + (usable ? setting.login(provider) : [])),
                leftOut: usable ? 85 : 50
            ).forOneCall()
            try await setting.judge("client of \(provider) \(step)", arguments) {
                let client = try service.client(Given([:])) { _ in }
                defer { service.close(client) }
                let options = CallOptions(timeout: .seconds(2), maxRetries: 0)
                return try await service.call(client, operation, Given([:]), options)
            }
        }
    }
}

/// A world of its own, what is good there, and what came of the calls.
private struct Setting: Sendable {
    let seed: UInt64
    let token: String
    let values = Locked(0)
    private let errors = Locked<[String: Int]>([:])
    private let world: World
    private let good: [String: [JSON]]
    private let kinds: Set<String>
    private let secrets: [String]

    init(_ seed: UInt64) async throws {
        print("property swift: PROPERTY_SEED=\(seed)")
        self.seed = seed
        world = try await World()
        token = world.token
        secrets = [world.token, world.password, world.swr.secretKey, world.swr.token]
        try await world.seed(namespaces: [["name": "group", "repositories": 2]])
        let tokens = try await world.seed(30).map(JSON.string)
        let file = Vector.root.appendingPathComponent("api/surface.json")
        let surface = try JSON(text: String(contentsOf: file, encoding: .utf8))
        kinds = Set(surface["error_kinds"].array.compactMap(\.string)).subtracting(["internal"])

        var good: [String: [JSON]] = [
            "registry_id": [.string(world.registry), 1], "token_id": tokens, "old_id": tokens, "new_id": tokens,
            "name": ["ci-push", "app"], "instance_id": [.string(world.swr.instance)], "namespace": ["group"],
            "repository": ["app", "repo-0"], "credential_id": [.string(nobody)], "retention_id": [1],
            "base_url": [.string(world.url)], "token": [.string(world.token)], "username": [.string(world.username)],
            "password": [.string(world.password)], "endpoint": [.string(world.swr.url)],
            "iam_endpoint": [.string(world.swr.iamURL)], "access_key": [.string(world.swr.accessKey)],
            "secret_key": [.string(world.swr.secretKey)], "project_id": [.string(world.swr.project)],
            "region": ["cn-north-4"], "hostname": ["demo.example"], "proxy": [false], "allow_http": [true, false],
            "timeout_ms": [10_000], "page_size": [2, 100], "limit": [1, 100], "offset": [0, 1], "max_results": [10],
            "poll_interval_ms": [0], "within_ms": [60_000], "expiry_date": ["2031-05-04T10:00:00Z"],
            "expires_in_ms": [86_400_000], "max_retries": [0], "grace_ms": [60_000], "url": ["https://demo.example"],
        ]
        for word in surface["words"].array {
            good[word["name"].string ?? ""] = Array(word["known"].object.values)
        }
        self.good = good
    }

    /// What proves who is calling, and where its account is.
    func login(_ provider: String) -> [String] {
        provider == "ionos" ? ["token"] : ["access_key", "secret_key", "project_id", "region"]
    }

    func client(_ provider: String) -> JSON {
        var options: [String: JSON] = [
            "timeout_ms": 20_000, "max_retries": 0, "first_wait_ms": 0, "proxy": false, "load_environment": false,
        ]
        let addresses = provider == "ionos" ? ["base_url"] : ["endpoint", "iam_endpoint"]
        for name in login(provider) + addresses {
            options[name] = good[name]?.first
        }
        return .object(options)
    }

    /// The arguments of a step do not depend on what was called before.
    func arguments(
        _ place: String, _ step: Int, neverLeftOut: Set<String> = [], leftOut: Int = 50
    ) -> Arguments {
        let mixed = "\(place) \(step)".utf8.reduce(seed ^ 0xcbf2_9ce4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        return Arguments(seed: mixed, good: good, neverLeftOut: neverLeftOut, leftOut: leftOut)
    }

    func judge(_ place: String, _ arguments: Arguments, _ call: () async throws -> Any?) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        do {
            // Showing it is part of what a program does with it.
            let value = try await Given.$source.withValue(arguments) { try await call() }
            _ = "\(value as Any)"
            values.change { $0 += 1 }
        } catch let error as RegistryTokensError {
            errors.change { $0[error.kind.rawValue, default: 0] += 1 }
            XCTAssert(kinds.contains(error.kind.rawValue), "\(place): \(error); \(arguments.made)")
            let leak = texts(of: error).first { text in secrets.contains { text.contains($0) } }
            XCTAssertNil(leak, "\(place): a secret stands in an error; \(arguments.made)")
            XCTAssertFalse("\(error)".contains(where: \.isNewline), "\(place): \(error)")
        } catch {
            XCTFail("\(place): \(type(of: error)): \(error); \(arguments.made)")
        }
        XCTAssertLessThan(clock.now - start, .seconds(60), "\(place): \(arguments.made)")
    }

    var report: String {
        let failed = errors.value.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return "values \(values.value), errors: \(failed.joined(separator: ", "))"
    }
}
