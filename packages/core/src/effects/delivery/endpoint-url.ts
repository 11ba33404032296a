// Which texts can be the URL of an endpoint, by their form; whether a host may send there is for the host to say.

/** How many characters the URL of an endpoint has at most. */
export const longestUrl = 2048

/** What keeps a text from being a destination on the web, as a sentence; `undefined` where nothing does. */
export function checkWebUrl(url: unknown): string | undefined {
  if (typeof url !== 'string' || url.length > longestUrl)
    return `The \`url\` of an endpoint is a text of at most ${longestUrl} characters.`
  if (!/^https?:\/\//i.test(url)) return 'The `url` of an endpoint begins with https:// or http://.'
  if (/^[^/]*\/\/[^/?#]*@/.test(url)) return 'The `url` of an endpoint holds no user name and no password.'
  if (!/^https?:\/\/[^\s/?#\\]+(?:[/?][\x21-\x7e]*)?$/i.test(url) || /[\\#]/.test(url))
    return 'The `url` of an endpoint has a host, no fragment, and only visible ASCII after the host.'
  return undefined
}
