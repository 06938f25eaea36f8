/** What could be said, by language and by who chats. */
export const SENTENCES = {
  en: {
    customer: [
      'Where is my order 1001? My e-mail is customer@example.com',
      'I want to return order 1004',
      'Is the red mug in stock?',
      'Open an urgent ticket, my screen is black',
      "I'd like a quote for 50 T-shirts with our logo",
      'What is your return policy?',
      'Talk to a person',
    ],
    employee: [
      "I'd like next Mon–Wed off",
      'How many vacation days do I have left?',
      "My VPN doesn't connect",
      'Order a laptop',
      'What about invoice INV-2001?',
      'When do I get paid?',
      'Contact HR',
    ],
  },
  de: {
    customer: [
      'Wo ist meine Bestellung 1001? Meine E-Mail ist customer@example.com',
      'Ich möchte Bestellung 1004 zurückgeben',
      'Ist der Red Mug auf Lager?',
      'Ticket öffnen, dringend, mein Bildschirm bleibt schwarz',
      'Ich hätte gern ein Angebot für 50 T-Shirts mit unserem Logo',
      'Was kostet der Versand?',
      'Mit einem Menschen sprechen',
    ],
    employee: [
      'Ich hätte gern nächsten Montag bis Mittwoch frei',
      'Wie viele Urlaubstage habe ich noch?',
      'Mein VPN verbindet sich nicht',
      'Einen Laptop bestellen',
      'Was ist mit Rechnung INV-2001?',
      'Wann bekomme ich mein Gehalt?',
      'Personalabteilung kontaktieren',
    ],
  },
};
