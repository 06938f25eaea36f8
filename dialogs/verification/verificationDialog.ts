import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import { normalizeEmail } from '../../services/verification/normalize';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { isCommand, mentions } from '../commands';
import { FormDialog, type Reviewed } from '../form/formDialog';
import { without, type FieldOf } from '../form/field';
import { remember } from '../identity';
import { turnOf } from '../turn';
import { isTitle, says } from '../words';
import { VERIFICATION_DIALOG, type VerificationOptions, type VerificationResult } from './verification';

/** What is known of the check so far. */
interface VerificationDetails extends VerificationOptions, Reviewed {
  wanted?: boolean;
  /** The address that the last code went to. */
  sentTo?: string;
  /** What the user typed; `new` and `other` are wishes instead of a code. */
  code?: string;
}

type Step = WaterfallStepContext<VerificationDetails>;

const titleOf = (key: 'button.newCode' | 'button.otherAddress', locale: string) =>
  responses('verification', locale).plain(key);

const fields: readonly FieldOf<VerificationDetails, 'verification'>[] = [
  {
    name: 'wanted',
    ask: 'askWanted',
    retry: 'retryWanted',
    values: ({ email = '' }) => ({ email }),
    choices: (_details, locale) => [
      { title: responses('verification', locale).plain('button.send'), means: 'yes' },
      { title: responses('common', locale).plain('button.talkToPerson') },
    ],
    read: ({ text, locale }) => {
      const isButton = isTitle(text, responses('verification', locale).plain('button.send'));
      if (isButton || isCommand('yes', text, locale)) return true;
      return isCommand('no', text, locale) ? false : undefined;
    },
    needed: ({ askFirst }) => askFirst === true,
  },
  {
    name: 'email',
    ask: 'askEmail',
    retry: 'retryEmail',
    read: ({ text, entities }) => normalizeEmail(text) ?? entities.email,
    spot: ({ entities }) => entities.email,
    dependents: ['code'],
  },
  {
    name: 'code',
    ask: 'askCode',
    retry: 'retryCode',
    choices: (_details, locale) => [
      { title: titleOf('button.newCode', locale) },
      { title: titleOf('button.otherAddress', locale) },
    ],
    read: ({ text, locale }) => {
      if (isTitle(text, titleOf('button.newCode', locale))) return 'new';
      if (isTitle(text, titleOf('button.otherAddress', locale))) return 'other';
      const code = /(?<!\d)\d{6}(?!\d)/.exec(text.normalize('NFKC').replace(/(\d)[ -](?=\d)/g, '$1'))?.[0];
      return code ?? (asksForNewCode(text, locale) ? 'new' : undefined);
    },
  },
];

/** "It did not come", "send it again"; an address in it is where it should go instead, and a parcel is no code. */
function asksForNewCode(text: string, locale: string): boolean {
  const isElsewhere = text.includes('@') || mentions('orderWords', text, locale);
  return !isElsewhere && says(text, responses('verification', locale).list('newCodeWords'));
}

/** Makes sure that an e-mail address is the user's: a code goes there, and has to come back. */
export class VerificationDialog extends FormDialog<VerificationDetails, 'verification'> {
  constructor(tools: JobTools) {
    super(VERIFICATION_DIALOG, tools, { topic: 'verification', help: 'help', fields });
    this.setSteps('verification.v1', [
      this.ask('wanted'),
      (step) => this.#wantedStep(step),
      this.ask('email'),
      (step) => this.#sendStep(step),
      this.ask('code'),
      (step) => this.#checkStep(step),
    ]);
  }

  async #wantedStep(step: Step): Promise<DialogTurnResult> {
    return step.options.wanted === false ? this.#giveUp(step, this.texts(step).text('declined')) : step.next();
  }

  /** A code goes out once for an address; whether somebody has it is never told. */
  async #sendStep(step: Step): Promise<DialogTurnResult> {
    const { email = '', sentTo } = step.options;
    if (sentTo === email) return step.next();
    const { conversationKey, clientAddress } = turnOf(step.context);
    const { codes, mailer } = this.dependencies;
    const issued = await codes.issue(conversationKey, email, clientAddress);
    if (!('code' in issued)) {
      const minutes = Math.max(1, Math.ceil(issued.waitMs / 60_000));
      return this.#giveUp(step, this.texts(step).text('tooMany', { minutes }));
    }
    if (!mailer || !(await this.#mail(step, email, issued.code)))
      return this.#giveUp(step, this.texts(step).text('notSent'));
    step.options.sentTo = email;
    await step.context.sendActivity(this.texts(step).text('sent', { email }));
    return step.next();
  }

  async #mail(step: Step, to: string, code: string): Promise<boolean> {
    const texts = this.texts(step);
    const values = { code, company: this.dependencies.company.COMPANY_NAME };
    const mail = { to, subject: texts.plain('mailSubject', values), text: texts.plain('mailText', values) };
    const sent = this.dependencies.mailer?.send(mail).then(
      () => true,
      () => false,
    );
    return (await sent) ?? false;
  }

  async #checkStep(step: Step): Promise<DialogTurnResult> {
    const { email = '', code = '' } = step.options;
    const texts = this.texts(step);
    if (code === 'new') return this.#again(step, ['code', 'sentTo']);
    if (code === 'other') return this.#again(step, ['code', 'sentTo', 'email']);
    const answer = await this.dependencies.codes.check(turnOf(step.context).conversationKey, email, code);
    if (!answer.right && answer.triesLeft > 0) {
      await step.context.sendActivity(texts.text('wrong'));
      return this.#again(step, ['code']);
    }
    if (!answer.right)
      return this.#giveUp(step, texts.text('usedUp'), titleOf('button.newCode', turnOf(step.context).locale));
    remember(step.context, { email, by: 'code' });
    await step.context.sendActivity(await this.#welcome(step, email));
    const result: VerificationResult = { email };
    return step.endDialog(result);
  }

  /** By the name that we have for this address, if it is to be had at once. */
  async #welcome(step: Step, email: string): Promise<string> {
    const { session, interrupted } = turnOf(step.context);
    delete session.firstName;
    const name = await this.dependencies.contactNames(email, interrupted);
    if (!name) return this.texts(step).text('verified');
    session.firstName = name;
    return this.texts(step).text('verifiedByName', { name });
  }

  #again(step: Step, forgotten: readonly (keyof VerificationDetails)[]): Promise<DialogTurnResult> {
    const [name = 'code', ...dependents] = forgotten;
    return step.replaceDialog(this.initialDialogId, without(step.options, { name, dependents }));
  }

  async #giveUp(step: Step, text: string, ...more: string[]): Promise<DialogTurnResult> {
    const person = responses('common', turnOf(step.context).locale).plain('button.talkToPerson');
    await suggest(
      step.context,
      text,
      [...more, person].map((title) => ({ title })),
    );
    return step.endDialog();
  }

  /** A code is nothing to hand on. */
  protected override collected({ email }: VerificationDetails): Record<string, string> {
    return email ? { email } : {};
  }
}
