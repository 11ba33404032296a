import { BlockList, SocketAddress } from 'node:net'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { classifyAddress } from './address-class.js'

// The IANA special-purpose address registries and multicast, written down for themselves and matched by Node: the second opinion.
const special4 = (
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 ' +
  '192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4'
).split(' ')
const special6 = '2001::/23 2001:db8::/32 2620:4f:8000::/48 3fff::/20'.split(' ')

const table = new BlockList()
for (const block of special4) table.addSubnet(block.split('/')[0]!, Number(block.split('/')[1]), 'ipv4')
for (const block of special6) table.addSubnet(block.split('/')[0]!, Number(block.split('/')[1]), 'ipv6')
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')

function expected4(address: string): string {
  if (address.startsWith('127.')) return 'loopback'
  return table.check(address, 'ipv4') ? 'other' : 'global'
}

function expected6(groups: readonly number[]): string {
  const text = textOf(groups)
  const start = groups.slice(0, 6).join()
  const ipv4 = (high: number, low: number) =>
    expected4([groups[high]! >> 8, groups[high]! & 255, groups[low]! >> 8, groups[low]! & 255].join('.'))
  if (groups.join() === '0,0,0,0,0,0,0,1') return 'loopback'
  if (['0,0,0,0,0,65535', '0,0,0,0,0,0', '100,65435,0,0,0,0'].includes(start)) return ipv4(6, 7)
  if (groups[0] === 0x2002) return ipv4(1, 2)
  return global6.check(text, 'ipv6') && !table.check(text, 'ipv6') ? 'global' : 'other'
}

const textOf = (groups: readonly number[]) => groups.map((group) => group.toString(16)).join(':')

const ipv4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((bytes) => bytes.join('.'))
const group = fc.nat(0xffff)
const prefixes = [
  [0x2001],
  [0x2001, 0],
  [0x2001, 0xdb8],
  [0x2002],
  [0x2620, 0x4f, 0x8000],
  [0x3fff],
  [0x5f00],
  [0xfe80],
  [0xfc00]
]
const carriers = [
  [0, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0xffff],
  [0, 0, 0, 0, 0xffff, 0],
  [0x64, 0xff9b, 0, 0, 0, 0],
  [0x64, 0xff9b, 1]
]
const ipv6 = fc
  .tuple(
    fc.constantFrom([], [], [0x2000], ...prefixes, ...carriers),
    fc.array(group, { minLength: 8, maxLength: 8 })
  )
  .map(([prefix, rest]) => [...prefix, ...rest].slice(0, 8))

it('agrees with the registries about 40,000 random addresses', () => {
  fc.assert(
    fc.property(ipv4, (address) => classifyAddress(address) === expected4(address)),
    { numRuns: 20_000 }
  )
  fc.assert(
    fc.property(ipv6, (groups) => classifyAddress(textOf(groups)) === expected6(groups)),
    { numRuns: 20_000 }
  )
})

it('agrees with them at both ends of every block, and just outside', () => {
  const numberOf = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const addressOf = (number: number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.')
  for (const block of special4) {
    const [start, bits] = [numberOf(block.split('/')[0]!), Number(block.split('/')[1])]
    const end = start + (1 << (31 - bits)) * 2 - 1
    for (const number of [start - 1, start, end, end + 1]) {
      const address = addressOf(number >>> 0)
      expect([address, classifyAddress(address)]).toEqual([address, expected4(address)])
    }
  }
  for (const [address, found] of [
    ['1fff:ffff::1', 'other'],
    ['2000::', 'global'],
    ['2001:1ff:ffff::', 'other'],
    ['2001:200::', 'global'],
    ['2001:db7:ffff::', 'global'],
    ['2001:db8::', 'other'],
    ['2001:db9::', 'global'],
    ['2003::', 'global'],
    ['2620:4f:7fff::', 'global'],
    ['2620:4f:8000:ffff::', 'other'],
    ['3ffe:ffff::', 'global'],
    ['3fff:fff::', 'other'],
    ['3fff:1000::', 'global'],
    ['4000::', 'other']
  ])
    expect([address, classifyAddress(address!)]).toEqual([address, found])
})

it('an IPv6 address that stands for an IPv4 one has its class', () => {
  for (const [inner, hex, found] of [
    ['8.8.8.8', '808:808', 'global'],
    ['10.1.2.3', 'a01:203', 'other'],
    ['169.254.169.254', 'a9fe:a9fe', 'other'],
    ['127.0.0.1', '7f00:1', 'loopback']
  ] as const) {
    for (const form of [
      `::ffff:${inner}`,
      `::ffff:${hex}`,
      `0:0:0:0:0:ffff:${hex}`,
      `::${inner}`,
      `64:ff9b::${inner}`,
      `2002:${hex}::1`
    ])
      expect([form, classifyAddress(form)]).toEqual([form, found])
    // The private NAT64 range (RFC 8215), IPv4-translated addresses (RFC 2765) and Teredo (RFC 4380) are nobody's public address.
    for (const form of [`64:ff9b:1::${inner}`, `::ffff:0:${inner}`, `2001:0:${hex}::1`])
      expect([form, classifyAddress(form)]).toEqual([form, 'other'])
  }
})

it('what is no address, or one of a single link, is not global', () => {
  for (const text of [
    '',
    'example.com',
    '8.8.8',
    '8.8.8.8.8',
    '0x8.8.8.8',
    '010.8.8.8',
    '134744072',
    '[2606:4700::1]',
    '2606:4700::1%eth0',
    ' 8.8.8.8',
    '8.8.8.8:80'
  ])
    expect([text, classifyAddress(text)]).toEqual([text, 'other'])
  expect(classifyAddress(new SocketAddress({ address: '2606:4700::1111', family: 'ipv6' }).address)).toBe(
    'global'
  )
})
