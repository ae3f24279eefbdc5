// Lets a user pull from a repository of SWR's basic edition, and shows who may do what with it.
// Needs ORGANIZATION, USER_ID, USER_NAME, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials.
import Foundation
import RegistryTokens

let environment = ProcessInfo.processInfo.environment
guard let organization = environment["ORGANIZATION"], let id = environment["USER_ID"],
    let name = environment["USER_NAME"]
else { fatalError("ORGANIZATION, USER_ID or USER_NAME is not set") }
let client = try SwrClient.fromEnvironment()
let permissions = client.repositoryPermissions
let user = UserPermission(userID: id, userName: name, auth: .read)
try await permissions.grant(namespace: organization, repository: "team/app", users: [user])

for other in try await permissions.get(namespace: organization, repository: "team/app").othersAuths {
    print("\(other.userName): \(other.auth)")
}
client.close()
