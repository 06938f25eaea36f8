/** Text that stays text inside an HTML page. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Puts values in the places named `{{so}}`. */
export function fillHtml(template: string, values: Record<string, string | boolean>): string {
  return template.replace(/{{(\w+)}}/g, (_place, name: string) => escapeHtml(String(values[name])));
}
