import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDescription } from './load-description.js'

const SENTINEL = 'the-sentinel-value'
let outer = ''
let root = ''

// outer/secret.json and outer/secrets/secret.json must not be read by what lies in outer/root.
beforeAll(async () => {
  outer = await realpath(await mkdtemp(join(tmpdir(), 'sandbed-policy-')))
  root = join(outer, 'root')
  await mkdir(join(root, 'sub/deep'), { recursive: true })
  await mkdir(join(outer, 'secrets'))
  await mkdir(join(outer, 'root-sibling'))
  for (const path of ['secret.json', 'secrets/secret.json', 'root-sibling/secret.json']) {
    await writeFile(join(outer, path), JSON.stringify({ type: 'string', title: SENTINEL }))
  }
  await writeFile(join(outer, 'broken.json'), `{"a": "${SENTINEL}`)
  await symlink(join(outer, 'secret.json'), join(root, 'absolute-link.json'))
  await symlink('../secret.json', join(root, 'relative-link.json'))
  await symlink('../secrets', join(root, 'folder-link'))
  await symlink('absolute-link.json', join(root, 'link-to-link.json'))
  await symlink('.', join(root, 'sub/self'))
  await symlink('loop.json', join(root, 'loop.json'))
  await symlink('/dev/zero', join(root, 'zero.json'))
  await writeFile(join(root, 'con.json'), JSON.stringify({ title: SENTINEL }))
  await writeFile(join(root, 'sub/over.json'), JSON.stringify({ not: { $ref: '../../secret.json' } }))
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(root, 'pipe.json')])
})
afterAll(() => rm(outer, { recursive: true }))

const forms = (): string[] => [
  '../secret.json',
  '../secret.json#/title',
  './../secret.json',
  'sub/../../secret.json',
  'sub/deep/../../../secret.json',
  './sub/./../.././secret.json',
  '..//secret.json',
  '../root-sibling/secret.json',
  '../root/../secret.json',
  '../../../../../../../../../../../../etc/passwd',
  '../broken.json',
  '..',
  '../',
  '.',
  `${outer}/secret.json`,
  `${root}/../secret.json`,
  '/etc/passwd',
  '/proc/self/environ',
  '//etc/passwd',
  '///etc/passwd',
  `//localhost${outer}/secret.json`,
  `file:${outer}/secret.json`,
  `file://${outer}/secret.json`,
  `file://localhost${outer}/secret.json`,
  `FILE://${outer}/secret.json`,
  `fIlE:/${outer}/secret.json`,
  'file:../secret.json',
  'file:///etc/passwd',
  pathToFileURL(join(outer, 'secret.json')).href,
  '%2e%2e/secret.json',
  '%2E%2E%2Fsecret.json',
  '..%2fsecret.json',
  '..%2Fsecret.json',
  '.%2e/secret.json',
  '%252e%252e/secret.json',
  '..%252fsecret.json',
  '%2fetc%2fpasswd',
  '..%5csecret.json',
  '..%c0%afsecret.json',
  '%c0%ae%c0%ae/secret.json',
  '..%00/secret.json',
  'sub%00/../../secret.json',
  '..\\secret.json',
  '.\\..\\secret.json',
  'sub\\..\\..\\secret.json',
  '\\\\localhost\\c$\\secret.json',
  'C:\\secret.json',
  'C:/secret.json',
  'c:secret.json',
  '\\etc\\passwd',
  '../secret.json\u0000.yaml',
  '\u0000../secret.json',
  '../secret\n.json',
  '../secret.json?x=1',
  ' ../secret.json',
  '\t../secret.json',
  'absolute-link.json',
  'relative-link.json',
  'link-to-link.json',
  'folder-link/secret.json',
  'sub/self/self/../../../secret.json',
  'loop.json',
  'zero.json',
  'pipe.json',
  '/dev/zero',
  'CON',
  'con.json',
  'NUL.json',
  'sub/aux.yaml',
  'COM1.json',
  'lpt9',
  'api.json:secret',
  'secret.json::$DATA',
  'data:application/json,{"title":"x"}',
  'jar:file:///x.jar!/y',
  'node:fs',
  'ftp://localhost/secret.json',
  'http://localhost:9/secret.json',
  'https://127.0.0.1:9/secret.json',
  'HTTP://localhost:9/secret.json',
  'http:secret.json',
  'http:/localhost:9/secret.json',
  'https://user:password@localhost:9/secret.json'
]

