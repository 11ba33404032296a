import { describe, expect, it } from 'vitest'
import { checkDestination, readDestination } from './destination.js'
import { noteOwnServer } from './own-servers.js'

// 150 ways to write an address or a name that is not on the public internet.
const loopbackHosts = (
  'localhost LOCALHOST localhost. foo.localhost a.b.localhost foo.localhost. 127.0.0.1 127.0.0.1. 127.1 127.0.1 127.255.255.255 127.0.0.0 ' +
  '2130706433 2130706433. 0x7f000001 0x7F000001 0x7f.1 0x7f.0.0.1 0x7f.0x0.0x0.0x1 0177.1 0177.0.0.1 0177.0.0.01 017700000001 127.0x1 ' +
  '127.00000000001 １２７.０.０.１ １２７。０。０。１ 127。1 ①②⑦.0.0.1 %31%32%37.0.0.1 127%2e0%2e0%2e1 %6c%6f%63alhost ｌｏｃａｌｈｏｓｔ ' +
  '[::1] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [::0001] [::ffff:127.0.0.1] [::ffff:7f00:1] [::FFFF:7F00:0001] [::ffff:127.0.0.2] ' +
  '[0:0:0:0:0:ffff:127.0.0.1] [::127.0.0.1] [::7f00:1] [::7f00:0001] [2002:7f00:1::] [2002:7f00:0001::1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1] 127.127.127.127'
).split(' ')
const otherHosts = (
  '0 0.0.0.0 0x0 00 0.0.0.1 0.255.255.255 0x0.0x0.0x0.0x0 10.0.0.0 10.0.0.1 10.255.255.255 167772161 0xa000001 012.0.0.1 10.1 ' +
  '100.64.0.0 100.64.0.1 100.100.100.200 100.127.255.255 169.254.0.0 169.254.169.254 169.254.169.253 169.254.170.2 169.254.255.255 2852039166 0xa9fea9fe ' +
  '0xa9.0xfe.0xa9.0xfe 0251.0376.0251.0376 0251.254.169.254 169.16689662 ①⑥⑨.②⑤④.①⑥⑨.②⑤④ 172.16.0.0 172.16.0.1 172.31.255.255 0xac100001 192.0.0.0 192.0.0.8 192.0.0.170 ' +
  '192.0.0.192 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1 192.168.0.0 192.168.0.1 192.168.255.255 3232235521 0xc0a80001 0300.0250.0.1 192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.7 ' +
  '203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.254 255.255.255.255 4294967295 0xffffffff ' +
  '[::] [0:0:0:0:0:0:0:0] [::2] [::ffff:10.0.0.1] [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [::ffff:0:0] [::ffff:0.0.0.0] [::ffff:0:127.0.0.1] [::10.0.0.1] [::a9fe:a9fe] ' +
  '[::192.168.1.1] [2002:a00:1::] [2002:a9fe:a9fe::1] [2002:c0a8:101::1] [64:ff9b::10.0.0.1] [64:ff9b::a9fe:a9fe] [64:ff9b:1::8.8.8.8] [64:ff9b:1::1] [100::1] [2001::1] [2001:0:7f00:1::] ' +
  '[2001:2::1] [2001:10::1] [2001:20::1] [2001:db8::1] [3fff::1] [5f00::1] [4000::1] [fc00::1] [fd00::1] [fd00:ec2::254] [fdff:ffff::1] [fe80::1] [fe80::a9fe:a9fe] [febf::1] [fec0::1] ' +
  '[ff02::1] [ff0e::1] [ffff::1] [2620:4f:8000::1] intranet metadata metadata.google.internal instance-data.ec2.internal printer.local router.home.arpa host.docker.internal'
).split(' ')

it('no host that is not on the public internet is a destination', () => {
  expect(loopbackHosts.length + otherHosts.length).toBeGreaterThanOrEqual(150)
  const passed = [...loopbackHosts, ...otherHosts].filter(
    (host) => checkDestination(`https://${host}/hook`) === undefined
  )
  expect(passed).toEqual([])
})

it('this machine is a destination only when asked for, and then on any port; nothing else comes with it', () => {
  const rules = { allowLoopback: true }
  const refused = loopbackHosts.filter(
    (host) => checkDestination(`http://${host}:3000/hook`, rules) !== undefined
  )
  expect(refused).toEqual([])
  expect(otherHosts.filter((host) => checkDestination(`https://${host}/hook`, rules) === undefined)).toEqual(
    []
  )
  expect(checkDestination('http://example.com', rules)).toBe('The URL is http, and only https is allowed.')
})

it('public hosts are destinations', () => {
  for (const url of [
    'https://example.com',
    'https://example.com/hooks?tenant=1&x=%20',
    'HTTPS://Example.COM:8443/',
    'https://hooks.example.co.uk./x',
    'https://münchen.example/straße',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'https://[64:ff9b::808:808]/',
    'https://0x08080808/',
    'https://example.com/@name/a:b',
    'https://localhost.example.com/'
  ])
    expect([url, checkDestination(url)]).toEqual([url, undefined])
  expect(checkDestination('http://example.com:8080/', { allowHttp: true })).toBeUndefined()
  expect(checkDestination('https://example.com:9000/', { ports: [9000] })).toBeUndefined()
})

