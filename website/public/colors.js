/** A website's one colour, made into a palette in which everything can be read. */

/** A little more than WCAG 2.2 AA asks of text: https://www.w3.org/TR/WCAG22/#contrast-minimum */
const LEGIBLE = 5.5;
const [WHITE, BLACK] = ['#ffffff', '#000000'];

/** @param {string} color as `#3d4bd1` */
function channels(color) {
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
}

function luminance(color) {
  const [red, green, blue] = channels(color)
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 to 21. */
export function contrast(one, other) {
  const [bright, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dark + 0.05);
}

/** Black or white, whichever is read better on `ground`. */
export function textOn(ground) {
  return contrast(WHITE, ground) >= contrast(BLACK, ground) ? WHITE : BLACK;
}

function mix(one, other, share) {
  const [to, from] = [channels(other), channels(one)];
  const mixed = from.map((value, index) => Math.round(value + (to[index] - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** The colour, or the nearest darker or brighter one that can be read on all `grounds`. */
export function legible(color, grounds) {
  const towards = textOn(grounds[0]);
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = mix(color, towards, share);
    if (grounds.every((ground) => contrast(candidate, ground) >= LEGIBLE)) return candidate;
  }
  return towards;
}

/**
 * What palette.css has in its own colour, in another one.
 *
 * @param {string} brand the website's colour
 * @param {string} surface what the chat is drawn on
 * @param {string} bubble what the bot's words stand on
 * @returns {Record<string, string>} values by the names of the custom properties
 */
export function paletteOf(brand, surface, bubble) {
  const soft = mix(surface, brand, 0.12);
  // Links and buttons are written in it, also where the mouse is.
  const accent = legible(brand, [surface, bubble, soft]);
  return {
    ...{ '--brand': brand, '--on-brand': textOn(brand) },
    ...{ '--accent': accent, '--on-accent': textOn(accent), '--accent-soft': soft },
    ...{ '--bubble-user': brand, '--on-bubble-user': textOn(brand) },
  };
}
