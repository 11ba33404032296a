// Odd values for the parts of a request: what clients get wrong, and what attackers try.

export const oddSegments = [
  '0',
  '-1',
  '1e999',
  '__proto__',
  'constructor',
  'a%2Fb',
  '%ff',
  '%zz',
  '%00',
  'caf%C3%A9',
  '%F0%9F%98%80',
  ';a=1',
  ':verb',
  'x'.repeat(300),
  '{id}',
  '%7Bid%7D',
  '..%2f',
  '%252e',
  'null'
]

export const queryNames = [
  'limit',
  'cursor',
  'status',
  'a%5Bb%5D',
  'a[b][0]',
  '__proto__',
  'toString',
  '%ff',
  '',
  'limit%20',
  '__code',
  '__example'
]

export const oddValues = [
  '',
  '0',
  '-1',
  '1.5',
  '1e3',
  '%zz',
  '%ff',
  'true',
  'null',
  'a,b',
  'a%2Cb',
  '%22',
  '%7B%22a%22%3A1%7D',
  '%00',
  '404',
  '600',
  'x'.repeat(200)
]

export const oddQueries = [
  'limit=1&limit=2',
  'limit',
  '&&&',
  '=',
  'a=1&a=2&a=3',
  'limit=10&limit=',
  '__mode=dynamic',
  '__dynamic=maybe',
  'a[b][c][d][e]=1',
  'a[]=1&a[]=2',
  '%5B%5D=1',
  '+=+',
  'limit=%D9%A3'
]

export const accepts = [
  '*/*',
  'application/json',
  'application/*',
  'text/plain',
  'image/png',
  'application/json;q=0',
  '*/*;q=0',
  'text/*;q=0.5, application/xml',
  ';;;',
  'application/json;q=abc',
  ',,,',
  'a/b, c/d;q=0.1, */*;q=0.01',
  'application/problem+json',
  'APPLICATION/JSON',
  'application/json; charset=utf-16'
]

export const prefers = [
  'code=404',
  'code=200',
  'code=999',
  'code=abc',
  'example=person',
  'example=constructor',
  'mode=dynamic',
  'mode=static',
  'mode=stateful',
  'dynamic=true',
  'dynamic',
  'dynamic=2',
  'code=404, example=x',
  'return=minimal',
  '"',
  'code="404"',
  'code=401;foo=bar',
  'respond-async, wait=10',
  'code=422, mode=dynamic'
]

export const contentTypes = [
  'application/json',
  'application/json; charset=utf-16',
  'text/json',
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/merge-patch+json',
  ';;;',
  'a',
  'APPLICATION/JSON',
  'application/json;charset=utf-8;charset=x',
  'application/octet-stream'
]

export const cookies = [
  'session=abc123',
  'session=',
  'session',
  'a=b; session=abc1; session=abc2',
  ';;;',
  'session="abc123"',
  'array=blue,black',
  '__proto__=1'
]

export const oddHeaderValues = [
  '',
  'x',
  '1',
  'Bearer token',
  'a'.repeat(500),
  '"quoted"',
  'a,b,c',
  '%ff',
  'bytes=0-1',
  '*'
]

export const jsonBodies = [
  '',
  'null',
  'true',
  '[]',
  '{}',
  '"text"',
  '1',
  '1e400',
  '-0',
  '{"a":1,"a":2}',
  '{"__proto__":{"x":1}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '[[[[[[[[1]]]]]]]]',
  `${'['.repeat(100)}${']'.repeat(100)}`,
  '{"a":"\\ud800"}',
  '\u{feff}{}',
  '{"a":01}',
  "{'a':1}",
  '{"a":1,}',
  'nul',
  '{"amount":1e1000}',
  '{"amount":9007199254740993}'
]
