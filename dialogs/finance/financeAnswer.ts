import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { ExpenseReport, Invoice } from '../../services/ports/finance';
import type { IsoDate, Money } from '../../services/values';
import type { DialogDependencies } from '../dialogDependencies';
import { readerOf } from '../form/fieldPrompt';
import { formatDay, formatMoney, type Reader } from '../format';

type Company = Pick<DialogDependencies, 'company'>;

/** Tells how an invoice stands, in words. */
export async function sendInvoice(context: TurnContext, invoice: Invoice, dependencies: Company): Promise<void> {
  const { number, supplier, status, total, invoicedOn, dueOn, paidOn } = invoice;
  const reader = readerOf(context, dependencies);
  const texts = responses('invoiceStatus', reader.locale);
  const title = supplier ? texts.text('titleFrom', { number, supplier }) : texts.text('title', { number });
  const facts = [
    texts.text('amount', { amount: amountOf(total, reader) }),
    ...onDay(invoicedOn, reader, (date) => texts.text('invoicedOn', { date })),
    // When it was due interests nobody who knows when it was paid.
    ...onDay(paidOn ? undefined : dueOn, reader, (date) => texts.text('dueOn', { date })),
    ...onDay(paidOn, reader, (date) => texts.text('paidOn', { date })),
  ];
  await context.sendActivity([title, texts.text(`status.${status}`), facts.join(' · ')].join('\n\n'));
}

/** Tells how an expense report stands, in words. */
export async function sendExpenseReport(
  context: TurnContext,
  report: ExpenseReport,
  dependencies: Company,
): Promise<void> {
  const { number, purpose, status, total, submittedOn, paidOn } = report;
  const reader = readerOf(context, dependencies);
  const texts = responses('expenseStatus', reader.locale);
  const title = purpose ? texts.text('titleFor', { number, purpose }) : texts.text('title', { number });
  const facts = [
    texts.text('amount', { amount: amountOf(total, reader) }),
    ...onDay(submittedOn, reader, (date) => texts.text('submittedOn', { date })),
    ...onDay(paidOn, reader, (date) => texts.text('paidOn', { date })),
  ];
  await context.sendActivity([title, texts.text(`status.${status}`), facts.join(' · ')].join('\n\n'));
}

function onDay(day: IsoDate | undefined, reader: Reader, say: (date: string) => string): string[] {
  return day ? [say(formatDay(day, reader))] : [];
}

/** Not every system says which currency an amount is in. */
function amountOf(money: Money, { locale }: Reader): string {
  return /^[A-Z]{3}$/.test(money.currency) ? formatMoney(money, locale) : money.amount;
}
