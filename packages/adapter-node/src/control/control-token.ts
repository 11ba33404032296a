// The token that every request to the control plane carries: made when the server starts, and known only by a file that its owner can read.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A new token: 256 random bits behind a prefix by which people and scanners know it. */
export function makeControlToken(): string {
  return `sandbed_control_${randomBytes(32).toString('base64url')}`
}

/** Tells whether a text is the token, in a time that says nothing about either: what is compared are digests. */
export function tokenCheck(token: string): (text: string) => boolean {
  const known = digest(token)
  return (text) => timingSafeEqual(digest(text), known)
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
