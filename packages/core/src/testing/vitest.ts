// The door of @sandbed/core/testing/vitest: imported by a test file or a set-up file, vitest knows the matchers, and TypeScript knows them too.
import { expect } from 'vitest'
import { sandbedMatchers, type SandbedMatchers } from './matchers.js'

declare module 'vitest' {
  // What extends an interface has its type parameters, used or not.
  // oxlint-disable-next-line typescript/no-unused-vars, typescript/no-empty-object-type
  interface Matchers<
    R extends void | Promise<void> = void | Promise<void>,
    T = unknown
  > extends SandbedMatchers<R> {}
}

expect.extend(sandbedMatchers)
