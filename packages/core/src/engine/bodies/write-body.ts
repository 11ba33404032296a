// A value -> the body that is sent, in its media type.
import { serialiseBody, type SerialisedBody } from '../../http/bodies/serialise-body.js'
import type { MediaType } from '../../release/release.js'
import type { Engine } from '../engine.js'
import { xmlHintOf } from './xml-hint.js'

/** Prints a value as `type`, with what the description says about its members (XML names, form encodings). */
export function writeBody(
  engine: Engine,
  type: string,
  value: unknown,
  described: MediaType
): SerialisedBody {
  return serialiseBody(type, value, {
    xml: () => xmlHintOf(engine.release, described.schema),
    ...(described.encoding ? { encoding: new Map(Object.entries(described.encoding)) } : {})
  })
}
