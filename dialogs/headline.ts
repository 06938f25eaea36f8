/** A full stop behind one of these ends no sentence: "on the 3. floor", "Nr. 5", "z. B.", "e.g.". */
const NO_END = /(?:^|[^\p{L}\p{N}])(?:\d{1,2}|\p{L}|nr|bzw|ca|vgl|inkl|evtl|ggf|e\.g|i\.e|z\.b|d\.h|u\.a)\.$/iu;

/** A heading for a description: its first sentence, cut between words where it is longer than that. */
export function headlineOf(description: string, longest: number): string {
  const first = firstSentence(description.trim());
  if (first.length <= longest) return first.replace(/[.!\s]+$/, '');
  return `${first.slice(0, longest).replace(/\s+\S*$/, '')}…`;
}

function firstSentence(text: string): string {
  for (const { index, 0: end } of text.matchAll(/(?<=[.!?])\s|\n/g)) {
    const sentence = text.slice(0, index);
    if (end === '\n' || !NO_END.test(sentence)) return sentence;
  }
  return text;
}
