// Make an organization and a repository in SWR's basic edition, and read the repository back.
// Needs ORGANIZATION, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials.
import { RepositoryCategory, SwrClient } from 'registry-tokens'

const { ORGANIZATION } = process.env
const client = SwrClient.fromEnv()
await client.namespaces.create(ORGANIZATION)
await client.repositories.create(ORGANIZATION, {
  name: 'team/app',
  isPublic: false,
  category: RepositoryCategory.LINUX,
  description: 'What the team runs',
})

const made = await client.repositories.get(ORGANIZATION, 'team/app')
console.log(`docker push ${made.path}:latest`)
client.close()
