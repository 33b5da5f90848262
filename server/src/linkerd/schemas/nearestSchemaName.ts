import { distance } from 'fastest-levenshtein';

/**
 * The name that was probably meant: equal except for case, hyphens and underscores, or with a typing mistake.
 * Undefined if there is none, or more than one.
 */
export function nearestSchemaName(written: string, names: Iterable<string>): string | undefined {
  const candidates = [...names];
  const bare = bareName(written);
  const same = candidates.filter((name) => bareName(name) === bare);
  if (same.length > 0) return same.length === 1 ? same[0] : undefined;
  // Two swapped letters count as two changes.
  let least = Math.min(3, Math.floor((written.length + 2) / 3));
  let found: string[] = [];
  for (const name of candidates) {
    const far = distance(bare, bareName(name));
    if (far > least) continue;
    if (far < least) found = [];
    least = far;
    found.push(name);
  }
  return found.length === 1 ? found[0] : undefined;
}

function bareName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}
