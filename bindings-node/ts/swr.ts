// What clients of Huawei Cloud SWR have beside their resources.
import type { Names } from './input'
import type { Secret } from './secret'

/**
 * What proves to Huawei Cloud who is calling: an IAM user token of the project, or the keys that requests are signed with, with
 * the security token if they are temporary.
 */
export type SwrCredentials =
  | { token: string | Secret }
  | { accessKey: string; secretKey: string | Secret; securityToken?: string | Secret | undefined }

/** The names in them. */
export const swrCredentialNames: Names = { token: null, accessKey: null, secretKey: null, securityToken: null }
