/** The hash of an empty style element: one part of Web Chat makes it without the nonce, then fills it through the object model. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

export interface PageRules {
  nonce: string;
  /** Where Direct Line is, when it is not here. */
  channel: string;
  /** Who may show the page in a frame. */
  ancestors: string;
}

/**
 * Only this site's scripts and styles. Web Chat makes style elements while it runs, which carry the nonce; it scales pictures
 * in a worker made of a blob and reads files to upload from blob addresses. Cards may show pictures from anywhere.
 */
export function contentSecurityPolicy({ nonce, channel, ancestors }: PageRules): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}' ${EMPTY_STYLE}`,
    "img-src 'self' data: blob: https:",
    'media-src https: blob:',
    `connect-src 'self' blob:${channel && ` ${channel}`}`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');
}

/** A Direct Line's address and its streams', and whatever else of Azure's it may name. */
export function channelSources(domain: string): string {
  const { origin } = new URL(domain);
  return [origin, origin.replace(/^http/, 'ws'), 'https://*.botframework.com wss://*.botframework.com'].join(' ');
}
