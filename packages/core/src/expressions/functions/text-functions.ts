// Functions of texts. Lengths and positions count code points, as CEL's do; letters are those of ASCII, the same in every place.
import { Fault, type Frame } from '../frame.js'
import type { ExpressionFunction, FunctionTable } from './expression-function.js'

type OfText = (text: string, ...more: string[]) => string | number | boolean | readonly string[]

function textFunction(others: number, gives: ExpressionFunction['gives'], run: OfText): ExpressionFunction {
  const takes = Array.from({ length: others + 1 }, () => ['string'] as const)
  return {
    takes,
    gives,
    run(args, frame) {
      const [text, other = ''] = args as string[]
      frame.spendText(text!.length)
      // Searching may compare every character of one with every character of the other.
      if (others > 0) frame.spend(Math.ceil((text!.length * other.length) / 256))
      return run(text!, other)
    }
  }
}

export const textFunctions: FunctionTable = {
  '.startsWith(1)': textFunction(1, 'boolean', (text, start) => text.startsWith(start!)),
  '.endsWith(1)': textFunction(1, 'boolean', (text, end) => text.endsWith(end!)),
  '.contains(1)': textFunction(1, 'boolean', (text, part) => text.includes(part!)),
  '.lowerAscii(0)': textFunction(0, 'string', (text) =>
    text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase())
  ),
  '.upperAscii(0)': textFunction(0, 'string', (text) =>
    text.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase())
  ),
  '.trim(0)': textFunction(0, 'string', (text) => text.trim()),
  '.indexOf(1)': {
    takes: [['string'], ['string']],
    gives: 'number',
    run(args, frame) {
      const [text, part] = args as [string, string]
      frame.spend(text.length + Math.ceil((text.length * part.length) / 256))
      const at = text.indexOf(part)
      return at < 0 ? -1 : lengthOf(text.slice(0, at), frame)
    }
  },
  '.split(1)': {
    takes: [['string'], ['string']],
    gives: 'list',
    run(args, frame) {
      const [text, separator] = args as [string, string]
      frame.spend(text.length + Math.ceil((text.length * separator.length) / 256))
      return separator === '' ? [...text] : text.split(separator)
    }
  },
  '.substring(1)': {
    takes: [['string'], ['number']],
    gives: 'string',
    run: ([text, start], frame) => substring(text as string, start as number, undefined, frame)
  },
  '.substring(2)': {
    takes: [['string'], ['number'], ['number']],
    gives: 'string',
    run: ([text, start, end], frame) => substring(text as string, start as number, end as number, frame)
  },
  '.join(0)': {
    takes: [['list']],
    gives: 'string',
    run: ([list], frame) => join(list as unknown[], '', frame)
  },
  '.join(1)': {
    takes: [['list'], ['string']],
    gives: 'string',
    run: ([list, separator], frame) => join(list as unknown[], separator as string, frame)
  }
}

/** The number of code points. */
export function lengthOf(text: string, frame: Frame): number {
  frame.spend(text.length)
  let pairs = 0
  for (let at = 0; at < text.length; at++) if (text.codePointAt(at)! > 0xffff) pairs++
  return text.length - pairs
}

function substring(text: string, start: number, end: number | undefined, frame: Frame): string {
  frame.spend(text.length)
  const points = [...text]
  const last = end ?? points.length
  if (
    Number.isInteger(start) &&
    Number.isInteger(last) &&
    start >= 0 &&
    last >= start &&
    last <= points.length
  )
    return points.slice(start, last).join('')
  throw new Fault(`substring() from ${start} to ${last} is not within a text of ${points.length} characters`)
}

function join(list: readonly unknown[], separator: string, frame: Frame): string {
  let length = 0
  for (const item of list) {
    if (typeof item !== 'string')
      throw new Fault('join() takes a list of strings: turn others into some with string()')
    length += item.length + separator.length
  }
  frame.makes(length)
  frame.spend(list.length)
  frame.spendText(length)
  return list.join(separator)
}
