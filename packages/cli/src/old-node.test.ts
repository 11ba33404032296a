import { expect, test } from 'vitest'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

test('a version of Node that is too old is told so in one sentence, with exit code 3', () => {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '20.18.0' })`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(pretend)}`,
      fileURLToPath(new URL('../bin/sdb.js', import.meta.url))
    ],
    { encoding: 'utf8' }
  )
  expect([status, stdout, stderr]).toEqual([3, '', 'sdb needs Node 22.13 or later; this is Node 20.18.0.\n'])
})
