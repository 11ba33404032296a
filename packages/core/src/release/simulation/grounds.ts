// What the parts of a simulation are checked against.
import type { ReleaseSource } from '../release-source.js'
import type { ResourceModel } from '../resources/model.js'

/** Where a simulation is to be carried out. */
export interface Grounds {
  readonly source: ReleaseSource
  /** As the pack corrects it. */
  readonly model: ResourceModel
}
