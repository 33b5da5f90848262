import type { FieldPath } from '../problem.ts';
import type { ResourceKind } from '../schema.ts';
import { OTHER_TEXTS } from './otherTexts.ts';
import { POLICY_TEXTS } from './policyTexts.ts';
import { ROUTE_TEXTS } from './routeTexts.ts';

const TEXTS: ReadonlyMap<string, () => string> = new Map(
  [POLICY_TEXTS, ROUTE_TEXTS, OTHER_TEXTS].flatMap((texts) => Object.entries(texts)),
);

/** What a kind of resource is for, in a sentence or two, translated. */
export function kindText({ group, kind }: ResourceKind): string | undefined {
  return (TEXTS.get(kind) ?? TEXTS.get(`${group}/${kind}`))?.();
}

/** What a field of a kind does, translated: the text for the longest matching end of its path. */
export function fieldText({ kind }: ResourceKind, path: FieldPath): string | undefined {
  const names = path.map(({ name }) => (HEADER_MODIFIER.test(name) ? 'HeaderModifier' : name));
  const own = TEXTS.get([kind, ...path.map(({ name }) => name)].join('.'));
  if (own) return own();
  for (let first = 0; first < names.length; first++) {
    const text =
      TEXTS.get(names.slice(first).join('.')) ??
      (first === names.length - 1 ? TEXTS.get(path.at(-1)?.name ?? '') : undefined);
    if (text) return text();
  }
  return undefined;
}

/** Filters that change headers have the same fields. */
const HEADER_MODIFIER = /^(?:request|response)HeaderModifier$/;
