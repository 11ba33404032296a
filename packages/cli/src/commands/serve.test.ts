import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readControlFiles } from '@sandbed/node'
import { controls, descriptionPath, sdb, startSdb, type SdbProcess } from '../../test/run.js'
import { withHome } from '../../test/running.js'
import { exitCodes } from '../exit-codes.js'

const folder = mkdtempSync(join(tmpdir(), 'sandbed-serve-'))
const petstore = descriptionPath('petstore.yaml')
const { folder: home } = withHome()
afterAll(() => rmSync(folder, { recursive: true }))
const running: SdbProcess[] = []

function start(...args: string[]): SdbProcess {
  const child = startSdb('serve', '--port', '0', ...args)
  running.push(child)
  return child
}

afterEach(() => {
  for (const { process } of running.splice(0)) process.kill('SIGKILL')
})

const listening = /Listening on (http:\/\/127\.0\.0\.1:\d+)/

describe('sdb serve', () => {
  test('listens before it says so; its curl lines work; requests are listed; SIGTERM ends it with 0', async () => {
    const server = start(petstore)
    const [, url] = await server.until(listening)
    expect((await fetch(`${url}/pets`)).status).toBe(200)
    expect((await fetch(`${url}/api/pets`)).status).toBe(200)
    const [, lines] = await server.until(/Try:\n((?: {2}curl [^\n]*\n)+)/)
    const curls = lines!.trim().split('\n')
    expect(curls).toHaveLength(3)
    for (const line of curls) {
      const shell = await promisify(execFile)('sh', [
        '-c',
        `${line} -o ${join(folder, 'out')} -w '%{http_code}'`
      ])
      expect([line, shell.stdout]).toEqual([line, expect.stringMatching(/^20[01]$/)])
    }
    await server.until(/^GET \/pets 200 GET \/pets, static$/m)
    expect(await server.end('SIGTERM')).toBe(exitCodes.ok)
    await expect(fetch(`${url}/pets`)).rejects.toThrow('fetch failed')
  })

  test('in stateful mode its curl lines make a thing, read it and list it; what found them out is not shown', async () => {
    const server = start(petstore, '--mode', 'stateful')
    const [, lines] = await server.until(/Try:\n((?: {2}curl [^\n]*\n)+)/)
    const answers: string[] = []
    for (const line of lines!.trim().split('\n'))
      answers.push((await promisify(execFile)('sh', ['-c', line])).stdout)
    const made = JSON.parse(answers[0]!) as object
    expect(answers.map((answer) => JSON.parse(answer) as unknown)).toEqual([made, made, [made]])
    const [printed] = await server.until(/^[^]*GET \/pets 200 GET \/pets, stateful$/m)
    expect(printed.match(/^POST /gm)).toHaveLength(1)
  })

  test('sends webhooks to this machine where that is allowed, and none for what it found out by itself', async () => {
    const told: string[] = []
    const receiver = createHttpServer((request, response) => {
      request.on('data', (chunk) => told.push(String(chunk))).on('end', () => response.end())
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    const pack = join(folder, 'hooks.pack.json')
    const { port } = receiver.address() as AddressInfo
    const endpoint = { url: `http://127.0.0.1:${port}/hook` }
    writeFileSync(pack, JSON.stringify({ webhooks: { endpoints: [endpoint] } }))
    const args = [petstore, '--mode', 'stateful', '--pack', pack]
    try {
      const refused = await sdb('serve', '--port', '0', ...args)
      expect(refused.code).not.toBe(exitCodes.ok)
      expect(refused.err).toContain('--allow-loopback')
      const server = start(...args, '--allow-loopback')
      const [, url] = await server.until(listening)
      const response = await fetch(`${url}/pets`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-staff-key': 'any' },
        body: '{"name":"Rex","species":"dog"}'
      })
      expect(response.status).toBe(201)
      await vi.waitFor(() => expect(told).toEqual([expect.stringContaining('"Rex"')]), { timeout: 5_000 })
    } finally {
      receiver.close()
    }
  })

  test('says how much of a pack is in force where nothing is kept', async () => {
    const pack = join(folder, 'idle.pack.json')
    writeFileSync(pack, '{"name":"idle"}')
    const server = start(petstore, '--pack', pack)
    await server.until(
      /^In static mode only the responses and faults of the pack are in force\. Add --mode stateful/m
    )
    await server.end('SIGTERM')
  })

  test('with --live time goes on by itself: what is held for a week expires within a second', async () => {
    const payments = fileURLToPath(new URL('../../../../examples/payments/payments', import.meta.url))
    const server = start(
      `${payments}.yaml`,
      '--mode',
      'stateful',
      '--pack',
      `${payments}.pack.yaml`,
      '--live',
      '1e6'
    )
    const [, url] = await server.until(listening)
    const body = JSON.stringify({ amount: 5000, currency: 'EUR', customer_id: 'cus_aaaaaaaaaaaa' })
    const headers = { 'content-type': 'application/json', authorization: 'Bearer any' }
    const made = (await (await fetch(`${url}/payments`, { method: 'POST', headers, body })).json()) as {
      id: string
    }
    await vi.waitFor(
      async () =>
        expect(await (await fetch(`${url}/payments/${made.id}`, { headers })).json()).toMatchObject({
          status: 'expired'
        }),
      { timeout: 20_000, interval: 100 }
    )
  })

  test('asks for credentials where the API does, says so, and takes any', async () => {
    const server = start(petstore)
    const [, url] = await server.until(listening)
    await server.until(/^Any credentials are accepted, and needed where the API asks for some/m)
    const adopt = (headers: Record<string, string>) =>
      fetch(`${url}/pets`, { method: 'POST', headers, body: '{"name":"Rex","species":"dog"}' })
    const json = { 'content-type': 'application/json' }
    expect((await adopt(json)).status).toBe(401)
    expect((await adopt({ ...json, 'x-staff-key': 'any' })).status).toBe(201)
    const off = start(petstore, '--auth', 'off')
    const [, open] = await off.until(listening)
    const { status } = await fetch(`${open}/pets`, {
      method: 'POST',
      headers: json,
      body: '{"name":"Rex","species":"dog"}'
    })
    expect(status).toBe(201)
  })

  test('--auth enforced lets in the client that it prints, and nobody else', async () => {
    const server = start(petstore, '--auth', 'enforced', '--output', 'json')
    const [text] = await server.until(/^\{[^]*\n\}\n/)
    const { url, client } = JSON.parse(text) as { url: string; client: { id: string; secret: string } }
    const adopt = (key: string) =>
      fetch(`${url}/pets`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-staff-key': key },
        body: '{"name":"Rex","species":"dog"}'
      })
    expect([(await adopt('any')).status, (await adopt(client.secret)).status]).toEqual([401, 201])
    const shown = start(petstore, '--auth', 'enforced')
    const [, curl] = await shown.until(
      /^ {2}(curl -s -u client_1:\S+ -d grant_type=client_credentials \S+)$/m
    )
    const { stdout } = await promisify(execFile)('sh', ['-c', curl!])
    expect(JSON.parse(stdout)).toMatchObject({ token_type: 'Bearer' })
  })

  test('SIGINT ends it with 0 too, also with a connection that stays open', async () => {
    const server = start(petstore, '--quiet')
    const [, url] = await server.until(listening)
    await (await fetch(`${url}/pets`, { keepalive: true })).text()
    expect(await server.end('SIGINT')).toBe(exitCodes.ok)
  })

  test('with --output json it prints one document and no requests', async () => {
    const server = start(petstore, '--output', 'json', '--mode', 'dynamic', '--seed', 'ci')
    const [text] = await server.until(/^\{[^]*\n\}\n/)
    const { url, control, ...rest } = JSON.parse(text) as { url: string; control: string }
    expect(control).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(rest).toEqual({
      title: 'Pet shelter',
      version: '1.0.0',
      operations: 9,
      mode: 'dynamic',
      seed: 'ci',
      auth: 'presence'
    })
    expect((await fetch(`${url}/pets`)).status).toBe(200)
    await server.end('SIGTERM')
    await expect(server.until(/\}\n./)).rejects.toThrow('Not printed')
  }, 30_000)

  test('--watch loads again what changes, and keeps the last good copy while the file is broken', async () => {
    const path = join(folder, 'watched.yaml')
    copyFileSync(petstore, path)
    const server = start(path, '--watch')
    const [, url] = await server.until(listening)
    expect((await fetch(`${url}/news`)).status).toBe(404)

    const text = readFileSync(path, 'utf8')
    writeFileSync(
      path,
      text.replace(
        '\npaths:\n',
        "\npaths:\n  /news:\n    get: { responses: { '204': { description: None. } } }\n"
      )
    )
    await server.until(/Loaded .*watched\.yaml again\. What was kept, traces and snapshots are gone\./)
    await vi.waitFor(async () => expect((await fetch(`${url}/news`)).status).toBe(204), { timeout: 5_000 })

    writeFileSync(path, 'openapi: [')
    await server.until(/watched\.yaml:\d+:\d+ [^]*goes on/)
    expect((await fetch(`${url}/news`)).status).toBe(204)

    writeFileSync(path, text)
    await vi.waitFor(async () => expect((await fetch(`${url}/news`)).status).toBe(404), { timeout: 5_000 })
  })

  test('text from a description or a request cannot drive the terminal', async () => {
    const path = join(folder, 'hostile.json')
    const hostile = '\u001b[2J\u202e\nListening on http://127.0.0.1:1'
    const operation = { get: { operationId: hostile, responses: { 200: { description: 'Ok.' } } } }
    writeFileSync(
      path,
      JSON.stringify({
        openapi: '3.1.0',
        info: { title: hostile, version: hostile },
        servers: [{ url: '/\u001b[2J' }],
        paths: { '/a': operation }
      })
    )
    const server = start(path)
    const [, url] = await server.until(/^Listening on (http:\S+:\d{2,})/m)
    await fetch(`${url}/a?x=%1b[2J`, { headers: { prefer: 'code=\u009b31m' } })
    const [printed] = await server.until(/^[^]*GET \/a[^\n]*\n/)
    expect(printed).not.toMatch(controls)
    expect(printed.match(/^Listening on/gm)).toHaveLength(1)
  })

  test('a port in use ends with 3 and says what to do', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as AddressInfo
    const { code, err } = await sdb('serve', petstore, '--port', String(port))
    expect(code).toBe(exitCodes.unusable)
    expect(err).toContain(`127.0.0.1:${port}: the port is in use. Choose another with --port`)
    taken.close()
  })
})

