// The empty Worker: what workerd itself costs.
export default {
  fetch: () => Response.json({ id: 1 })
}
