/** A heading for a description: its first sentence, cut between words where it is longer than that. */
export function headlineOf(description: string, longest: number): string {
  const [first = ''] = description.trim().split(/(?<=[.!?])\s|\n/);
  if (first.length <= longest) return first.replace(/[.!\s]+$/, '');
  return `${first.slice(0, longest).replace(/\s+\S*$/, '')}…`;
}