it('a list of origins leaves nothing else, and opens nothing that is not open', () => {
  const rules = { origins: ['https://hooks.example.com', 'http://localhost:3000/', 'not an origin'] }
  expect(checkDestination('https://hooks.example.com/a?b', rules)).toBeUndefined()
  expect(checkDestination('http://localhost:3000/a', { ...rules, allowLoopback: true })).toBeUndefined()
  for (const url of [
    'https://example.com',
    'https://hooks.example.com:8443',
    'https://hooks.example.com.evil.com'
  ])
    expect(checkDestination(url, rules)).toBe('The origin is not one of those that webhooks may go to.')
  expect(checkDestination('http://localhost:3000/a', rules)).toContain('The host is this machine')
})

it('a sandbox of this process is no destination, however it is written, unless that is allowed', () => {
  const forget = noteOwnServer('127.0.0.1', 4010)
  const rules = { allowLoopback: true }
  const own = 'The destination is a sandbox, which does not send to itself.'
  for (const host of ['localhost', '127.0.0.1', '127.9.9.9', '[::1]', 'a.localhost', '[::ffff:127.0.0.1]'])
    expect([host, checkDestination(`http://${host}:4010/`, rules)]).toEqual([host, own])
  expect(checkDestination('http://localhost:4011/', rules)).toBeUndefined()
  expect(checkDestination('https://example.com/', rules)).toBeUndefined()
  expect(checkDestination('http://localhost:4010/', { ...rules, allowOwnServers: true })).toBeUndefined()
  forget()
  expect(checkDestination('http://localhost:4010/', rules)).toBeUndefined()
})

it('is read as host and port, without brackets and without the last dot', () => {
  expect(readDestination('https://Example.com./a')).toMatchObject({ hostname: 'example.com', port: 443 })
  expect(readDestination('https://[2606:4700::1111]:8443/')).toMatchObject({
    hostname: '2606:4700::1111',
    port: 8443
  })
})

describe('URLs that mean something else than they seem to', () => {
  const host = 'example.com'
  const tricks: { readonly [sentence: string]: readonly string[] } = {
    'The URL is not an absolute https URL.': [
      '',
      host,
      `//${host}`,
      `/${host}`,
      `https:${host}`,
      `https:/${host}`,
      `https:///${host}`,
      'https://',
      'https://?x',
      `https//${host}`,
      `ftp://${host}`,
      `ws://${host}`,
      `wss://${host}`,
      `gopher://${host}`,
      `file://${host}/etc/passwd`,
      'file:///etc/passwd',
      'data:text/plain,x',
      'javascript:alert(1)',
      `blob:https://${host}/x`,
      `view-source:https://${host}`,
      `jar:https://${host}!/`,
      'dict://127.0.0.1:6379/',
      'ldap://127.0.0.1/',
      `httpss://${host}`,
      `https://${host}:99999`,
      `https://${host}:port`,
      `https://${host}:443:80`,
      'https://[::1',
      'https://[fe80::1%25eth0]/',
      'https://[fe80::1%eth0]/',
      'https://256.256.256.256/',
      'https://1.2.3.4.5/',
      'https://0x100000000/',
      'https://exa%00mple.com/',
      'https://exa%20mple.com/',
      'https://exa%2fmple.com/',
      'https://exa<mple.com/',
      'https://exa^mple.com/',
      'https://exa|mple.com/',
      'https://℀.example/',
      'https://example.com／.evil.com/'
    ],
    'The URL holds a space, a control character or a backslash.': [
      ` https://${host}`,
      `https://${host} `,
      `https://${host}/a b`,
      `https://exa\tmple.com/`,
      `ht\ntps://${host}`,
      `https://${host}/\r\nHost: evil`,
      `https://${host}/\0`,
      `https://${host}\\@127.0.0.1/`,
      `https:\\\\${host}`,
      `https://${host}\\.evil.com`,
      `https://${host}/\u007f`,
      `https://${host}/\u0085`,
      `https://exa\u00a0mple.com/`,
      `\u0001https://${host}`
    ],
    'The URL holds a user name; send credentials in a header.': [
      `https://user@${host}`,
      `https://user:password@${host}`,
      `https://@${host}`,
      `https://:@${host}`,
      `https://${host}@127.0.0.1/`,
      `https://${host}:443@127.0.0.1/`,
      `https://${host}%00@127.0.0.1/`,
      `https://a@b@${host}`
    ],
    'The URL holds a fragment, which is not sent.': [
      `https://${host}#@127.0.0.1/`,
      `https://${host}/#`,
      `https://${host}?#x`,
      `https://127.0.0.1#.${host}`
    ],
    'The URL is http, and only https is allowed.': [`http://${host}`, `HTTP://${host}`, `http://${host}:443`],
    'The URL has more than 2048 characters.': [`https://${host}/${'a'.repeat(4096)}`]
  }
  const ports = [
    0, 1, 21, 22, 23, 25, 53, 110, 143, 445, 465, 587, 3306, 5432, 6379, 9200, 11211, 27017, 65535, 80
  ]

  it.each(Object.entries(tricks))('%s', (sentence, urls) => {
    for (const url of urls) expect([url, checkDestination(url)]).toEqual([url, sentence])
  })

  it('ports of other services', () => {
    for (const port of ports)
      expect(checkDestination(`https://${host}:${port}/`)).toBe(
        `The port ${port} is not one of those allowed: 443, 8443.`
      )
    expect(Object.values(tricks).flat().length + ports.length).toBeGreaterThanOrEqual(80)
  })
})
