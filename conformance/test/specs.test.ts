// Real descriptions: every operation once in static and once in dynamic mode, judged by the description itself.
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readDescription } from '../src/verify/read-description.js'
import { verifyDescription } from '../src/verify/verify-description.js'

const folder = fileURLToPath(new URL('../../../shared/specs/', import.meta.url))
const present = existsSync(folder)
const files = present
  ? readdirSync(folder).filter((name) => /\.(?:json|ya?ml)$/.test(name) && name !== 'manifest.json')
  : []
const counted = { calls: 0, misses: [] as string[] }

describe.skipIf(!present)(
  `real descriptions${present ? '' : ' (skipped: ../shared/specs is not there)'}`,
  () => {
    test.each(files)(
      '%s: every operation is called, and answered without a throw',
      { timeout: 60_000 },
      async (name) => {
        const report = verifyDescription(await readDescription(folder + name))
        expect(report.failure).toBeUndefined()
        expect(report.calls).toBe(2 * report.operations)
        expect(report.misses.filter(({ reason }) => reason === 'threw')).toEqual([])
        counted.calls += report.calls
        counted.misses.push(
          ...report.misses.map(
            ({ operation, mode, reason, detail }) =>
              `${name} ${operation} (${mode}): ${reason}: ${detail.slice(0, 200)}`
          )
        )
      }
    )

    test('at least 99.9 % of all calls give a declared status, a declared content type and a valid body', () => {
      const share = (counted.calls - counted.misses.length) / counted.calls
      expect(
        share,
        `${counted.misses.length} misses of ${counted.calls} calls:\n${counted.misses.slice(0, 40).join('\n')}`
      ).toBeGreaterThanOrEqual(0.999)
    })
  }
)
