import type { FoundNumber } from './markedNumber';

const REQUEST_NUMBER =
  /(?<![\p{L}\p{N}_-])(INC|REQ|RITM|SCTASK|CHG|PRB)[\s#-]{0,2}(\d{4,12})(?![\p{L}\p{N}_@]|[.,]\d)/giu;

/** Incident and request numbers as ServiceNow writes them: `INC0010001`, `REQ0010001`, `RITM0010001`. */
export function findRequestNumbers(text: string): FoundNumber[] {
  return [...text.matchAll(REQUEST_NUMBER)].map((match) => ({
    value: `${match[1]}${match[2]}`.toUpperCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
