// Files that commands write.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { SandboxError } from '@sandbed/core'

/** Who may read a file that holds secrets: nobody else. */
export const ownerOnly = 0o600

/** Writes a file, and makes its folder where it is missing; a reader never sees half of it. Throws `cannot-write`. */
export async function writeWhole(file: string, text: string, mode?: number): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(temporary, text, mode === undefined ? {} : { mode })
    await rename(temporary, file)
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw cannotWrite(file, cause)
  }
}

/** The same for a file that must not be there yet; resolves to false, and leaves it alone, where it is. */
export async function writeNew(file: string, text: string): Promise<boolean> {
  try {
    await mkdir(dirname(file), { recursive: true })
  } catch (cause) {
    throw cannotWrite(file, cause)
  }
  try {
    await writeFile(file, text, { flag: 'wx' })
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw cannotWrite(file, cause)
  }
}

function cannotWrite(file: string, cause: unknown): SandboxError {
  return new SandboxError('cannot-write', `Cannot write ${file}: ${(cause as Error).message}.`, { cause })
}
