// Issue a credential of Huawei Cloud SWR, use it, take it back; and log in to the basic edition.
// Needs SWR_INSTANCE_ID, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials.
import { execFileSync } from 'node:child_process'
import { SwrClient } from 'registry-tokens'

const client = SwrClient.fromEnv()
const instance = process.env.SWR_INSTANCE_ID

// The same type as at IONOS: shown by the service once, and by us only on reveal().
const { tokenId, credentials } = await client.longTermCredentials.create(instance, 'ci-push')
console.log(`docker login INSTANCE_ADDRESS -u ${credentials.username} -p ${credentials.password}`)
await client.longTermCredentials.delete(instance, tokenId)

const { hostname, username, password } = await client.login.createTemporary()
execFileSync('docker', ['login', hostname, '--username', username, '--password-stdin'], { input: password.reveal() })
client.close()
