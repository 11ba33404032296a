// The names by which members of envelopes, and response headers, are known to tell about a page.
import type { EnvelopeRole } from '../list-model.js'

/** Plain name -> role. */
export type RoleNames = ReadonlyMap<string, EnvelopeRole>

function names(roles: { readonly [role in EnvelopeRole]?: string }): RoleNames {
  const found = new Map<string, EnvelopeRole>()
  for (const [role, words] of Object.entries(roles))
    for (const word of words.split(' ')) found.set(word, role as EnvelopeRole)
  return found
}

/** For numbers. */
export const numberRoles = names({
  total:
    'total totalcount totalnumber totalitem totalitems totalresult totalresults totalelements totalrecords totalentries totalrows ' +
    'totalhits totalsize totalobjects totalmatches itemstotal recordstotal resultstotal numfound recordcount itemcount objectcount ' +
    'odatacount totalitemcount totalresultcount totalnumberofitems totalnumberofresults totalnumberofrecords totalnumberofelements ' +
    'totalcountofitems overalltotal resultcount',
  pages:
    'totalpages pagestotal pagecount numpages numberofpages pages lastpage totalpagecount totalnumberofpages',
  page: 'page currentpage pagenumber pageno pagenum pageindex number thispage',
  size: 'perpage pagesize limit size itemsperpage maxresults resultsperpage pagelimit take top',
  offset: 'offset skip startat startindex start startrow pageoffset',
  count:
    'count numberofelements length returned returnedcount chunksize itemsreturned numitems numberofitems currentitemcount pageitems ' +
    'currentcount countreturned',
  'next-page': 'nextpage next nextpagenumber',
  'previous-page': 'prev previous prevpage previouspage',
  'next-offset': 'nextoffset nextstart nextskip nextindex nextstartat'
})

/** For booleans. */
export const flagRoles = names({
  'has-more':
    'hasmore hasnext hasnextpage more moreresults moreavailable hasmoreitems hasmoreresults hasmorepages truncated istruncated next ' +
    'moreitemsincollection',
  'has-previous': 'hasprevious hasprev haspreviouspage hasprevpage hasless hasbefore',
  'is-last': 'done last islast islastpage lastpage endoflist iscomplete finished',
  'is-first': 'first isfirst isfirstpage firstpage'
})

/** For texts. */
export const textRoles = names({
  'next-cursor':
    'nextcursor nextpagetoken nexttoken nextmarker nextpagecursor continuationtoken continuation nextcontinuationtoken endcursor nextkey ' +
    'nextpagekey nextstreamposition nextiterator iterator cursor scrollid nextpageid nextid nextoffset cursornext aftercursor ' +
    'lastevaluatedkey nextstart marker bookmark pagetoken',
  'previous-cursor':
    'prevcursor previouscursor startcursor previoustoken prevtoken previouspagetoken prevpagetoken prevmarker previousmarker previterator ' +
    'previousiterator cursorprevious beforecursor prevkey',
  'first-id': 'firstid firstitemid',
  'last-id': 'lastid lastitemid',
  'next-link':
    'nexturl nexturi nextlink nexthref nextpageurl nextpageuri nextpagelink nextrecordsurl odatanextlink nextpath linknext nexturlpath ' +
    'nextpagepath',
  'previous-link':
    'prevurl previousurl prevuri previousuri prevlink previouslink previoushref prevhref prevpageurl previouspageurl previouspagelink linkprev',
  'first-link': 'firsturl firstlink firsthref firstpageurl firstpagelink',
  'last-link': 'lasturl lastlink lasthref lastpageurl lastpagelink',
  'self-link': 'self selflink selfurl selfhref currentpageurl'
})

/** For members of objects that hold links. */
export const linkRoles = names({
  'next-link': 'next',
  'previous-link': 'prev previous',
  'first-link': 'first',
  'last-link': 'last',
  'self-link': 'self'
})

/** `x-total-count`, `x-pagination-per-page`, `x-wp-totalpages`, `link`. */
export function headerRole(name: string): EnvelopeRole | undefined {
  if (name === 'link') return 'link-header'
  const words = name.split('-').filter((word) => word !== 'x')
  if (/rate|retry|request|content|upload/.test(name)) return undefined
  for (let from = 0; from < Math.min(words.length, 3); from++) {
    const plain = words.slice(from).join('')
    const role = numberRoles.get(plain) ?? textRoles.get(plain) ?? flagRoles.get(plain)
    // A bare `x-size` or `x-next` says too little, unless something about pages stands before it.
    if (
      role &&
      (from === 0 ||
        /^(?:page|paging|pagination|pager|total|list|wp)$/.test(words[from - 1]!) ||
        plain.length > 6)
    )
      return plain === 'resultcount' ? 'count' : role
  }
  return undefined
}
