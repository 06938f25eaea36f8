/** The local Direct Line is the only channel that answers at this path. */
export function isLocalDirectLine({ serviceUrl = '' }: { serviceUrl?: string }): boolean {
  return URL.canParse(serviceUrl) && new URL(serviceUrl).pathname.startsWith('/directline');
}
