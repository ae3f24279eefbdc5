import RegistryTokens
import XCTest

@testable import VectorCalls

/// No text form of anything shows a secret.
final class SecretsTests: XCTestCase {
    func testASecretShowsItselfOnlyWhenAsked() {
        let secret = Secret(Canary.token)
        XCTAssertEqual(secret.reveal(), Canary.token)
        XCTAssertEqual("\(secret)", "[redacted]")
        XCTAssertEqual(String(reflecting: secret), "[redacted]")
        XCTAssert(Mirror(reflecting: secret).children.isEmpty)
        XCTAssertNil(Canary.found(in: texts(of: secret)))
        XCTAssertNil(Canary.found(in: texts(of: [secret: Optional(secret)])))
    }

    func testSecretsAreComparedByTheirValue() {
        XCTAssertEqual(Secret("one"), Secret("one"))
        XCTAssertNotEqual(Secret("one"), Secret("other"))
        XCTAssertNotEqual(Secret(""), Secret("other"))
        XCTAssertEqual(Set([Secret("one"), Secret("one"), Secret("other")]).count, 2)
        XCTAssertEqual(Secret("ä\u{0}🦀").reveal(), "ä\u{0}🦀")
    }

    func testNothingThatAClientGivesShowsASecret() async throws {
        let events = Locked<[Event]>([])
        let world = try await World()
        let token: JSON = [
            "id": .string(nobody),
            "properties": [
                "name": "ci", "credentials": ["username": "ci", "password": .string(Canary.issued)],
            ],
        ]
        let script = try await world.script([
            ["reply": ["status": 201, "body": ["json": token]]],
            ["reply": ["status": 200, "body": ["json": token]]],
            // Some services repeat what they were sent, in whatever form.
            [
                "reply": [
                    "status": 400, "headers": ["X-Echo": .string(Canary.token)],
                    "body": [
                        "json": [
                            "httpStatus": 400,
                            "messages": [["errorCode": "bad", "message": .string("no: Bearer \(Canary.token)")]],
                        ]
                    ],
                ]
            ],
        ])
        let client = try IonosClient(
            token: Secret(Canary.token), baseURL: script.url, proxy: .off, maxRetries: 0, loadEnvironment: false
        ) { event in events.change { $0.append(event) } }

        let answer = try await client.tokens.withResponse { try await $0.create(registryID: nobody, name: "ci") }
        let replaced = try await client.tokens.replace(registryID: nobody, tokenID: nobody, name: "ci")
        let error = try await thrown { try await client.tokens.get(registryID: nobody, tokenID: nobody) }

        let issued = answer.value
        XCTAssertEqual(issued.credentials.password.reveal(), Canary.issued)
        XCTAssert(String(decoding: answer.body(), as: UTF8.self).contains("issued"))
        let values: [Any] = [
            client, client.tokens, answer, issued, issued.credentials, issued.token, replaced, error, events.value,
            IonosCredentials.token(Secret(Canary.token)), Proxy.url(Canary.password),
            IonosCredentials.basic(username: "ada", password: Secret(Canary.password)), Patch.set(Secret(Canary.token)),
        ]
        XCTAssertEqual(events.value.count, 3)
        for value in values {
            XCTAssertNil(Canary.found(in: texts(of: value)), "\(type(of: value))")
        }
    }

    func testTheErrorOfAnUnreadableAnswerKeepsThePasswordToItself() async throws {
        let world = try await World()
        let body = #"{"id": "x", "properties": {"credentials": {"password": "\#("canary-unread-4b1d")"}}"#
        let script = try await world.script([["reply": ["status": 201, "body": .string(body)]]])
        let client = try script.client()
        let caught = try await thrown { try await client.tokens.create(registryID: nobody, name: "ci") }
        let error = try XCTUnwrap(caught as? RegistryTokensError)
        XCTAssertEqual(error.kind, .invalidResponse)
        XCTAssert(error.outcomeUnknown)
        XCTAssert(String(decoding: error.responseBody(), as: UTF8.self).contains("canary-unread-4b1d"))
        XCTAssertNil(Canary.found(in: texts(of: error), of: ["canary-unread-4b1d"]))
    }

    /// The search finds what it is for, in each form.
    func testAPlantedLeakIsFound() throws {
        struct Leak {
            let inner: [String: Any]
        }
        let encoded = Data("ada:\(Canary.password)".utf8).base64EncodedString()
        let json = JSON.object(["deep": .string(Canary.token)]).text
        let percent = try XCTUnwrap(Canary.issued.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        for text in [Canary.token, encoded, json, percent, percent.lowercased()] {
            XCTAssertNotNil(Canary.found(in: texts(of: Leak(inner: ["part": [text]]))), text)
        }
    }
}
