import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ChannelError } from '../website/channelError';

export const TOKEN_LIFETIME_S = 1800;

/** As whom a visitor of the demo page chats: the only way to be an employee without signing in, and only in development. */
export const personaSchema = z.enum(['customer', 'employee']);
export type Persona = z.infer<typeof personaSchema>;

/** What a token says: one user in one conversation. */
export interface Session {
  conversationId: string;
  userId: string;
  persona: Persona;
}

const claimsSchema = z.object({ conv: z.string(), user: z.string(), persona: personaSchema, exp: z.number() });
const HEADER = encode({ alg: 'HS256', typ: 'JWT' });

/**
 * Makes and checks tokens. They are JSON Web Tokens with the real service's claim names, because clients read `user` from
 * them, and nothing about them is stored, so that they outlive a restart.
 */
export class DirectLineTokens {
  constructor(private readonly secret: Buffer | string) {}

  issue(session: Session): string {
    const issuedAt = Math.floor(Date.now() / 1000);
    const claims = encode({
      conv: session.conversationId,
      user: session.userId,
      persona: session.persona,
      iat: issuedAt,
      exp: issuedAt + TOKEN_LIFETIME_S,
    });
    return `${HEADER}.${claims}.${this.sign(`${HEADER}.${claims}`).toString('base64url')}`;
  }

  /**
   * Reads a token.
   *
   * @param graceMs how long after its end a token is still taken.
   * @throws ChannelError 401 without a token, 403 when it is not ours, changed, or expired.
   */
  verify(token: string | undefined, graceMs = 0): Session {
    if (!token) throw new ChannelError(401, 'Unauthorized', 'A token is required: Authorization: Bearer …');
    const [header, claims, signature] = token.split('.');
    if (header !== HEADER || !claims || !signature || !this.matches(`${header}.${claims}`, signature)) {
      throw new ChannelError(403, 'BadArgument', 'The token is not valid here.');
    }
    const { conv, user, persona, exp } = claimsSchema.parse(JSON.parse(Buffer.from(claims, 'base64url').toString()));
    if (Date.now() > exp * 1000 + graceMs) throw new ChannelError(403, 'TokenExpired', 'Token has expired');
    return { conversationId: conv, userId: user, persona };
  }

  private matches(content: string, signature: string): boolean {
    const expected = this.sign(content);
    const given = Buffer.from(signature, 'base64url');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  private sign(content: string): Buffer {
    return createHmac('sha256', this.secret).update(content).digest();
  }
}

/** A user and a conversation nobody can guess; user ids in tokens start with `dl_`, a prefix clients cannot forge. */
export function newSession(persona: Persona): Session {
  return { conversationId: randomId(), userId: `dl_${randomId()}`, persona };
}

function randomId(): string {
  return randomBytes(16).toString('base64url');
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
