// The code under test. It calls the global `fetch` with the real address, and knows nothing of tests.

const api = 'https://petshelter.example/api'

/** What a visitor fills in. */
export interface Adopter {
  readonly name: string
  readonly email: string
}

/** Sends the form. Resolves to the number of the adoption, or to what the visitor must be told. */
export async function submitAdoption(
  petId: number,
  adopter: Adopter
): Promise<{ adoption: string } | { problem: string }> {
  const response = await fetch(`${api}/pets/${petId}/adoptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ adopter })
  })
  const body = (await response.json()) as { id: string; detail?: string }
  if (response.status === 409) return { problem: 'Somebody was faster.' }
  return response.ok ? { adoption: body.id } : { problem: body.detail ?? 'Something is not right.' }
}
