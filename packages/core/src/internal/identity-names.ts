// What members that tell one thing from another are called, in normalised form (see `normaliseName`; `_id` is `id`).

/** They hold an id by their name alone, likeliest first. */
export const idNames: readonly string[] = ['id', 'uuid', 'guid', 'uid', 'sid', 'identifier']

/** They name a thing beside its id, or in place of one, likeliest first. */
export const naturalNames: readonly string[] = [
  'key',
  'name',
  'slug',
  'number',
  'code',
  'login',
  'username',
  'handle',
  'sku'
]

/** Where one text stands for a whole object, it is the first of these that the object has. */
export const standInNames: readonly string[] = [
  'id',
  'uuid',
  'key',
  'slug',
  'login',
  'username',
  'name',
  'code',
  'title',
  'value',
  'href',
  'email',
  'number'
]

/** What paths call a thing by, likeliest first: people go by their logins there. */
export const namesInPaths: readonly string[] = ['login', 'id', 'slug', 'key', 'name', 'username']
