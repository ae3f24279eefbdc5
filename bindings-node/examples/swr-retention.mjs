// Have SWR's basic edition delete images that are older than a month, but for the releases, and take it back.
// Needs ORGANIZATION, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials.
import { SwrClient, TagSelectorKind } from 'registry-tokens'

const { ORGANIZATION } = process.env
const client = SwrClient.fromEnv()
const rules = client.retentionRules
const releases = { kind: TagSelectorKind.REGEXP, pattern: String.raw`^v\d+(\.\d+)*$` }
const made = await rules.create(ORGANIZATION, 'team/app', { days: 30, tagSelectors: [releases] })

for (const rule of (await rules.get(ORGANIZATION, 'team/app', made.id)).rules) {
  console.log(`${rule.template}: after ${rule.params.days} days`)
}
await rules.delete(ORGANIZATION, 'team/app', made.id)
client.close()
