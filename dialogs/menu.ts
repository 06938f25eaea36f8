import type { TurnContext } from 'botbuilder';
import { responses, type TextKey, type Values } from '../resources/responses';
import { offer, suggest } from './choices';
import type { DialogDefinition } from './dialogDefinition';
import { isFor } from './routing';
import type { Choice } from './session';
import { turnOf } from './turn';

/** More suggestions than this are not read; all jobs are one click away, behind *Help*. */
const JOBS_SUGGESTED = 4;

/** What employees are helped with, by the port that does it. */
const AREAS = ['hr', 'itsm', 'finance', 'commerce'] as const;

/** The jobs that can be done with the systems in use, and the ways out that are always there. */
export class Menu {
  readonly #definitions: readonly DialogDefinition[];

  constructor(definitions: readonly DialogDefinition[]) {
    this.#definitions = definitions;
  }

  /** Says something and shows the menu. */
  async show(context: TurnContext, text: string): Promise<void> {
    await offer(context, text, this.#choices(context));
  }

  /** Greets with what can be done here. */
  async welcome(context: TurnContext, key: TextKey<'main'>, values: Values): Promise<void> {
    const texts = responses('main', turnOf(context).locale);
    const jobs = this.#anyOf(context, 'welcome') || texts.plain('welcome.nothing');
    await this.show(context, texts.text(key, { ...values, jobs, areas: this.#areas(context) }));
  }

  /** What the bot can do, and which words work at any time. */
  async help(context: TurnContext): Promise<void> {
    const { locale, session } = turnOf(context);
    const texts = responses('main', locale);
    const examples = this.#anyOf(context, 'example');
    const such = examples && ` ${texts.plain('help.examples', { examples })}`;
    const { signIn } = session;
    const own = signIn && responses('signIn', locale).text('helpSignedIn', { email: signIn.employee.email });
    await this.show(context, [texts.text('help', { such }), ...(own ? [own] : [])].join('\n\n'));
  }

  /** Says something from the main texts with the menu as suggestions that go with the next message. */
  async suggest(context: TurnContext, key: TextKey<'main'>, values: Values = {}): Promise<void> {
    const { locale } = turnOf(context);
    await suggest(context, responses('main', locale).text(key, values), this.#choices(context, JOBS_SUGGESTED));
  }

  /** Says something to which a person is the answer: a plain yes gets one. */
  async offerPerson(context: TurnContext, key: TextKey<'main'>): Promise<void> {
    const { locale } = turnOf(context);
    const person: Choice = { title: responses('common', locale).plain('button.talkToPerson'), means: 'yes' };
    const others = this.#choices(context, 0).filter(({ title }) => title !== person.title);
    await suggest(context, responses('main', locale).text(key), [person, ...others]);
  }

  /** What the jobs that there are have to do with: "this, that and the other". */
  #areas(context: TurnContext): string {
    const { locale } = turnOf(context);
    const texts = responses('main', locale);
    const needs = this.#definitions.flatMap((definition) => definition.needs);
    const areas = AREAS.filter((area) => needs.some((need) => need.startsWith(`${area}.`)));
    const said = areas.map((area) => texts.plain(`area.${area}`));
    return new Intl.ListFormat(locale, { type: 'conjunction' }).format(said) || texts.plain('area.none');
  }

  /** What the jobs that there are say of themselves: "this, that or the other". */
  #anyOf(context: TurnContext, key: 'welcome' | 'example'): string {
    const { locale } = turnOf(context);
    const said = this.#definitions.flatMap((definition) => definition[key] ?? []);
    const texts = responses('main', locale);
    return new Intl.ListFormat(locale, { type: 'disjunction' }).format(said.map((each) => texts.plain(each)));
  }

  /** What is for employees comes first: only they see it. */
  #choices(context: TurnContext, most = Infinity): Choice[] {
    const { locale } = turnOf(context);
    const texts = responses('main', locale);
    const shown = this.#definitions.filter((definition) => definition.inMenu && isFor(definition, context));
    const first = shown.filter(({ audience }) => audience === 'employees');
    const others = shown.filter(({ audience }) => audience !== 'employees');
    return [
      ...[...first, ...others].slice(0, most).map(({ title }) => ({ title: texts.plain(title) })),
      { title: responses('common', locale).plain('button.talkToPerson') },
      { title: texts.plain('menu.help') },
    ];
  }
}
