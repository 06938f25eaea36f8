/** Tracking pages of the carriers that most shops use; the number goes at the end. */
const TRACKING_PAGES: readonly { carrier: RegExp; page: string }[] = [
  { carrier: /^ups\b/i, page: 'https://www.ups.com/track?tracknum=' },
  { carrier: /^fedex\b/i, page: 'https://www.fedex.com/fedextrack/?trknbr=' },
  { carrier: /^usps\b/i, page: 'https://tools.usps.com/go/TrackConfirmAction?tLabels=' },
  { carrier: /^dhl\b/i, page: 'https://www.dhl.com/global-en/home/tracking.html?tracking-id=' },
];

/**
 * The page on which a parcel can be followed: the given one if it is an http(s) address, else that of a known carrier.
 *
 * @returns `undefined` when there is no such page.
 */
export function trackingLink(parcel: {
  url?: string | null;
  carrier?: string | null;
  trackingNumber?: string | null;
}): string | undefined {
  const given = parcel.url ? URL.parse(parcel.url) : null;
  if (given?.protocol === 'https:' || given?.protocol === 'http:') return given.href;
  const { carrier, trackingNumber } = parcel;
  if (!carrier || !trackingNumber) return undefined;
  const known = TRACKING_PAGES.find((each) => each.carrier.test(carrier.trim()));
  return known && known.page + encodeURIComponent(trackingNumber);
}
