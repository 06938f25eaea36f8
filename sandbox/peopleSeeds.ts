/** The people that every system of the sandbox knows at start, in no vendor's format. */

export interface SeedPerson {
  email: string;
  firstName: string;
  lastName: string;
  phone?: string;
  company?: string;
}

export const sarah: SeedPerson = {
  email: 'customer@example.com',
  firstName: 'Sarah',
  lastName: 'Miller',
  phone: '+12025550143',
  company: 'Miller & Daughters',
};

export const james: SeedPerson = { email: 'other@example.com', firstName: 'James', lastName: 'Carter' };

/** Who chats as an employee in development, and their manager. */
export const alex: SeedPerson = { email: 'employee@example.com', firstName: 'Alex', lastName: 'Morgan' };
export const robin: SeedPerson = { email: 'manager@example.com', firstName: 'Robin', lastName: 'Hayes' };
