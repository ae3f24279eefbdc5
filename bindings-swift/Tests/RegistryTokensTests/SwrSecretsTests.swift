import RegistryTokens
import XCTest

@testable import VectorCalls

/// No text form of anything of SWR shows a secret.
final class SwrSecretsTests: XCTestCase {
    // Header values hold no quotes and no backslashes.
    private let userToken = "canary-user-token-6b1e"
    private let securityToken = "canary-security-token-93fa"
    private let accessSecret = "canary-access-secret-0c7d"
    private var all: [String] { Canary.all + [userToken, securityToken, accessSecret] }

    private func client(
        _ script: Script, withKeys: Bool = true, onEvent: (@Sendable (Event) -> Void)? = nil
    ) throws -> SwrClient {
        try SwrClient(
            accessKey: withKeys ? "AKFAKE" : nil,
            secretKey: withKeys ? Secret(Canary.password) : nil,
            securityToken: withKeys ? Secret(securityToken) : nil,
            token: withKeys ? nil : Secret(userToken),
            projectID: "p1",
            endpoint: script.swrURL,
            iamEndpoint: script.iamURL,
            proxy: .off,
            maxRetries: 0,
            loadEnvironment: false,
            onEvent: onEvent
        )
    }

    func testNothingThatAClientGivesShowsASecret() async throws {
        let events = Locked<[Event]>([])
        let issued: JSON = ["token_id": "t", "user_id": "u", "auth_token": .string(Canary.issued)]
        let target: JSON = [
            "id": 7, "name": "n",
            "credential": ["type": "basic", "access_key": "k", "access_secret": .string(Canary.issued)],
        ]
        let replies: [JSON] = [issued, issued, target, ["registries": [target], "total": 1]]
        let script = try await World().script(
            .array(replies.map { ["reply": ["status": 200, "body": ["json": $0]]] }))
        let client = try client(script) { event in events.change { $0.append(event) } }

        let answer = try await client.longTermCredentials.withResponse {
            try await $0.create(instanceID: "i", name: "ci")
        }
        let temporary = try await client.temporaryCredentials.create(instanceID: "i")
        let found = try await client.targetRegistries.get(instanceID: "i", registryID: 7)
        let page = try await client.targetRegistries.listPage(instanceID: "i")

        XCTAssertEqual(answer.value.credentials.password.reveal(), Canary.issued)
        XCTAssertEqual(temporary.password.reveal(), Canary.issued)
        XCTAssertEqual(found.credential?.accessSecret.reveal(), Canary.issued)
        let values: [Any] = [
            client, client.targetRegistries, client.login, answer, answer.value, temporary, found,
            found.credential as Any, page, events.value, SwrCredentials.token(Secret(Canary.token)),
            SwrCredentials.accessKey("AK", secretKey: Secret(Canary.password), securityToken: Secret(Canary.token)),
        ]
        XCTAssertEqual(events.value.count, 4)
        for value in values { XCTAssertNil(Canary.found(in: texts(of: value), of: all), "\(type(of: value))") }
    }

    func testErrorsThoughTheServiceRepeatsWhatItWasSent() async throws {
        for withKeys in [true, false] {
            let sent = [accessSecret] + (withKeys ? [Canary.password, securityToken] : [userToken])
            let echo = JSON.string(sent.joined(separator: " and "))
            for status in [301, 400, 401, 403, 404, 409, 429, 500, 503] {
                // A header cannot hold the quotes of the password.
                let script = try await World().script([
                    [
                        "reply": [
                            "status": .integer(status), "headers": ["X-Request-Id": .string(sent[0])],
                            "body": [
                                "json": [
                                    "error_code": echo, "error_msg": echo,
                                    "errors": [["errorCode": echo, "errorMessage": echo]],
                                ]
                            ],
                        ]
                    ]
                ])
                let client = try client(script, withKeys: withKeys)
                let secret = Secret(accessSecret)
                let error = try await thrown {
                    try await client.targetRegistries.create(
                        instanceID: "i", name: "n", type: .swrPro, url: "u", accessKey: "a", accessSecret: secret,
                        insecure: true)
                }
                XCTAssertNotNil(error as? RegistryTokensError)
                XCTAssertNil(Canary.found(in: texts(of: error), of: sent), "\(status)")
            }
        }
    }

    func testALoginIsNowhereButInItsCredentials() async throws {
        let password = "canary-login-password-51ab"
        let auth = Data("u:\(password)".utf8).base64EncodedString()
        let command = "docker login -u u -p \(password) swr.example"
        func reply(_ auth: String, _ command: String) -> JSON {
            [
                "reply": [
                    "status": 200, "headers": ["x-swr-dockerlogin": .string(command)],
                    "body": ["json": ["auths": ["swr.example": ["auth": .string(auth)]]]],
                ]
            ]
        }
        let script = try await World().script([reply(auth, command), reply("", "docker login -p \(password)")])
        let client = try client(script)
        let response = try await client.login.withResponse { try await $0.createTemporary() }
        XCTAssertEqual(response.value.password.reveal(), password)
        let error = try await thrown { try await client.login.createEnhanced() }
        let failed = try XCTUnwrap(error as? RegistryTokensError)
        XCTAssertEqual(failed.kind, .invalidResponse)
        let values: [Any] = [response, response.value, response.headers, failed, failed.responseHeaders()]
        for value in values {
            XCTAssertNil(Canary.found(in: texts(of: value), of: [password, auth, command]), "\(type(of: value))")
        }
    }

    func testOptionsThatAreRefused() async throws {
        let secrets = (token: Canary.token, password: Canary.password)
        let refused: [() throws -> SwrClient] = [
            { try SwrClient(secretKey: Secret(secrets.password), loadEnvironment: false) },
            { try SwrClient(securityToken: Secret(secrets.token), loadEnvironment: false) },
            {
                try SwrClient(
                    token: Secret(secrets.token + "\n"), projectID: "p", endpoint: "https://h", loadEnvironment: false)
            },
            {
                try SwrClient(
                    token: Secret("t"), projectID: "p", endpoint: "https://u:\(secrets.password)@h",
                    loadEnvironment: false)
            },
        ]
        for make in refused {
            XCTAssertThrowsError(try make()) { error in
                XCTAssertEqual((error as? RegistryTokensError)?.kind, .config, "\(error)")
                XCTAssertNil(Canary.found(in: texts(of: error), of: all))
            }
        }
    }
}
