// Replaces whatever expires within a week; each consumer finds the new login in its file.
// Needs IONOS_TOKEN, REGISTRY, and LOGINS: a folder with one for each consumer, named like its first token.
import Foundation
import RegistryTokens

enum NotDeployed: String, Error, CustomStringConvertible {
    /// One of a CI job, for example.
    case notOurs = "has no folder here"
    case shadowed = "a credential helper stands before it"

    var description: String { rawValue }
}

let environment = ProcessInfo.processInfo.environment
guard let wanted = environment["REGISTRY"], let logins = environment["LOGINS"] else {
    fatalError("REGISTRY or LOGINS is not set")
}
let client = try IonosClient.fromEnvironment()
guard let registry = try await client.registries.find(name: wanted) else { fatalError("no such registry") }

let (hostname, folder) = (registry.hostname, URL(fileURLWithPath: logins))
let week = Duration.seconds(7 * 24 * 60 * 60)
let outcomes = try await client.tokens.rotateExpiring(registryID: registry.id, within: week) { rotation in
    let place = folder.appendingPathComponent(rotation.baseName)
    let isFolder = try? place.resourceValues(forKeys: [.isDirectoryKey]).isDirectory
    guard isFolder == true else { throw NotDeployed.notOurs }
    let config = place.appendingPathComponent("config.json")
    let merge = try rotation.credentials.mergeInto(path: config, hostname: hostname)
    guard merge.shadowedBy == nil else { throw NotDeployed.shadowed }
}
var failures = 0
for one in outcomes {
    switch one.result {
    case .success(let done):
        if done.retirement.oldOutcome == .failed { failures += 1 }
        print("\(one.token.name): \(done.retirement.failure ?? done.retirement.oldOutcome.rawValue)")
    case .failure(let error):
        if error as? NotDeployed != .notOurs { failures += 1 }
        print("\(one.token.name): \(error)")
    }
}
client.close()
if failures > 0 { exit(1) }
