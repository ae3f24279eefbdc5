// Environment variables of a test's own.
'use strict'

/**
 * Runs with other environment variables.
 * @template Result
 * @param {Record<string, string>} variables
 * @param {() => Promise<Result> | Result} work
 */
async function withEnvironment(variables, work) {
  const before = { ...process.env }
  Object.assign(process.env, variables)
  try {
    return await work()
  } finally {
    for (const name of Object.keys(variables)) {
      if (name in before) process.env[name] = before[name]
      else delete process.env[name]
    }
  }
}

/**
 * What a program finds that knows nothing of us: the variables of SWR's official SDKs.
 * @param {{ swr: { accessKey: string, secretKey: string }, urls: Record<string, string> }} service
 * @returns {Record<string, string>}
 */
const swrVariables = ({ swr, urls }) => ({
  HUAWEICLOUD_SDK_AK: swr.accessKey,
  HUAWEICLOUD_SDK_SK: swr.secretKey,
  HUAWEICLOUD_SDK_REGION: 'cn-north-4',
  HUAWEICLOUD_SDK_REGION_SWR_CN_NORTH_4: urls.swr_url,
  HUAWEICLOUD_SDK_IAM_ENDPOINT: urls.iam_url,
})

module.exports = { swrVariables, withEnvironment }
