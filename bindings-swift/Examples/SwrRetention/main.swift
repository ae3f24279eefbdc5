// Has SWR's basic edition delete images that are older than a month, but for the releases, and takes it back.
// Needs ORGANIZATION, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials.
import Foundation
import RegistryTokens

guard let organization = ProcessInfo.processInfo.environment["ORGANIZATION"] else {
    fatalError("ORGANIZATION is not set")
}
let client = try SwrClient.fromEnvironment()
let retentions = client.retentionRules
let releases = TagSelector(kind: .regexp, pattern: #"^v\d+(\.\d+)*$"#)
let made = try await retentions.create(
    namespace: organization, repository: "team/app", days: 30, tagSelectors: [releases])

let month = try await retentions.get(namespace: organization, repository: "team/app", retentionID: made.id)
for rule in month.rules {
    print("\(rule.template): after \(rule.params.days ?? 0) days")
}
try await retentions.delete(namespace: organization, repository: "team/app", retentionID: made.id)
client.close()
