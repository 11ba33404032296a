// Whether an object tells about the pages of a list, whatever it is called: by the members it has.
import { membersOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { envelopeWord } from './envelope-words.js'

/**
 * `{ count, nextPageUrl, prevPageUrl }`: two members or more are about pages and one says so without a doubt, and those that no envelope has
 * are few.
 */
export function tellsOfPages(source: SchemaSource, schema: Schema): boolean {
  const members = membersOf(source, schema)
  if (members.size < 2 || members.size > 16) return false
  const names = [...members.keys()]
  const paging = names.filter((name) => envelopeWord(name) === 'paging')
  const foreign = names.filter((name) => envelopeWord(name) === undefined)
  return (
    paging.length >= 2 &&
    foreign.length * 2 < names.length - foreign.length &&
    paging.some((name) => /next|prev|page|cursor|total/i.test(name))
  )
}
