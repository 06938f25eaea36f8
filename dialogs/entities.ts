import { findEmail } from './entities/emailEntity';
import { findOrderNumbers } from './entities/orderNumberEntity';

export { withoutEmail } from './entities/emailEntity';

/** What a message says beside its intent. */
export interface Entities {
  orderNumber?: string;
  email?: string;
}

/** Finds an order number and an e-mail address in free words; `entities/index` finds everything else as well. */
export function findEntities(text: string): Entities {
  const plain = text.slice(0, 10_000).normalize('NFKC');
  const found = findEmail(plain);
  const rest = found ? `${plain.slice(0, found.start)} ${plain.slice(found.end)}` : plain;
  const [orderNumber] = findOrderNumbers(rest);
  const email = found?.email;
  return { ...(orderNumber && { orderNumber }), ...(email && { email }) };
}
