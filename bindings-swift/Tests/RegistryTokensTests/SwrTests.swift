import RegistryTokens
import XCTest

@testable import VectorCalls

/// A client of SWR: what a vector cannot say, because it takes several calls or is Swift's own.
final class SwrTests: XCTestCase {
    func testTheLifeOfATargetRegistry() async throws {
        let swr = try await World().swr
        let registries = try swr.client().targetRegistries
        let made = try await registries.create(
            instanceID: swr.instance, name: "harbor-1", type: .swrPro, url: "https://harbor.example.com",
            accessKey: "user", accessSecret: Secret("canary"), insecure: true, dnsHosts: ["a.example": "192.0.2.7"])
        let read = try await registries.get(instanceID: swr.instance, registryID: made.id)
        XCTAssertEqual(read.name, "harbor-1")
        XCTAssertEqual(read.type, .swrPro)
        XCTAssertEqual(read.credential?.accessSecret, Secret(""))
        try await registries.update(
            instanceID: swr.instance, registryID: made.id, name: "harbor-2", type: .swrPro,
            url: "https://harbor.example.com", accessKey: "user", accessSecret: Secret("canary"), insecure: true,
            description: "moved")
        let found = try await registries.find(instanceID: swr.instance, name: "harbor-2")
        XCTAssertEqual(found?.description, "moved")
        let part = try await registries.find(instanceID: swr.instance, name: "harbor")
        XCTAssertNil(part)
        var names: [String] = []
        for try await one in registries.list(instanceID: swr.instance, pageSize: 1, orderColumn: .name) {
            names.append(one.name)
        }
        XCTAssertEqual(names.count, 2)
        XCTAssert(names.contains("harbor-2"), "\(names)")
        try await registries.delete(instanceID: swr.instance, registryID: made.id)
        let gone = try await thrown { try await registries.delete(instanceID: swr.instance, registryID: made.id) }
        XCTAssertEqual((gone as? RegistryTokensError)?.kind, .notFound)
        try await registries.delete(instanceID: swr.instance, registryID: made.id, missingOK: true)
    }

    func testTheLifeOfACredential() async throws {
        let swr = try await World().swr
        let client = try swr.client()
        let credentials = client.longTermCredentials
        let issued = try await credentials.create(instanceID: swr.instance, name: "ci-bot")
        XCTAssertEqual(issued.credentials.username, issued.userID)
        let response = try await credentials.withResponse {
            try await $0.disable(instanceID: swr.instance, credentialID: issued.tokenID)
        }
        XCTAssertEqual(response.attempts, 1)
        let found = try await credentials.find(instanceID: swr.instance, name: "ci-bot")
        XCTAssertEqual(found?.enable, false)
        try await credentials.enable(instanceID: swr.instance, credentialID: issued.tokenID)
        let page = try await credentials.listPage(instanceID: swr.instance, selfOnly: true)
        XCTAssertEqual(page.items.map(\.enable), [true])
        try await credentials.delete(instanceID: swr.instance, credentialID: issued.tokenID)
        let all = try await credentials.list(instanceID: swr.instance).all()
        XCTAssertEqual(all, [])

        let temporary = try await client.temporaryCredentials.create(instanceID: swr.instance)
        XCTAssertNotNil(temporary.expiresAt)
        let hour = try await client.login.createTemporary(duration: .seconds(3600))
        let enhanced = try await client.login.createEnhanced()
        for login in [hour, enhanced] {
            XCTAssertFalse(login.password.reveal().isEmpty)
            XCTAssertNotNil(login.hostname)
            XCTAssertNotNil(login.expiresAt)
        }
    }

    func testNewCredentialsAreUsedFromThenOnAndHaveAProjectOfTheirOwn() async throws {
        let world = try await World()
        let swr = world.swr
        let client = try swr.client()
        func get() async throws { _ = try await client.targetRegistries.get(instanceID: swr.instance, registryID: 24) }
        try await get()
        try client.setCredentials(.accessKey("nobody", secretKey: Secret("canary")))
        let error = try await thrown { try await get() }
        XCTAssertEqual((error as? RegistryTokensError)?.kind, .authentication, "\(error)")
        try client.setCredentials(.token(Secret(swr.token)))
        try await get()
        try client.setCredentials(
            .accessKey(
                swr.temporary.accessKey, secretKey: Secret(swr.temporary.secretKey),
                securityToken: Secret(swr.temporary.securityToken)))
        try await get()
        XCTAssertThrowsError(try client.setCredentials(.token(Secret("")))) { error in
            XCTAssertEqual((error as? RegistryTokensError)?.kind, .config)
            XCTAssertEqual((error as? RegistryTokensError)?.operation, "client.build")
        }
        try await get()
        let lookUps = try await world.requests().filter { $0["api"] == "iam" }
        XCTAssertEqual(lookUps.count, 4)
        client.close()
        let closed = try await thrown { try await get() }
        XCTAssertEqual((closed as? RegistryTokensError)?.kind, .closed)
    }

    func testAClientFromTheEnvironment() async throws {
        let swr = try await World().swr
        let variables = swr.environment
        // Other tests, one after the other, are told not to look there.
        let before = variables.keys.map { ($0, ProcessInfo.processInfo.environment[$0]) }
        for (name, value) in variables { setenv(name, value, 1) }
        let client = Result { try SwrClient.fromEnvironment() }
        for (name, value) in before {
            if let value { setenv(name, value, 1) } else { unsetenv(name) }
        }
        let found = try await client.get().targetRegistries.get(instanceID: swr.instance, registryID: 24)
        XCTAssertEqual(found.id, 24)
    }

    func testArgumentsAreNamed() async throws {
        let world = try await World()
        let client = try world.swr.client()
        let (registries, credentials) = (client.targetRegistries, client.longTermCredentials)
        let refused: [(String, @Sendable () async throws -> Void)] = [
            ("instanceID", { _ = try await registries.get(instanceID: "a/b", registryID: 1) }),
            ("credentialID", { try await credentials.enable(instanceID: "i", credentialID: "..") }),
            ("registryID", { _ = try await registries.get(instanceID: "i", registryID: -1) }),
            ("pageSize", { _ = try await registries.list(instanceID: "i", pageSize: -1).all() }),
            ("name", { _ = try await credentials.create(instanceID: "i", name: "A B") }),
            ("orderColumn", { _ = try await registries.listPage(instanceID: "i", orderType: .asc) }),
            ("duration", { _ = try await client.login.createTemporary(duration: .seconds(10)) }),
            (
                "targetProjectID",
                {
                    _ = try await registries.create(
                        instanceID: "i", name: "n", type: .swrProInternal, url: "u", accessKey: "a",
                        accessSecret: Secret("s"), insecure: true)
                }
            ),
        ]
        for (name, call) in refused {
            let error = try await thrown(call) as? RegistryTokensError
            XCTAssertEqual(error?.kind, .invalidArgument)
            XCTAssertEqual(error?.attempts, 0)
            XCTAssert(error?.reason.contains(name) == true, "\(name): \(error.map { "\($0)" } ?? "nothing")")
        }
        let requests = try await world.requests()
        XCTAssertEqual(requests, [])
    }
}
