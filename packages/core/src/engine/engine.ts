// What one sandbox works with while it answers: the release, the closures made from it, and the resolved options.
import { BoundedMap } from '../internal/bounded-map.js'
import { hashText } from '../internal/random.js'
import type { ReleaseSource } from '../release/release-source.js'
import type { ResourceModel } from '../release/resources/model.js'
import type { OpenSimulation } from '../release/simulation/opened.js'
import { createRoutes, type Routes } from '../release/routes.js'
import { createChecker, type Checker } from '../schema/check/create-checker.js'
import { createGenerator, type Generator } from '../schema/generate/create-generator.js'
import { openEngineAuth, type EngineAuth } from './auth/engine-auth.js'
import type { Recall } from './recall.js'
import type { ResolvedOptions } from './options.js'
import type { Answer, ErrorBase } from './stages.js'
import { understand, type Understanding } from './stateful/resource-view.js'

/** The constant parts of a sandbox. */
export interface Engine {
  readonly release: ReleaseSource
  readonly routes: Routes
  readonly checker: Checker
  readonly generator: Generator
  readonly options: ResolvedOptions
  /** The seed as a key for `deriveKey`. */
  readonly seedKey: number
  /** Constant answers that have been made (sized in characters), and the bodies that errors start from (sized one each). */
  readonly answers: BoundedMap<Answer>
  readonly errorBases: BoundedMap<ErrorBase>
  /** What stateful mode knows of the API; read when it is first asked for. */
  readonly understanding: Understanding
  /** What a pack says about behaviour. */
  readonly simulation: OpenSimulation | undefined
  /** Who may call; `undefined` where auth is off. */
  readonly auth: EngineAuth | undefined
  /** Of an engine that repeats requests whose secrets were taken out: what was found about those. */
  readonly recall?: Recall
}

/** Puts an engine together. Nothing is compiled before its first use; `model` takes the place of the release's own. */
export function createEngine(
  release: ReleaseSource,
  options: ResolvedOptions,
  model?: ResourceModel,
  simulation?: OpenSimulation
): Engine {
  const checker = createChecker(release)
  let understanding: Understanding | undefined
  return {
    get understanding() {
      return (understanding ??= understand(release, model ?? release.model))
    },
    simulation,
    auth: openEngineAuth(release, options.auth, options.host),
    release,
    routes: createRoutes(release.index.operations),
    checker,
    generator: createGenerator(release, checker),
    options,
    seedKey: hashText(options.seed),
    answers: new BoundedMap(32_000_000),
    errorBases: new BoundedMap(20_000)
  }
}

/** The same engine but for some parts; what it has worked out so far is shared. */
export function engineWith(engine: Engine, parts: Partial<Engine>): Engine {
  // Not a spread: getters are asked when they are needed.
  return Object.create(engine, Object.getOwnPropertyDescriptors(parts)) as Engine
}
