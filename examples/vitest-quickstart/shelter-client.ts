// The code under test: a small client of the pet shelter's API.

/** A pet as the API has it. */
export interface Pet {
  readonly id: number
  readonly name: string
  readonly status: 'available' | 'reserved' | 'adopted'
}

/** Talks to the shelter through any `fetch`, so that tests can hand in their own. */
export class ShelterClient {
  readonly #fetch: typeof fetch
  readonly #baseUrl: string

  constructor(options: { fetch?: typeof fetch; baseUrl?: string } = {}) {
    this.#fetch = options.fetch ?? fetch
    this.#baseUrl = options.baseUrl ?? 'https://petshelter.example/api'
  }

  /** The names of the pets that wait for a home. */
  async waiting(): Promise<string[]> {
    const pets = (await this.#call('GET', '/pets?limit=50')) as Pet[]
    return pets.filter(({ status }) => status === 'available').map(({ name }) => name)
  }

  /** Takes a pet in. Throws what the API has to say when it refuses. */
  async takeIn(pet: { name: string; species: string }): Promise<Pet> {
    return (await this.#call('POST', '/pets', pet)) as Pet
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await this.#fetch(this.#baseUrl + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`${response.status}: ${(answer as { message: string }).message}`)
    return answer
  }
}