describe('sdb serve --pack', () => {
  const pack = join(folder, 'shelter.pack.yaml')
  const seeded = (name: string) =>
    writeFileSync(
      pack,
      `resources:\n  pets:\n    seed:\n      - { id: 7, name: ${name}, species: dog }\noperations:\n  getCat: { does: read }\nscenarios: { quiet: { steps: [] }, busy: { byRequest: true, steps: [] } }\n`
    )

  test('starts with its seeds, names its scenarios, tells of its warnings, and is loaded again with --watch', async () => {
    seeded('Rex')
    const server = start(petstore, '--mode', 'stateful', '--references', 'off', '--pack', pack, '--watch')
    const [, url] = await server.until(listening)
    const nameOf = async () => ((await (await fetch(`${url}/pets/7`)).json()) as { name: string }).name
    expect(await nameOf()).toBe('Rex')
    await server.until(/^Scenarios: quiet, busy \(by request\)$/m)
    await server.until(/warning .*shelter\.pack\.yaml:6:3 override-stale\n {2}There is no operation `getCat`/)
    seeded('Bo')
    await server.until(/Loaded .* again/)
    expect(await nameOf()).toBe('Bo')
    writeFileSync(pack, 'resources: { pets: { seed: [ { species: dragon } ] } }\n')
    await server.until(/error The pack cannot be used\.[^]*shelter\.pack\.yaml:1:\d+ seed-invalid[^]*goes on/)
    expect(await nameOf()).toBe('Bo')
  }, 30_000)

  test.each([
    ['cannot be read', 'missing.pack.yaml', undefined],
    ['cannot be used', 'bad.pack.yaml', 'resources: { pets: { seed: [ { species: dragon } ] } }\n']
  ])('one that %s ends with 3', async (says, name, text) => {
    const path = join(folder, name)
    if (text !== undefined) writeFileSync(path, text)
    const { code, err } = await sdb('serve', petstore, '--port', '0', '--pack', path)
    expect([code, err]).toEqual([exitCodes.unusable, expect.stringContaining(says)])
  })
})

