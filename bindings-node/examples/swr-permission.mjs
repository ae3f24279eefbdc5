// Let a user pull from a repository of SWR's basic edition, and show who may do what with it.
// Needs ORGANIZATION, USER_ID, USER_NAME, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials.
import { AccessLevel, SwrClient } from 'registry-tokens'

const { ORGANIZATION, USER_ID, USER_NAME } = process.env
const client = SwrClient.fromEnv()
const permissions = client.repositoryPermissions
await permissions.grant(ORGANIZATION, 'team/app', {
  users: [{ userId: USER_ID, userName: USER_NAME, auth: AccessLevel.READ }],
})

for (const other of (await permissions.get(ORGANIZATION, 'team/app')).othersAuths) {
  console.log(`${other.userName}: ${other.auth}`)
}
client.close()