test('no reference form reaches a file outside the root, a device or the network', async () => {
  expect(new Set(forms()).size).toBeGreaterThanOrEqual(60)
  for (const ref of forms()) {
    const schema = { $ref: ref }
    const description = {
      openapi: '3.1.0',
      paths: { '/p': { $ref: ref }, '/q': { get: { responses: { 200: { $ref: ref } } } } },
      components: {
        schemas: {
          A: schema,
          B: { allOf: [schema, { discriminator: { propertyName: 'k', mapping: { m: ref } } }] }
        },
        examples: { E: { externalValue: ref } }
      }
    }
    await writeFile(join(root, 'api.json'), JSON.stringify(description))
    const { document, issues, files } = await loadDescription(join(root, 'api.json'))
    const codes = new Set(issues.map(({ code }) => code))
    for (const allowed of ['ref-refused', 'ref-not-found', 'unreadable'] as const) codes.delete(allowed)
    const outcome = {
      ref,
      document,
      leaks: JSON.stringify([document, issues]).includes(SENTINEL),
      otherCodes: [...codes],
      reported: issues.length >= 4,
      filesOutside: files.filter((file) => !file.startsWith(`${root}/`))
    }
    const expected = { document: description, leaks: false, otherCodes: [], reported: true, filesOutside: [] }
    expect(outcome).toEqual({ ref, ...expected })
  }
})

test('the rule holds for references inside allowed files too', async () => {
  await writeFile(
    join(root, 'api.json'),
    JSON.stringify({ components: { schemas: { A: { $ref: 'sub/over.json' } } } })
  )
  const { document, issues } = await loadDescription(join(root, 'api.json'))
  expect(JSON.stringify([document, issues])).not.toContain(SENTINEL)
  expect(issues).toMatchObject([
    { code: 'ref-refused', file: join(root, 'sub/over.json'), pointer: '/components/schemas/A/not/$ref' }
  ])
})

test('a refused reference names the reference, the rule and the option that would allow it', async () => {
  const schemas = { A: { $ref: '../secret.json' }, B: { $ref: 'http://localhost:9/pet.json' } }
  await writeFile(join(root, 'api.json'), JSON.stringify({ components: { schemas } }))
  const { issues } = await loadDescription(join(root, 'api.json'))
  expect(issues.map(({ message, hint }) => [message, hint])).toEqual([
    [
      'The reference "../secret.json" is not followed: the file lies outside the folder that may be read.',
      'Move it beside the description, or pass allow.root: a folder that holds all of its files'
    ],
    [
      'The reference "http://localhost:9/pet.json" is not followed: remote references are off.',
      "Keep a copy beside the description, or pass allow.remote: ['http://localhost:9']"
    ]
  ])
})

test('names with spaces, dots and letters of any script are allowed', async () => {
  const names = ['a b.json', 'pet.v1.2.json', '宠物.json', '..pet.json', 'conference.json', 'a+b&c=d.json']
  for (const name of names) await writeFile(join(root, name), '{}')
  const schemas = Object.fromEntries(
    names.map((name, i) => [`S${i}`, { $ref: `./${name.replace(' ', '%20')}` }])
  )
  await writeFile(join(root, 'api.json'), JSON.stringify({ components: { schemas } }))
  expect((await loadDescription(join(root, 'api.json'))).issues).toEqual([])
})
