// Makes an organization and a repository in SWR's basic edition, and reads the repository back.
// Needs ORGANIZATION, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials.
import Foundation
import RegistryTokens

guard let organization = ProcessInfo.processInfo.environment["ORGANIZATION"] else {
    fatalError("ORGANIZATION is not set")
}
let client = try SwrClient.fromEnvironment()
try await client.namespaces.create(namespace: organization)
try await client.repositories.create(
    namespace: organization, name: "team/app", isPublic: false, category: .linux, description: "What the team runs")

let made = try await client.repositories.get(namespace: organization, repository: "team/app")
print("docker push \(made.path):latest")
client.close()
