import type { TurnContext } from 'botbuilder';
import { responses, type TextKey } from '../resources/responses';
import { offer, suggest } from './choices';
import type { DialogDefinition } from './dialogDefinition';
import type { Choice } from './session';
import { turnOf } from './turn';

/** The jobs that can be done with the systems in use, and the ways out that are always there. */
export class Menu {
  readonly #definitions: readonly DialogDefinition[];

  constructor(definitions: readonly DialogDefinition[]) {
    this.#definitions = definitions;
  }

  /** Says something and shows the menu. */
  async show(context: TurnContext, text: string): Promise<void> {
    await offer(context, text, this.#choices(turnOf(context).locale));
  }

  /** Says something from the main texts with the menu as suggestions that go with the next message. */
  async suggest(context: TurnContext, key: TextKey<'main'>): Promise<void> {
    const { locale } = turnOf(context);
    await suggest(context, responses('main', locale).text(key), this.#choices(locale));
  }

  /** Says something to which a person is the answer: a plain yes gets one. */
  async offerPerson(context: TurnContext, key: TextKey<'main'>): Promise<void> {
    const { locale } = turnOf(context);
    const person: Choice = { title: responses('common', locale).plain('button.talkToPerson'), means: 'yes' };
    const others = this.#choices(locale).filter(({ title }) => title !== person.title);
    await suggest(context, responses('main', locale).text(key), [person, ...others]);
  }

  #choices(locale: string): Choice[] {
    const texts = responses('main', locale);
    return [
      ...this.#definitions.map((definition) => ({ title: texts.plain(definition.menu) })),
      { title: responses('common', locale).plain('button.talkToPerson') },
      { title: texts.plain('menu.help') },
    ];
  }
}
