// What the functions of expressions do, in a line each: for the reference. Nothing that runs imports this.

/** How a function is called, and what it gives. */
export type DescribedFunction = readonly [call: string, gives: string]

/** Every function, special form and comprehension, by signature. */
export const describedFunctions: { readonly [signature: string]: DescribedFunction } = {
  'has(1)': ['has(entity.note)', 'whether the member is there, be it null'],
  '.orValue(1)': ["entity.?note.orValue('')", 'the value, or another where there is none'],
  '.hasValue(0)': ['entity.?note.hasValue()', 'whether there is a value'],
  'size(1)': ['size(value)', 'characters of a text, items of a list, members of a map'],
  '.size(0)': ['value.size()', 'the same'],
  '.all(2)': [
    'list.all(x, condition)',
    'whether the condition holds for all items (of a map: for the names of its members)'
  ],
  '.exists(2)': ['list.exists(x, condition)', 'whether it holds for one'],
  '.exists_one(2)': ['list.exists_one(x, condition)', 'whether it holds for exactly one'],
  '.filter(2)': ['list.filter(x, condition)', 'the items for which it holds'],
  '.map(2)': ['list.map(x, value)', 'the list of what each item gives'],
  '.map(3)': ['list.map(x, condition, value)', 'the same, of the items for which the condition holds'],
  '.sum(0)': ['list.sum()', 'the sum of a list of numbers; 0 of an empty one'],
  '.min(0)': ['list.min()', 'the least of a list of numbers or of texts'],
  '.max(0)': ['list.max()', 'the greatest of them'],
  '.sort(0)': ['list.sort()', 'a list of numbers or of texts, from the least to the greatest'],
  '.join(0)': ['list.join()', 'one text of a list of texts'],
  '.join(1)': ["list.join(', ')", 'the same, with a text between each two'],
  'int(1)': ['int(value)', 'a number without its fraction, also of a text that is one'],
  'double(1)': ['double(value)', 'a number, also of a text that is one'],
  'string(1)': ['string(value)', 'a number, text, or true or false as text'],
  'math.abs(1)': ['math.abs(number)', 'the number without its sign'],
  'math.ceil(1)': ['math.ceil(number)', 'the next whole number above'],
  'math.floor(1)': ['math.floor(number)', 'the next whole number below'],
  'math.trunc(1)': ['math.trunc(number)', 'the whole number without the fraction'],
  'math.round(1)': ['math.round(number)', 'the nearest whole number; halves away from zero'],
  'math.least(1)': ['math.least(list)', 'the least number of a list'],
  'math.least(2)': ['math.least(a, b)', 'the lesser of two numbers'],
  'math.greatest(1)': ['math.greatest(list)', 'the greatest number of a list'],
  'math.greatest(2)': ['math.greatest(a, b)', 'the greater of two numbers'],
  '.startsWith(1)': ['text.startsWith(start)', 'whether the text begins so'],
  '.endsWith(1)': ['text.endsWith(end)', 'whether it ends so'],
  '.contains(1)': ['text.contains(part)', 'whether that stands in it'],
  '.matches(1)': ["text.matches('^a+$')", 'whether the pattern, which stands there as such, is found in it'],
  '.indexOf(1)': ['text.indexOf(part)', 'the characters before it, or -1'],
  '.substring(1)': ['text.substring(start)', 'the text from the character on; the first is 0'],
  '.substring(2)': ['text.substring(start, end)', 'the text up to before the character `end`'],
  '.split(1)': ["text.split(',')", 'the list of the parts between'],
  '.trim(0)': ['text.trim()', 'the text without the spaces around it'],
  '.lowerAscii(0)': ['text.lowerAscii()', 'the text in lower case, as far as its letters are ASCII'],
  '.upperAscii(0)': ['text.upperAscii()', 'the text in upper case, as far as its letters are ASCII'],
  'timestamp(1)': ["timestamp('2026-03-01T09:30:00Z')", 'an instant in milliseconds, as `now` is'],
  'duration(1)': [
    "duration('7d')",
    "a span in milliseconds: `now + duration('7d')`, `(now - then) / duration('1d')`"
  ],
  'dateTime(1)': ['dateTime(now)', 'an instant as text: `2026-03-01T09:30:00Z`'],
  'date(1)': ['date(now)', 'its day in UTC: `2026-03-01`']
}
