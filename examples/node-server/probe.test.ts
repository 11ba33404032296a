import { createSandbox, serve } from '@sandbed/node'
import { test } from 'vitest'
test('x', async () => {
  const s = await createSandbox('descriptions/petstore.yaml')
  for (const o of s.operations) { const r = s.sampleRequest(o.key); const a = s.handle(r); console.log(o.key, JSON.stringify(r), a.status, JSON.stringify(a.headers), String(a.body).slice(0,150)) }
  console.log(s.issues)
  const { url, close } = await serve(s, {port:0})
  const r = await fetch(url + '/pets'); console.log(r.status, r.headers, await r.text())
  await close()
  const st = await createSandbox('../shared/specs/stripe.json')
  console.log(st.operations.length)
})
