// What a host says that it has to make sandboxes of.

/** One thing of a catalogue. */
export interface CatalogueEntry {
  readonly name: string
  readonly description?: string
  /** The file or URL that it came from. */
  readonly source?: string
}

/** What there is, by kind. */
export interface Catalogue {
  readonly authProfiles?: readonly CatalogueEntry[]
  readonly policyPacks?: readonly CatalogueEntry[]
  readonly simulationPacks?: readonly CatalogueEntry[]
  readonly specs?: readonly CatalogueEntry[]
}
