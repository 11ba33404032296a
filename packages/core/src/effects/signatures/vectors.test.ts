// The signing contract, pinned: one known answer for each thing a signature could get wrong.
import { expect, it } from 'vitest'
import { toBase64 } from './base64.js'
import { publicKeyOf } from './secrets.js'
import { signWebhook } from './sign-webhook.js'
import { verifyWebhook } from './verify-webhook.js'

const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => index)
const seedOfRfc8032 = Uint8Array.from(
  '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'.match(/../g)!,
  (pair) => parseInt(pair, 16)
)

const secretA = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const secretB = `whsec_${toBase64(bytes(24))}`
const secretC = `whsec_${toBase64(bytes(64))}`
const secretD = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
const x = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
const t = 1614265330
const plain = '{"test": 2432232314}'
const contactCreated =
  '{"type":"contact.created","timestamp":"2022-11-03T20:26:10.344522Z","data":{"id":"1f81eb52-5198-4599-803e-771906343485"}}'
const contact = { id: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W', seconds: 1674087231, body: contactCreated }

interface Vector {
  readonly secrets: readonly string[]
  readonly id: string
  readonly seconds: number
  readonly body: string | Uint8Array
  readonly signature: string
}

const vectors: { readonly [name: string]: Vector } = {
  'V1, a text': {
    secrets: [secretA],
    id: x,
    seconds: t,
    body: plain,
    signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
  },
  'V2, an empty object': {
    secrets: [secretA],
    id: x,
    seconds: t,
    body: '{}',
    signature: 'v1,aZgkZHxTDvZJsDWtN4dfyyZWkpgTgg60bdob9DOG8Mc='
  },
  'V3, no body': {
    secrets: [secretA],
    id: x,
    seconds: t,
    body: '',
    signature: 'v1,v48jdbgvh29KJz2Qc+ghw8G6vG3nAKnujWBg8oM/62A='
  },
  'V4, characters of two and of four bytes, and an escape': {
    secrets: [secretA],
    id: x,
    seconds: t,
    body: '{"name":"Zoë 🦊 \\u0000"}',
    signature: 'v1,SfPPMUXRoppguN5FQf71SojYuwad9tC0RTFogBlbwSo='
  },
  'V5, a line break at the end': {
    secrets: [secretA],
    id: x,
    seconds: t,
    body: '{"a":1}\r\n',
    signature: 'v1,j9/ulIWpv9XTpYUzUSoXEKCsYnt6gTtbERURZ45j1FA='
  },
  'V6, the example of the specification': {
    secrets: [secretD],
    ...contact,
    signature: 'v1,Inw/unYkpAh6Njpdz4O+hnN82xYMXQ6NjnZIQN/mzIQ='
  },
  'V7, the shortest key and the first second': {
    secrets: [secretB],
    id: 'msg_1',
    seconds: 0,
    body: '{"n":1}',
    signature: 'v1,y5TkKIM4JGLkgzA9c66ZXwhRfk55HYi1tNyQxC3xUFw='
  },
  'V8, the longest key': {
    secrets: [secretC],
    id: 'msg_1',
    seconds: 1700000000,
    body: '{"n":1}',
    signature: 'v1,Si838mj64OqzmwrpHcD1GXquIk10EigOsGRgiEpDQkA='
  },
  'V9, a second beyond 31 bits': {
    secrets: [secretB],
    id: 'msg_1',
    seconds: 2147483648,
    body: '{"n":1}',
    signature: 'v1,WIifJcsKpvGQPGFFdojBJNBjbRspIig5lJkVo0YO7Zc='
  },
  'V10, bytes that are no UTF-8': {
    secrets: [secretA],
    id: x,
    seconds: t,
    body: Uint8Array.of(0xff, 0xfe, 0x00, 0x80),
    signature: 'v1,l4uf2jEpLX1lDpLfl/EtMPyrq47yO7HXvPqzX0YEfTI='
  },
  'V11, two secrets': {
    secrets: [secretA, secretB],
    id: x,
    seconds: t,
    body: plain,
    signature:
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,/485aUtxlie+TIScVpHggMfqOB4so2KWb7+Gf727B44='
  },
  'V12, Ed25519 with the seed of RFC 8032, test 1': {
    secrets: [`whsk_${toBase64(seedOfRfc8032)}`],
    id: x,
    seconds: t,
    body: plain,
    signature: 'v1a,fldxM4gAKugP6nnt1hdz3sgGfZ6d99nzrMFnZOELIxbzEHoVmAb2ADpkJK7zgPePmPsle0zV9jSeGlHFG2NVAw=='
  },
  'V13, Ed25519 with the example of the specification': {
    secrets: [`whsk_${toBase64(bytes(32))}`],
    ...contact,
    signature: 'v1a,9WMPN5fBW9vm1uGlvFzBO4lpdfFKN4AQCSr2vrWsFuOibXSOTWlcWrPRSWk+YpmD9fAwgYREKtLcYCyZrvXFBw=='
  }
}

it.each(Object.entries(vectors))('%s', (_, { secrets, id, seconds, body, signature }) => {
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signature
  }
  expect(signWebhook({ secrets, id, now: seconds * 1000 + 999, body })).toEqual({ ok: true, headers })
  for (const secret of secrets) {
    const receivers = publicKeyOf(secret) ?? secret
    const checked = verifyWebhook({ secrets: receivers, headers, body, now: seconds * 1000 })
    expect(checked).toEqual({ ok: true, id, timestamp: seconds * 1000 })
  }
})

it('V12 and V13, the public keys that their receivers check with', () => {
  expect(publicKeyOf(`whsk_${toBase64(seedOfRfc8032)}`)).toBe(
    'whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='
  )
  expect(publicKeyOf(`whsk_${toBase64(bytes(32))}`)).toBe('whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=')
})

it('V14, the stripe style uses the text of its secret as it is', () => {
  const body = '{"id":"evt_test_webhook","object":"event"}'
  const secrets = ['whsec_test_secret']
  const headers = {
    'stripe-signature': `t=${t},v1=3c5817089d739023dd6190f70a3757e04f7a2fd8b5dab12c2e000f51970dccff`
  }
  expect(signWebhook({ style: 'stripe', secrets, id: 'evt', now: t * 1000, body })).toEqual({
    ok: true,
    headers
  })
  expect(verifyWebhook({ style: 'stripe', secrets, headers, body, now: t * 1000 })).toEqual({
    ok: true,
    timestamp: t * 1000
  })
})

it('the github style signs the body alone, with the example of its documentation', () => {
  const headers = {
    'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
  }
  const secrets = ["It's a Secret to Everybody"]
  const body = 'Hello, World!'
  expect(signWebhook({ style: 'github', secrets, id: 'x', now: 0, body })).toEqual({ ok: true, headers })
  expect(verifyWebhook({ style: 'github', secrets, headers, body, now: 1e15 })).toEqual({ ok: true })
})
