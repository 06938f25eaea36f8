import { sarah, type SeedPerson } from './peopleSeeds';

/** What every helpdesk of the sandbox holds at start, in no vendor's format. */

export interface SeedTicket {
  number: number;
  requester: SeedPerson;
  subject: string;
  description: string;
  createdAt: Date;
  /** What an agent has answered. */
  comment: { author: SeedPerson; text: string; at: Date };
}

export const agent: SeedPerson = { email: 'agent@example.com', firstName: 'Jordan', lastName: 'Lee' };

const HOUR_MS = 60 * 60 * 1000;

export function seedTickets(now: Date): SeedTicket[] {
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * HOUR_MS);
  return [
    {
      number: 5001,
      requester: sarah,
      subject: 'Zip of my backpack is stuck',
      description: 'The zip of the backpack I bought gets stuck half way. Can it be repaired?',
      createdAt: hoursAgo(26),
      comment: {
        author: agent,
        text: 'Thank you for writing, Sarah. I have asked our workshop and will come back to you with what they say.',
        at: hoursAgo(20),
      },
    },
  ];
}

export interface SeedArticle {
  id: number;
  title: string;
  /** Plain text; vendors that hold HTML wrap each paragraph. */
  paragraphs: string[];
  /** Words that the article is found by beside those it holds. */
  labels: string[];
  /** The same for a help center that has it in German, too. */
  german: { title: string; paragraphs: string[]; labels: string[] };
}

/** The groups that tickets can be given to. */
export const seedGroups = ['Support', 'Billing', 'Returns', 'IT'] as const;

export const seedArticles: readonly SeedArticle[] = [
  {
    id: 7001,
    title: 'Our return policy',
    paragraphs: [
      'You can send back what you bought within 30 days of its delivery, unused and in its packaging.',
      'The label is free. Your money goes back to the way you paid within five working days of our receiving the parcel.',
    ],
    labels: ['return', 'returns', 'refund', 'exchange', 'send back', 'money back'],
    german: {
      title: 'So senden Sie etwas zurück',
      paragraphs: [
        'Sie können alles innerhalb von 30 Tagen nach der Lieferung zurücksenden, unbenutzt und in der Verpackung.',
        'Das Etikett ist kostenlos. Das Geld erhalten Sie innerhalb von fünf Werktagen zurück, nachdem das Paket bei uns ist.',
      ],
      labels: ['rückgabe', 'rückgabebedingungen', 'rückgabefrist', 'zurückgeben', 'retoure', 'erstattung', 'umtausch'],
    },
  },
  {
    id: 7002,
    title: 'Shipping times and costs',
    paragraphs: [
      'Orders leave our warehouse within two working days and arrive two to four working days later.',
      'Shipping costs 4.90 USD, and nothing for orders over 50 USD.',
    ],
    labels: ['shipping', 'delivery', 'cost', 'costs', 'how long', 'deliver'],
    german: {
      title: 'Versandzeiten und Versandkosten',
      paragraphs: [
        'Bestellungen verlassen unser Lager innerhalb von zwei Werktagen und sind zwei bis vier Werktage später bei Ihnen.',
        'Der Versand kostet 4,90 USD, ab 50 USD ist er kostenlos.',
      ],
      labels: ['versand', 'lieferung', 'lieferzeit', 'liefern', 'kosten'],
    },
  },
  {
    id: 7003,
    title: 'How to pay',
    paragraphs: [
      'We take credit cards, PayPal and bank transfer. The amount is taken when your order leaves our warehouse.',
      'If a payment was refused, check the limit of your card, or choose another way to pay in your order.',
    ],
    labels: ['payment', 'pay', 'card', 'paypal', 'invoice', 'billing'],
    german: {
      title: 'So bezahlen Sie',
      paragraphs: [
        'Wir nehmen Kreditkarten, PayPal und Überweisungen. Abgebucht wird, wenn die Bestellung unser Lager verlässt.',
        'Wurde eine Zahlung abgelehnt, prüfen Sie das Limit Ihrer Karte, oder wählen Sie eine andere Zahlungsart.',
      ],
      labels: ['zahlung', 'zahlen', 'bezahlen', 'karte', 'rechnung'],
    },
  },
  {
    id: 7004,
    title: 'I cannot log in to my customer account',
    paragraphs: [
      'Choose “Forgot password” on the log-in page; the link that we send you works for an hour.',
      'If no e-mail comes, look in the spam folder, and check that you use the address you registered with.',
    ],
    labels: ['login', 'log in', 'password', 'account', 'sign in', 'register', 'registration'],
    german: {
      title: 'Ich kann mich nicht anmelden',
      paragraphs: [
        'Wählen Sie auf der Anmeldeseite „Passwort vergessen“; der Link, den wir Ihnen senden, gilt eine Stunde.',
        'Kommt keine E-Mail an, sehen Sie im Spam-Ordner nach und prüfen Sie Ihre Adresse.',
      ],
      labels: ['anmelden', 'anmeldung', 'passwort', 'konto', 'login'],
    },
  },
  {
    id: 7005,
    title: 'Warranty and repairs',
    paragraphs: [
      'Everything we sell has a warranty of two years. Send us a picture of what is broken, and we repair or replace it.',
    ],
    labels: ['warranty', 'guarantee', 'broken', 'repair', 'defective', 'damaged'],
    german: {
      title: 'Garantie und Reparatur',
      paragraphs: [
        'Auf alles, was wir verkaufen, gibt es zwei Jahre Garantie. Senden Sie uns ein Bild des Schadens, und wir reparieren oder ersetzen es.',
      ],
      labels: ['garantie', 'kaputt', 'defekt', 'reparatur'],
    },
  },
  {
    id: 7006,
    title: 'Screen stays black',
    paragraphs: [
      'Hold the power button for ten seconds, let go, and switch the device on again with the charger plugged in.',
      'If the screen still stays black, connect another screen: when that one shows a picture, the screen needs a repair.',
    ],
    labels: ['screen', 'black', 'display', 'monitor', 'device'],
    german: {
      title: 'Der Bildschirm bleibt schwarz',
      paragraphs: [
        'Halten Sie den Einschaltknopf zehn Sekunden lang gedrückt und schalten Sie das Gerät am Ladegerät wieder ein.',
        'Bleibt der Bildschirm schwarz, schließen Sie einen anderen an: Zeigt der ein Bild, muss der Bildschirm repariert werden.',
      ],
      labels: ['bildschirm', 'schwarz', 'display', 'monitor'],
    },
  },
];
