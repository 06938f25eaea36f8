import { html } from './html';
import { layout } from './layout';

/** Asks for the token, once. */
export function signInPage(fault?: string): string {
  return layout(
    'Sign in to operations',
    html`<main class="narrow">
      <h1>Operations</h1>
      ${fault !== undefined && html`<p class="notice bad" role="alert">${fault}</p>`}
      <form method="post" action="/ops/sign-in">
        <label for="token">Operations token</label>
        <input id="token" name="token" type="password" autocomplete="current-password" required />
        <p class="hint">It is the value of <code>OPS_TOKEN</code>. You stay signed in for an hour.</p>
        <button type="submit">Sign in</button>
      </form>
    </main>`,
  );
}
