// Where a Worker may send a webhook, by what its URL says alone. What a name resolves to is for the network of the runtime to filter: by
// default workerd connects to public addresses only.

/** What is allowed beyond https to names on the public internet. */
export interface DestinationRules {
  /**
   * Allows `http:`. Bodies then travel readable by everyone on the way.
   * @default false
   */
  readonly allowHttp?: boolean
  /**
   * Allows `localhost`, 127.0.0.0/8 and ::1, by http too and on any port: for development, where the runtime may reach them.
   * @default false
   */
  readonly allowLoopback?: boolean
  /**
   * The only origins that may be sent to, such as `https://hooks.example.com`; the other rules hold for them too.
   * @default any
   */
  readonly origins?: readonly string[]
}

const privateNames = /\.(?:local|internal|home\.arpa)$/

/** What keeps a URL from being a destination, as a sentence; `undefined` when nothing does. `own` are the hosts at which the Worker is called. */
export function checkDestination(
  text: string,
  rules: DestinationRules,
  own: ReadonlySet<string>
): string | undefined {
  const { allowHttp = false, allowLoopback = false, origins } = rules
  if (text.length > 2048) return 'The URL has more than 2048 characters.'
  const authority = /^https?:\/\/([^/?#\\\s]+)(?:[/?][^#\\\s]*)?$/i.exec(text)?.[1]
  if (authority === undefined || !URL.canParse(text)) return 'The URL is not an absolute https URL.'
  if (authority.includes('@')) return 'The URL holds a user name; send credentials in a header.'
  const { protocol, hostname, host, port, origin } = new URL(text)
  const name = hostname.replace(/\.$/, '')
  const isLocal = /^(?:(?:.+\.)?localhost|127\.[\d.]+|\[::1\])$/.test(name)
  if (isLocal && !allowLoopback) return 'The host is this machine, which `allowLoopback` allows.'
  if (protocol !== 'https:' && !isLocal && !allowHttp) return 'The URL is http, and only https is allowed.'
  // Parsed, every way to write an IPv4 address is four numbers.
  const isName = name.includes('.') && !/^[\d.]+$|^\[/.test(name) && !privateNames.test(name)
  if (!isLocal && !isName) return 'The host is not a name on the public internet.'
  if (!isLocal && !['', '443', '8443', ...(allowHttp ? ['80', '8080'] : [])].includes(port))
    return `The port ${port} is not one of those allowed.`
  if (origins && !origins.some((one) => URL.canParse(one) && new URL(one).origin === origin))
    return 'The origin is not one of those that webhooks may go to.'
  return own.has(host) ? 'The destination is a sandbox, which does not send to itself.' : undefined
}
