// The zoo: small made-up APIs in `descriptions/zoo/` that between them use the conventions found in the wild. Each says in `x-families` which
// families it has and which operations they are made of; the judge has to find just those, and the stateful copy has to pass all of them.
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Family } from '../src/families/family.js'
import { findFamilies } from '../src/families/find-families.js'
import { judgeFamilies } from '../src/families/judge-families.js'
import { printFamilies, totalsOf } from '../src/families/print-families.js'
import { startCopy } from '../src/families/start-copy.js'
import { member } from '../src/oracle/raw-document.js'
import { readDescription } from '../src/verify/read-description.js'

const folder = fileURLToPath(new URL('../../descriptions/zoo/', import.meta.url))
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))

describe('an API of the zoo', () => {
  test.each(names)('%s: the families that its author had in mind are found', async (name) => {
    const document = await readDescription(folder + name)
    const found = findFamilies(document).families.map((family) => [family.name, operationsIn(family)])
    expect(Object.fromEntries(found)).toEqual(member(document, 'x-families'))
  })

  test.each(names)('%s: its copy remembers everything it is told', async (name) => {
    const document = await readDescription(folder + name)
    const copy = await startCopy(document, { mode: 'stateful', seed: 'families', serves: true })
    try {
      const report = await judgeFamilies(document, copy.url, { sampleBody: copy.sampleBody })
      expect(printFamilies([{ file: name, report }], true)).not.toContain('MISS')
      expect(totalsOf([report]).share).toBe(1)
    } finally {
      await copy.close()
    }
  })
})

/** `read list update remove`, as far as there are such operations; an update for each. */
function operationsIn({ read, list, updates, remove }: Family): string {
  const parts = [read && 'read', list && 'list', ...updates.map(() => 'update'), remove && 'remove']
  return parts.filter((part) => part !== undefined).join(' ')
}
