import { z } from 'zod';
import type { CatalogItem, CatalogVariable } from '../../ports/itsm';
import type { Money } from '../../values';

interface WireVariable {
  name?: string | null;
  label?: string | null;
  type?: number | string | null;
  mandatory?: boolean | null;
  read_only?: boolean | null;
  active?: boolean | null;
  choices?: { value: string; label: string }[] | null;
  children?: WireVariable[] | null;
}

const wireVariable: z.ZodType<WireVariable> = z.lazy(() =>
  z.object({
    name: z.string().nullish(),
    label: z.string().nullish(),
    type: z.union([z.number(), z.string()]).nullish(),
    mandatory: z.boolean().nullish(),
    read_only: z.boolean().nullish(),
    active: z.boolean().nullish(),
    choices: z.array(z.object({ value: z.coerce.string(), label: z.coerce.string() })).nullish(),
    children: z.array(wireVariable).nullish(),
  }),
);

/** https://www.servicenow.com/docs/r/api-reference/rest-apis/c_ServiceCatalogAPI.html (GET /items/{sys_id}) */
export const wireItem = z.object({
  sys_id: z.string(),
  name: z.string(),
  type: z.string().nullish(),
  short_description: z.string().nullish(),
  price: z.string().nullish(),
  price_currency: z.string().nullish(),
  show_price: z.boolean().nullish(),
  mandatory_attachment: z.boolean().nullish(),
  variables: z.array(wireVariable).nullish(),
});
export type WireItem = z.output<typeof wireItem>;

/** `item_option_new.type`; a question of another type is asked nowhere but in the portal. */
const TYPES: ReadonlyMap<string, CatalogVariable['type']> = new Map([
  ['1', 'yes_no'],
  ['7', 'yes_no'],
  ['2', 'text'],
  ['6', 'text'],
  ['9', 'text'],
  ['10', 'text'],
  ['16', 'text'],
  ['26', 'text'],
  ['27', 'text'],
  ['3', 'choice'],
  ['4', 'choice'],
  ['5', 'choice'],
  ['18', 'choice'],
  ['22', 'choice'],
]);
/** A check box holds `true` or `false`, a question of yes or no `Yes` or `No`. */
const CHECK_BOX = '7';
const YES = /^(?:yes|true)$/i;
const NO = /^(?:no|false)$/i;

/** `undefined` for what can only be ordered in the portal: it needs a file, or an answer that a chat cannot give. */
export function toCatalogItem(item: WireItem): CatalogItem | undefined {
  const asked = questions(item.variables);
  const variables = asked.flatMap((each) => toVariable(each) ?? []);
  const missing = asked.some((each) => each.mandatory && !toVariable(each));
  if ((item.type ?? 'catalog_item') !== 'catalog_item' || item.mandatory_attachment || missing) return undefined;
  return {
    id: item.sys_id,
    name: item.name,
    description: item.short_description || undefined,
    price: toPrice(item),
    variables,
  };
}

/** The values of an order as ServiceNow wants them; `undefined` when one is wrong, missing or unknown. */
export function fromVariables(item: WireItem, given: Record<string, string>): Record<string, string> | undefined {
  const asked = questions(item.variables).filter(toVariable);
  const known = new Set(asked.map(({ name }) => name));
  const values: Record<string, string> = {};
  for (const question of asked) {
    const { name, mandatory } = question;
    const text = (Object.hasOwn(given, name ?? '') && given[name ?? '']?.trim()) || '';
    const value = text && fromValue(question, text);
    if (value === undefined || (mandatory && value === '')) return undefined;
    if (value !== '') values[name ?? ''] = value;
  }
  return Object.keys(given).every((name) => known.has(name)) ? values : undefined;
}

/** Not checked by ServiceNow itself: a choice that is not offered would be ordered as it is. */
function fromValue(question: WireVariable, text: string): string | undefined {
  const variable = toVariable(question);
  if (variable?.type === 'choice') return question.choices?.find(({ value }) => value === text)?.value;
  if (variable?.type !== 'yes_no') return text;
  const checkBox = String(question.type) === CHECK_BOX;
  if (YES.test(text)) return checkBox ? 'true' : 'Yes';
  return NO.test(text) ? (checkBox ? 'false' : 'No') : undefined;
}

function toVariable({ name, label, type, mandatory, choices }: WireVariable): CatalogVariable | undefined {
  const kind = TYPES.get(String(type));
  if (!name || !kind || (kind === 'choice' && !choices?.length)) return undefined;
  return {
    name,
    label: label || name,
    type: kind,
    required: Boolean(mandatory),
    ...(kind === 'choice' && { choices: choices?.map(({ value, label: text }) => ({ value, label: text })) }),
  };
}

/** Those in containers as well, without what cannot be changed. */
function questions(variables: WireVariable[] | null | undefined): WireVariable[] {
  return (variables ?? [])
    .flatMap((each) => [each, ...questions(each.children)])
    .filter((each) => each.active !== false && !each.read_only);
}

/** A price is a text for people, such as `$1,499.00` or `1.499,00 €`: the last mark with two digits after it is the point. */
function toPrice({ price, price_currency: currency, show_price: shown }: WireItem): Money | undefined {
  if (!price || !currency || shown === false) return undefined;
  const [, whole = '', fraction] = /^([\d.,'’\s]*?)(?:[.,](\d{2}))?$/.exec(price.replace(/[^\d.,]/g, '')) ?? [];
  const digits = whole.replace(/\D/g, '');
  if (!digits || Number(`${digits}.${fraction ?? 0}`) === 0) return undefined;
  return { amount: fraction === undefined ? digits : `${digits}.${fraction}`, currency };
}
