// The examples of README.md that are no programs of their own: compiled as they stand there, and called by ReadmeTests.

import Foundation
import RegistryTokens

struct Shadowed: Error { let helper: String }

enum Snippets {
    static func change(_ client: IonosClient, _ registry: Registry) async throws {
        for try await token in client.tokens.list(registryID: registry.id) where token.name.hasPrefix("ci-") {
            guard token.scopes.contains(where: { $0.name == "*" }) else { continue }
            let pullOnly = [Scope.repository("team/app", actions: [.pull])]
            _ = try await client.tokens.update(registryID: registry.id, tokenID: token.id, scopes: .set(pullOnly))
        }
    }

    static func errors(_ client: IonosClient, _ registry: Registry) async throws {
        do {
            _ = try await client.tokens.create(registryID: registry.id, name: "ci-push")
        } catch let error as RegistryTokensError where error.kind == .conflict {
            print("the name is taken: \(error)")
        } catch let error as RegistryTokensError where error.outcomeUnknown {
            // Its password is lost, so whatever was made is of no use.
            if let left = try await client.tokens.find(registryID: registry.id, name: "ci-push") {
                try await client.tokens.delete(registryID: registry.id, tokenID: left.id)
            }
        }
    }

    static func response(_ client: IonosClient, _ registry: Registry) async throws {
        let response = try await client.registries.withResponse { try await $0.get(registryID: registry.id) }
        print(response.httpStatus, response.attempts, response.requestID ?? "no id")
    }

    static func use(_ client: IonosClient, _ registry: Registry, _ config: URL) async throws {
        let login = try await client.tokens.create(
            registryID: registry.id, name: "app-push",
            scopes: [.repository("team/app", actions: [.pull, .push])], expiresIn: .seconds(24 * 60 * 60)
        ).credentials
        let merge = try login.mergeInto(path: config, hostname: registry.hostname)  // `docker push` works now
        if let helper = merge.shadowedBy { print("docker asks the credential helper \(helper) instead") }

        let pull = try await client.tokens.create(
            registryID: registry.id, name: "app-pull", scopes: [.repository("*", actions: [.pull])])
        let manifest = try pull.credentials.kubernetesSecret(
            hostname: registry.hostname, name: "regcred", namespace: "apps")
        print(manifest.reveal())  // to be piped into `kubectl apply -f -`
    }

    static func rotate(_ client: IonosClient, _ registry: Registry, _ config: URL) async throws {
        // Successors are called app-push with an ending; this is the one in use.
        guard let token = try await client.tokens.findCurrent(registryID: registry.id, name: "app-push") else {
            fatalError("no such token")
        }
        let result = try await client.tokens.rotate(registryID: registry.id, tokenID: token.id) { rotation in
            let merge = try rotation.credentials.mergeInto(path: config, hostname: registry.hostname)
            if let helper = merge.shadowedBy { throw Shadowed(helper: helper) }  // all is as it was then
        }
        print("\(result.rotation.old.name) is followed by \(result.rotation.new.name)")
        print("it is \(result.retirement.oldOutcome) now")
    }

    static func swr(_ client: SwrClient, _ instanceID: String) async throws {
        let issued = try await client.longTermCredentials.create(instanceID: instanceID, name: "ci-push")
        let login = issued.credentials  // the same type as at IONOS: shown once, and by us only on reveal()
        print("docker login INSTANCE_ADDRESS -u \(login.username) -p \(login.password)")
        try await client.longTermCredentials.delete(instanceID: instanceID, credentialID: issued.tokenID)

        let basic = try await client.login.createTemporary(duration: .seconds(60 * 60))
        print("docker login \(basic.hostname ?? "") -u \(basic.username)")
    }
}
