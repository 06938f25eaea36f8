import { CURRENCY } from '../commerceSeeds';

/** Shopify's `MoneyBag`. Its `Decimal` drops the zeros at the end: 19.90 is `19.9`. */
export function money(cents: number) {
  const amount = { amount: String(cents / 100), currencyCode: CURRENCY };
  return { shopMoney: amount, presentmentMoney: amount };
}

export function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
