// Hostile form and multipart bodies.
import { clip, complete, withBody, type HostileCase } from './hostile-case.js'

const forms = [
  '=',
  '&',
  '&&&',
  'a',
  '=a',
  '%',
  '%zz',
  '%ff',
  'name=%ff&count=1',
  'name=a&count=1&count=2',
  'name=a&count=one',
  'name[]=a&count=1',
  'name[a]=b',
  '__proto__=1',
  '__proto__[x]=1',
  'constructor[prototype][x]=1',
  'a[b',
  'a]b[',
  'a[[b]]=1',
  `a${'[b]'.repeat(100)}=1`,
  `a${'[b]'.repeat(20_000)}=1`,
  'a=1&'.repeat(20_000),
  'customer[name]=a&customer=b',
  'items[999999999][sku]=a',
  'items[-1][sku]=a',
  'items[__proto__][sku]=a',
  'items[0]=a&items[0][sku]=b',
  'profile={',
  'name=\u0000&count=1',
  'name=a;count=1'
]

const part = (disposition: string, body = 'x', more = '') =>
  `--x\r\nContent-Disposition: ${disposition}\r\n${more}\r\n${body}\r\n`
const multiparts = [
  '',
  '--x',
  '--x--',
  '--x\r\n',
  '--x\r\n\r\n',
  '--x\r\n\r\n--x--',
  'no boundary',
  '--y\r\n\r\n--y--\r\n',
  '--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--\r\n',
  `${part('form-data; name="title"')}--x--\r\n`,
  part('form-data; name="title"'),
  `${part('form-data; name=title')}--x--`,
  `${part('form-data; name="')}--x--`,
  `${part('form-data; name="a\\"b"')}--x--`,
  `${part('form-data; name=""')}--x--`,
  `${part('attachment; name="title"')}--x--`,
  `${part('form-data; name="__proto__"')}--x--`,
  `${part('form-data; name="constructor"; filename="../../x"')}--x--`,
  `${part('form-data; name="file"; filename="a\u0000b"')}--x--`,
  `${part('form-data; name="file"; filename*=utf-8\'\'%ff')}--x--`,
  `${part('form-data; name="title"').repeat(1_500)}--x--`,
  `${part('form-data; name="meta"', '{', 'Content-Type: application/json\r\n')}--x--`,
  `${part('form-data; name="meta"', '['.repeat(5_000), 'Content-Type: application/json\r\n')}--x--`,
  `${part('form-data; name="title"', 'x', `X-A: ${'a'.repeat(50_000)}\r\n`)}--x--`,
  `${part('form-data; name="title"', 'x', 'X-A: b\r\n'.repeat(5_000))}--x--`,
  `${part('form-data; name="file"', '--inner\r\n\r\n--inner--', 'Content-Type: multipart/mixed; boundary=inner\r\n')}--x--`,
  `${part('form-data; name="title"', '\r\n--x'.repeat(2_000))}--x--`,
  '\r\n--x\r\r\n',
  `--x\n\nx\n--x--\n`,
  'preamble\r\n--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nA\r\n--x--\r\nepilogue'
]

/** Cases whose hostility is in a form. */
export const hostileForms: readonly HostileCase[] = [
  ...forms.map((form, index) =>
    complete(
      `form ${index}: ${clip(form)}`,
      withBody('POST /bodies/form HTTP/1.1', 'application/x-www-form-urlencoded', form)
    )
  ),
  ...forms
    .slice(13)
    .map((form, index) =>
      complete(
        `nested form ${index}: ${clip(form)}`,
        withBody('POST /bodies/form-nested HTTP/1.1', 'application/x-www-form-urlencoded', form)
      )
    ),
  ...multiparts.map((body, index) =>
    complete(
      `multipart ${index}: ${clip(body)}`,
      withBody('POST /bodies/multipart HTTP/1.1', 'multipart/form-data; boundary=x', body)
    )
  )
]
