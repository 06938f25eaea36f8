import { ImpossibleError, scriptedWebhook, type Happening, type OutgoingWebhook } from '../outgoingWebhook';
import { objects } from './objects';
import type { Records } from './records';

/** What a colleague changes of a contact, found by its id or e-mail address, and the webhook that a trigger sends then. */
export function salesforceHappening(records: Records, happening: Happening): OutgoingWebhook[] {
  if (happening.event !== 'contact.changed') {
    throw new ImpossibleError(`salesforce knows no event "${happening.event}"; there is: contact.changed`);
  }
  const { id, at, details } = happening;
  const contact =
    records.find(objects.Contact, id) ?? records.all(objects.Contact).find((record) => record['Email'] === id);
  if (!contact) throw new ImpossibleError(`there is no contact ${id}`);
  const fields = Object.entries(details).filter(([name]) => name in objects.Contact.fields);
  records.change(contact, Object.fromEntries(fields.map(([name, value]) => [name, String(value)])), at);
  return [scriptedWebhook('contact.changed', at, { contactId: contact.Id })];
}
