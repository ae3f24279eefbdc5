import RegistryTokens
import XCTest

@testable import VectorCalls

/// What docker and Kubernetes want of credentials.
final class CredentialsTests: XCTestCase {
    private let host = "team.cr.example:5000"
    private let auth = "Y2k6cGE6c3Mid8O2cmRcICUk"
    private let login = Credentials(username: "ci", password: Secret(#"pa:ss"wörd\ %$"#))
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)

    private var config: String {
        "{\n\t\"auths\": {\n\t\t\"\(host)\": {\n\t\t\t\"auth\": \"\(auth)\"\n\t\t}\n\t}\n}\n"
    }

    override func setUpWithError() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    override func tearDownWithError() throws {
        try FileManager.default.removeItem(at: folder)
    }

    private func manifest(_ metadata: JSON) -> JSON {
        let data = Data(config.utf8).base64EncodedString()
        return [
            "apiVersion": "v1", "kind": "Secret", "metadata": metadata, "type": "kubernetes.io/dockerconfigjson",
            "data": [".dockerconfigjson": .string(data)],
        ]
    }

    private func failure(_ work: () throws -> Any) throws -> RegistryTokensError {
        do {
            _ = try work()
        } catch {
            return try XCTUnwrap(error as? RegistryTokensError)
        }
        throw NothingThrown()
    }

    func testCredentialsMayComeFromWhereTheyWereStored() throws {
        XCTAssertEqual(login.username, "ci")
        XCTAssertNil(login.hostname)
        XCTAssertNil(login.expiresAt)
        XCTAssertNotEqual(login, Credentials(username: "ci", password: Secret("another")))
        XCTAssertEqual(try JSON(text: login.toJSON()), ["username": "ci"])
    }

    func testTexts() throws {
        XCTAssertEqual(try login.dockerConfig(hostname: host).reveal(), config)
        let bare = try login.kubernetesSecret(hostname: host, name: "regcred")
        XCTAssertEqual(try JSON(text: bare.reveal()), manifest(["name": "regcred"]))
        let there = try login.kubernetesSecret(hostname: host, name: "regcred", namespace: "ci")
        XCTAssertEqual(try JSON(text: there.reveal()), manifest(["name": "regcred", "namespace": "ci"]))
    }

    func testAFileThatIsNotThereIsMade() throws {
        let file = folder.appendingPathComponent("new/config.json")
        let merge = try login.mergeInto(path: file, hostname: host)
        XCTAssertNil(merge.shadowedBy)
        XCTAssertEqual(try JSON(text: merge.toJSON()), ["shadowed_by": nil])
        XCTAssertEqual(try String(contentsOf: file, encoding: .utf8), config)
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        XCTAssertEqual(attributes[.posixPermissions] as? Int, 0o600)
    }

    func testAllElseInAFileStaysAsItIs() throws {
        let before = """
            { "n":1.50,"auths" : {"other":{ "auth":"eA==" },
                 "\(host)": {"auth": "old"}}, "credHelpers":{"\(host)":"vault"} }
            """
        let file = folder.appendingPathComponent("config.json")
        try Data(before.utf8).write(to: file)
        XCTAssertEqual(try login.mergeInto(path: file, hostname: host).shadowedBy, "vault")
        XCTAssertEqual(
            try String(contentsOf: file, encoding: .utf8), before.replacingOccurrences(of: "old", with: auth))
    }

    func testWhatTheFilesCannotExpressIsRefused() throws {
        let colon = Credentials(username: "a:b", password: Secret("x"))
        let file = folder.appendingPathComponent("config.json")
        let refused: [String: () throws -> Any] = [
            "credentials.docker_config": { try colon.dockerConfig(hostname: self.host) },
            "credentials.merge_into": { try colon.mergeInto(path: file, hostname: self.host) },
            "credentials.kubernetes_secret": { try colon.kubernetesSecret(hostname: self.host, name: "n") },
        ]
        for (operation, call) in refused {
            let error = try failure(call)
            XCTAssertEqual(error.kind, .invalidArgument)
            XCTAssertEqual(error.operation, operation)
            XCTAssert(error.reason.contains("colon"), error.reason)
        }
        XCTAssertFalse(FileManager.default.fileExists(atPath: file.path))
        let named = try failure { try login.kubernetesSecret(hostname: host, name: "n", namespace: "A B") }
        XCTAssert(named.reason.hasPrefix("namespace"), named.reason)
    }

    func testAFileThatCannotBeReadStaysAsItIs() throws {
        let file = folder.appendingPathComponent("config.json")
        try Data("{\"auths\": oops".utf8).write(to: file)
        let broken = try failure { try login.mergeInto(path: file, hostname: host) }
        XCTAssertEqual(broken.kind, .config)
        XCTAssertEqual(try String(contentsOf: file, encoding: .utf8), "{\"auths\": oops")
        // Nothing can stand below a file, whoever asks.
        let below = try failure { try login.mergeInto(path: file.appendingPathComponent("below"), hostname: host) }
        XCTAssertEqual(below.kind, .config)
        XCTAssertNotNil(below.systemError)
    }

    func testNoSecretStandsInWhatTheyGive() throws {
        let canary = Credentials(username: "ci", password: Secret(Canary.password))
        let file = folder.appendingPathComponent("config.json")
        let colon = Credentials(username: "a:b", password: Secret(Canary.password))
        var given: [Any] = [
            canary, try canary.dockerConfig(hostname: host), try canary.mergeInto(path: file, hostname: host),
            try canary.kubernetesSecret(hostname: host, name: "regcred"),
            try failure { try canary.dockerConfig(hostname: "") },
            try failure { try colon.dockerConfig(hostname: host) },
        ]
        try Data("{\"auths\": \(canary.dockerConfig(hostname: host).reveal())".utf8).write(to: file)
        given.append(try failure { try canary.mergeInto(path: file, hostname: host) })
        XCTAssertNil(Canary.found(in: given.flatMap(texts)))
    }
}
