// Names of members and parameters as people mean them: `petId`, `pet_id` and `pet-id` are one name.

const known = new Map<string, string>()

/** Lower case without separators. The names of a description come again and again: they are remembered, up to a bound. */
export function normaliseName(name: string): string {
  let normal = known.get(name)
  if (normal === undefined) {
    normal = name.replaceAll(/[_\-.]/g, '').toLowerCase()
    if (known.size < 20_000 && name.length < 100) known.set(name, normal)
  }
  return normal
}
