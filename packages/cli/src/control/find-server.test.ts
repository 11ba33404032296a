import { afterEach, describe, expect, test } from 'vitest'
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { sdb } from '../../test/run.js'
import { withHome } from '../../test/running.js'
import { exitCodes } from '../exit-codes.js'
import { findServer } from './find-server.js'

const { folder } = withHome()
const servers = join(folder, 'home/servers')

function isRunning(port: number, pid = process.pid, url = `http://127.0.0.1:${port + 1}`): void {
  mkdirSync(servers, { recursive: true, mode: 0o700 })
  const file = { url, token: 'secret-token', pid, api: `http://127.0.0.1:${port}` }
  writeFileSync(join(servers, `${port}.json`), JSON.stringify(file), { mode: 0o600 })
}

afterEach(() => rmSync(servers, { recursive: true, force: true }))

describe('which server a command is for', () => {
  test('the only one', async () => {
    isRunning(4010)
    expect((await findServer(undefined)).api).toBe('http://127.0.0.1:4010')
  })

  test.each([
    ['a port', '4020'],
    ['a URL', 'http://127.0.0.1:4020'],
    ['a URL with a path', 'http://127.0.0.1:4020/v1/'],
    ['a URL of this machine', 'http://localhost:4020'],
    ['a host and a port', 'localhost:4020'],
    ['the URL of its control plane', 'http://127.0.0.1:4021']
  ])('of several the one that is named by %s', async (_, named) => {
    isRunning(4010)
    isRunning(4020)
    expect((await findServer(named)).api).toBe('http://127.0.0.1:4020')
  })

  test.each([
    ['none runs', [], [], /^error No server is running\. Start one with: sdb serve <description>\n$/],
    [
      'several run',
      [4010, 4020],
      [],
      /2 servers are running; say which one with --server.*http:\/\/127\.0\.0\.1:4010 \(process \d+\), http:\/\/127\.0\.0\.1:4020/
    ],
    ['another one runs', [4010], ['--server', '5000'], /No server is running at 5000, but there is .*:4010/],
    ['none runs at all', [], ['--server', '5000'], /No server is running at 5000, nor anywhere else/],
    ['it is no URL', [4010], ['--server', 'http://['], /No server is running at http:\/\/\[, but there is/]
  ])('%s: it says so, and ends with 3', async (_, ports, args, message) => {
    for (const port of ports) isRunning(port)
    const { code, out, err } = await sdb('status', ...args)
    expect([code, out]).toEqual([exitCodes.unusable, ''])
    expect(err).toMatch(message)
    expect(err).not.toContain('secret-token')
  })

  test('as JSON the error is one document', async () => {
    const { code, out, err } = await sdb('reset', '--output', 'json')
    expect([code, err]).toEqual([exitCodes.unusable, ''])
    expect(JSON.parse(out)).toEqual({
      error: { code: 'no-server', message: expect.stringContaining('sdb serve') },
      issues: []
    })
  })

  test('files of servers that are gone, that others can read, or that are none count for nothing', async () => {
    isRunning(4010, 2 ** 30)
    isRunning(4020)
    chmodSync(join(servers, '4020.json'), 0o644)
    writeFileSync(join(servers, '4030.json'), '{"url":1}', { mode: 0o600 })
    expect((await sdb('status')).err).toContain('No server is running.')
    expect(readdirSync(servers)).not.toContain('4010.json')
  })
})

describe('a server that is not as expected', () => {
  async function answering(status: number, body: string, type = 'application/json'): Promise<() => void> {
    const server = createServer((_request, response) => {
      response.writeHead(status, { 'content-type': type }).end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    isRunning(4010, process.pid, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    return () => server.close()
  }

  test.each([
    ['does not listen', undefined, /cannot be reached \(any more\)/],
    ['answers with no JSON', [200, '<html>'], /answered with something that is no JSON/],
    [
      'knows no such operation',
      [404, '{"code":"path-not-found","title":"No path"}'],
      /answered GET .* with 404 \(No path\).*version unknown/
    ],
    ['fails without a word', [500, ''], /answered GET .* with 500\./],
    [
      'refuses with a code of its own',
      [409, String.raw`{"code":"strange-thing","detail":"It is \u001b[2J strange."}`],
      /It is \\u001b\[2J strange\./
    ]
  ] as const)('it %s', async (_, answer, message) => {
    const close = answer ? await answering(...(answer as [number, string])) : () => {}
    if (!answer) isRunning(4010, process.pid, 'http://127.0.0.1:1')
    const { code, err } = await sdb('sandbox', 'list')
    close()
    expect(code).toBe(exitCodes.unusable)
    expect(err).toMatch(message)
    expect(err).not.toContain('secret-token')
  })
})
