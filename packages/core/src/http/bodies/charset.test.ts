import { describe, expect, it } from 'vitest'
import { encodeText, exceedsBytes } from './charset.js'

describe('exceedsBytes', () => {
  it.each(['', 'x', 'x'.repeat(10), 'é'.repeat(5), '€'.repeat(4), '🙂🙂', '\ud800'])(
    'counts the bytes of %j, as text and as bytes',
    (text) => {
      const bytes = encodeText(text)
      for (const body of [text, bytes]) {
        expect(exceedsBytes(body, bytes.length)).toBe(false)
        if (bytes.length > 0) expect(exceedsBytes(body, bytes.length - 1)).toBe(true)
      }
    }
  )
})
