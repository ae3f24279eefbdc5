// Gives a namespace a pull secret, or a new one in the place of the old. Needs IONOS_TOKEN, REGISTRY, NAMESPACE and kubectl.
import Foundation
import RegistryTokens

struct KubectlFailed: Error {
    let status: Int32
}

/// Hands the manifest over without a file.
func apply(_ manifest: Secret) throws {
    let (kubectl, input) = (Process(), Pipe())
    kubectl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    kubectl.arguments = ["kubectl", "apply", "-f", "-"]
    kubectl.standardInput = input
    try kubectl.run()
    try input.fileHandleForWriting.write(contentsOf: Data(manifest.reveal().utf8))
    try input.fileHandleForWriting.close()
    kubectl.waitUntilExit()
    guard kubectl.terminationStatus == 0 else { throw KubectlFailed(status: kubectl.terminationStatus) }
}

// A kubectl that does not read to the end is an error like any other, not the end of this program.
signal(SIGPIPE, SIG_IGN)
let environment = ProcessInfo.processInfo.environment
guard let wanted = environment["REGISTRY"], let namespace = environment["NAMESPACE"] else {
    fatalError("REGISTRY or NAMESPACE is not set")
}
let client = try IonosClient.fromEnvironment()
guard let registry = try await client.registries.find(name: wanted) else { fatalError("no such registry") }

func secret(of login: Credentials) throws -> Secret {
    try login.kubernetesSecret(hostname: registry.hostname, name: "regcred", namespace: namespace)
}

do {
    if let token = try await client.tokens.findCurrent(registryID: registry.id, name: "pull-\(namespace)") {
        // Pods that start with the old one while it lasts are let in, too.
        _ = try await client.tokens.rotate(registryID: registry.id, tokenID: token.id) { rotation in
            try apply(secret(of: rotation.credentials))
        }
    } else {
        let issued = try await client.tokens.create(
            registryID: registry.id, name: "pull-\(namespace)", scopes: [.repository("*", actions: [.pull])])
        try apply(secret(of: issued.credentials))
    }
} catch {
    // Left to the runtime, it would be told with a piece of what is in memory.
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}
client.close()
