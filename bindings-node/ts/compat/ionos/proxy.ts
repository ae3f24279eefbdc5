// Which proxy axios would have gone through.
import type { CallSite } from '../../failures'
import { refusal } from './errors'

/** As axios takes it in its options. */
interface AxiosProxy {
  readonly protocol?: string
  readonly host?: string
  readonly hostname?: string
  readonly port?: number | string
  readonly auth?: { readonly username?: string; readonly password?: string }
}

/** The address of the proxy, or false for none. */
export function proxyOf(given: unknown, baseUrl: string, site: CallSite): string | false {
  if (given === false) return false
  if (given === undefined || given === null) return ofEnvironment(baseUrl)
  const { protocol = 'http', host, hostname = host, port, auth } = given as AxiosProxy
  if (typeof given !== 'object' || !hostname)
    throw refusal(site, 'baseOptions.proxy must be false or have a host and a port')
  const login = auth && `${encodeURIComponent(auth.username ?? '')}:${encodeURIComponent(auth.password ?? '')}@`
  return `${protocol.replace(/:$/, '')}://${login ?? ''}${hostname}${port ? `:${port}` : ''}`
}

/** `HTTPS_PROXY` and `NO_PROXY`. Plain http goes to this machine only, which no proxy is asked for. */
function ofEnvironment(baseUrl: string): string | false {
  const variable = (name: string) => process.env[name.toLowerCase()] || process.env[name]
  const proxy = variable('HTTPS_PROXY')
  const whole = baseUrl.includes('://') ? baseUrl : `https://${baseUrl}`
  if (!proxy || !URL.canParse(whole)) return false
  const { protocol, hostname } = new URL(whole)
  if (protocol !== 'https:' || isThisMachine(hostname)) return false
  const exceptions = (variable('NO_PROXY') ?? '').split(',').map((name) => name.trim())
  const isExcepted = exceptions.some(
    (name) => name === '*' || name === hostname || (name.startsWith('.') && hostname.endsWith(name)),
  )
  return isExcepted ? false : proxy
}

const isThisMachine = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