describe('the control plane of sdb serve', () => {
  const files = (): string[] => readdirSync(join(home, 'home', 'servers'))

  test('is on a port of its own; its file is there while it runs; its token is printed nowhere', async () => {
    const server = start(petstore)
    const [printed, url] = await server.until(/Listening on http:\/\/127\.0\.0\.1:(\d+)[^]*Try:/)
    expect(files()).toContain(`${url}.json`)
    const [file] = (await readControlFiles(join(home, 'home'))).filter(({ api }) => api.endsWith(`:${url}`))
    expect(file).toMatchObject({ pid: server.process.pid, version: expect.any(String) })
    const headers = { authorization: `Bearer ${file!.token}` }
    expect((await fetch(`${file!.url}/sandboxes/main`, { headers })).status).toBe(200)
    expect((await fetch(`${file!.url}/sandboxes/main`)).status).toBe(401)
    expect(printed).toContain(`Control plane on ${file!.url}`)
    expect(await server.end('SIGTERM')).toBe(exitCodes.ok)
    const [all] = await server.until(/^[^]*$/).catch(() => [printed])
    expect(all).not.toContain(file!.token)
    expect(files()).not.toContain(`${url}.json`)
  })

  test('makes sandboxes of the same description, otherwise where that is said', async () => {
    const server = start(petstore, '--control-port', '0', '--auth', 'off')
    const [, port] = await server.until(/Listening on http:\/\/127\.0\.0\.1:(\d+)/)
    await server.until(/Control plane on/)
    const [file] = (await readControlFiles(join(home, 'home'))).filter(({ api }) => api.endsWith(`:${port}`))
    const made = await fetch(`${file!.url}/sandboxes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${file!.token}`, 'content-type': 'application/json' },
      body: '{"name":"fenced","mode":"dynamic","auth":"enforced"}'
    })
    const { url, title } = (await made.json()) as { url: string; title: string }
    expect([made.status, title]).toEqual([201, 'Pet shelter'])
    const adopt = (base: string) =>
      fetch(`${base}/pets`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"name":"Rex","species":"dog"}'
      })
    expect((await adopt(url)).status).toBe(401)
    expect((await adopt(file!.api)).status).toBe(201)
  })

  test('on a port in use ends with 3, and leaves no server behind', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as AddressInfo
    const server = start(petstore, '--control-port', String(port))
    const [code] = (await once(server.process, 'exit')) as [number]
    expect(code).toBe(exitCodes.unusable)
    await server.until(/the port is in use\. Choose another with --control-port, or 0/)
    taken.close()
  })

  test('is not there with --no-control', async () => {
    const server = start(petstore, '--no-control')
    const [printed, url] = await server.until(/Listening on http:\/\/127\.0\.0\.1:(\d+)[^]*Try:/)
    expect(printed).not.toContain('Control plane')
    expect(files()).not.toContain(`${url}.json`)
  })

  test('is not there where its file cannot be written, and the API is served all the same', async () => {
    const before = process.env['SANDBED_HOME']
    process.env['SANDBED_HOME'] = join(folder, 'a-file')
    writeFileSync(join(folder, 'a-file'), '')
    const server = start(petstore)
    process.env['SANDBED_HOME'] = before
    await server.until(/There is no control plane\. Cannot write /)
    const [, url] = await server.until(listening)
    expect((await fetch(`${url}/pets`)).status).toBe(200)
  })
})
