import { describe, expect, it } from 'vitest';
import { CATALOGUE, entryFor } from '../../../server/src/linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../../../server/src/linkerd/catalogue/entry.ts';
import { skipDirection } from '../../../server/src/linkerd/ports/skipPorts.ts';
import { VALUES } from '../linkerd/catalogue/values.ts';
import { hoverAt } from './hoverAt.ts';
import { withMetadata } from './metadata.ts';

/** The skip-ports lists have hovers of their own; keys of OpenTelemetry are its business. */
const entries = CATALOGUE.filter(({ key, isPrefix }) => !skipDirection(key) && !isPrefix);
const table = entries.map((entry) => [`${entry.kind} ${entry.key}`, entry] as const);

/** The hover on the key of an entry, on a resource of a kind. */
function onKey({ key, kind }: CatalogueEntry, on: Parameters<typeof withMetadata>[0], value = 'x'): string {
  return hoverAt(withMetadata(on, kind, `$0${key}: ${JSON.stringify(value)}`))?.markdown ?? '';
}

/** The hover on its value. */
function onValue(
  { key, kind }: CatalogueEntry,
  on: Parameters<typeof withMetadata>[0],
  value: string,
): string {
  return hoverAt(withMetadata(on, kind, `${key}: $0${JSON.stringify(value)}`))?.markdown ?? '';
}

describe('hover on each key of the catalogue', () => {
  it.each(table)('%s says what it does, where, and what one should know', (_, entry) => {
    const [first] = entry.targets;
    const markdown = first ? onKey(entry, first) : '';
    expect(markdown).toContain(`**${entry.summary()}**`);
    for (const target of entry.targets) expect(markdown).toContain(`\`${target}\``);
    expect(markdown.includes(`\`${first}\` ✓`)).toBe(!/removed|ineffective/.test(entry.status));
    expect(markdown).toContain(entry.details?.() ?? '');
    if (entry.since) expect(markdown).toContain(`**Since**: Linkerd ${entry.since.milestone ?? ''}`);
    if (entry.page) expect(markdown).toContain(`(${entry.page})`);
    if (isWritten(entry) && entry.default) expect(markdown).toContain(`**Default**: \`${entry.default}\``);
  });

  it.each(table)('%s: begins with what is wrong, or with what it does', (_, entry) => {
    const [line = ''] = onKey(entry, entry.targets[0] ?? 'Pod').split('\n');
    expect(line).toMatch(BEGINNINGS[entry.status]);
    if (entry.replacement && !isActive(entry)) expect(line).toContain(`\`${entry.replacement}\``);
  });

  it.each(table.filter(([, entry]) => isActive(entry)))(
    '%s has its effect on its targets alone',
    (_, entry) => {
      for (const target of entry.targets)
        expect(onKey(entry, target)).not.toMatch(/never reads this|acts on this label/);
      expect(onKey(entry, 'ConfigMap')).toMatch(
        entry.kind === 'label'
          ? /^\*\*Linkerd acts on this label\*\* on: /
          : /^✗ \*\*Linkerd never reads this here\*\*: it has no effect on the kind ConfigMap\./,
      );
    },
  );

  it.each(table.filter(([, entry]) => isActive(entry)))(
    '%s does nothing in the other map of metadata',
    (_, entry) => {
      const other = entry.kind === 'label' ? 'annotation' : 'label';
      if (entryFor(entry.key, other)) return;
      const on = withMetadata(entry.targets[0] ?? 'Pod', other, `$0${entry.key}: x`);
      expect(hoverAt(on)?.markdown).toMatch(
        other === 'label' ? /^✗ \*\*This label has no effect/ : /^✗ \*\*This annotation has no effect/,
      );
    },
  );
});

describe('hover on values', () => {
  const cases = Object.entries(VALUES).flatMap(([key, values]) => {
    const entry = entryFor(key);
    return entry && !skipDirection(key) ? [[key, entry, ...values] as const] : [];
  });

  it.each(cases)('%s takes what it takes', (_, entry, valid) => {
    const [target = 'Pod'] = entry.targets;
    expect(onValue(entry, target, valid)).not.toContain('✗');
    expect(onKey(entry, target, valid)).not.toContain('✗');
  });

  it.each(cases)('%s says first what becomes of an invalid value', (_, entry, __, invalid) => {
    const [target = 'Pod'] = entry.targets;
    const [line, consequence] = onValue(entry, target, invalid)
      .split('\n\n')
      .slice(isActive(entry) ? 0 : 1);
    expect(line).toMatch(/^✗ `[^`]+`: \S/);
    expect(consequence).toBe(entry.onInvalid?.());
    expect(onKey(entry, target, invalid)).toContain(line);
  });
});

const BEGINNINGS: Readonly<Record<CatalogueEntry['status'], RegExp>> = {
  active: /^\*\*[^*]+\*\*$/,
  deprecated: /^\*\*Deprecated\*\* since Linkerd 2\.\d+ \(edge-/,
  removed: /^✗ \*\*No longer read\*\* since Linkerd 2\.\d+ \(edge-/,
  machine: /^\*\*Linkerd writes this itself\*\*/,
  ineffective: /^✗ \*\*It has no effect\*\*/,
};

function isActive({ status }: CatalogueEntry): boolean {
  return status === 'active';
}

/** Whether people write it and Linkerd reads it. */
function isWritten({ status }: CatalogueEntry): boolean {
  return status === 'active' || status === 'deprecated';
}
