import { describe, expect, it } from 'vitest';
import { CATALOGUE, entryFor } from '../../../../server/src/linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../../../../server/src/linkerd/catalogue/entry.ts';
import { FREQUENT_MISTAKES } from '../../../../server/src/linkerd/catalogue/mistakes.ts';
import { milestoneOf } from '../../../../server/src/linkerd/environment/milestones.ts';
import { parseRelease } from '../../../../server/src/linkerd/environment/releases.ts';
import { choicesOf } from '../../../../server/src/linkerd/values/choices.ts';
import { readValue } from '../../../../server/src/linkerd/values/readValue.ts';
import { VALUES } from './values.ts';

/** The failover and SMI extensions have releases of their own, which are not configured. */
const OTHER_RELEASES = /^(?:failover|smi)\.linkerd\.io\//;
const entries = CATALOGUE.map((entry) => [`${entry.kind} ${entry.key}`, entry] as const);

describe('the catalogue', () => {
  it('has a key once as an annotation and once as a label at most', () => {
    const names = entries.map(([name]) => name);
    expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  });

  it('keeps a family together', () => {
    const families = CATALOGUE.map(({ family }) => family);
    const blocks = families.filter((family, index) => family !== families[index - 1]);
    expect(blocks).toEqual([...new Set(families)]);
  });

  it.each(entries)('%s says what it does, and where that was read', (_, entry) => {
    for (const text of textsOf(entry)) {
      expect(text).toMatch(/^(?:[A-Z“`\d]|linkerd-|proxy-init).*\.$/su);
      expect(text).not.toMatch(/\{\d\}| {2}|\||\n| $/u);
    }
    expect(entry.source).toMatch(/^[\w./-]+/u);
    if (entry.page)
      expect(entry.page).toMatch(/^https:\/\/linkerd\.io\/docs\/(?:features|tasks|reference)\/[\w-]+\/$/u);
  });

  it.each(entries)('%s is a key that Kubernetes takes', (_, { key, isPrefix }) => {
    expect(key).toMatch(isPrefix ? /^[a-z\d.]+\/$/u : /^[a-z\d.]+\/[a-z\d-]+$/u);
  });

  it.each(entries)('%s takes effect on something, unless nothing reads it', (_, entry) => {
    expect(entry.targets.length).toBeGreaterThan(0);
    if (entry.isInherited) expect(entry.targets).toEqual(expect.arrayContaining(['Pod', 'Namespace']));
  });

  it.each(entries)('%s names its releases in order', (_, entry) => {
    const releases = [entry.since, entry.deprecated, entry.removed].filter((name) => name !== undefined);
    for (const { edge, milestone } of releases) {
      expect(parseRelease(edge)).toMatchObject({ channel: 'edge' });
      expect(milestone).toBe(milestoneOf(edge));
    }
    const edges = releases.map(({ edge }) => edge.replace(/\d+/gu, (digits) => digits.padStart(2, '0')));
    expect(edges).toEqual([...edges].sort());
    if (entry.status === 'deprecated') expect(entry.deprecated).toBeDefined();
    if (entry.status === 'removed') expect(entry.removed).toBeDefined();
    if (entry.status === 'active' && !OTHER_RELEASES.test(entry.key)) expect(entry.since).toBeDefined();
  });

  it.each(entries.filter(([, { replacement }]) => replacement))(
    '%s is replaced by what is still read',
    (_, entry) => {
      expect(entryFor(entry.replacement ?? '')?.status).toBe('active');
    },
  );

  it.each(entries.filter(([, entry]) => entry.default))('%s has a default that Linkerd takes', (_, entry) => {
    expect(readValue(entry.value, entry.default ?? '')).toMatchObject({ isValid: true });
  });

  it.each(entries.filter(([, { value }]) => 'choices' in value))(
    '%s says what its words mean',
    (_, { value }) => {
      for (const choice of choicesOf(value)) {
        expect(choice.meaning()).toMatch(/\.$/u);
        expect(readValue(value, choice.value)).toEqual({
          isValid: true,
          value: choice.value,
          meaning: choice.meaning(),
        });
        if (choice.since) expect(parseRelease(choice.since)).toMatchObject({ channel: 'stable' });
      }
    },
  );
});

describe('values', () => {
  it('are shown for every key whose value is not free', () => {
    const keys = CATALOGUE.filter(({ value }) => value.type !== 'text').map(({ key }) => key);
    expect(Object.keys(VALUES)).toEqual(keys);
  });

  it.each(Object.entries(VALUES))('%s: %j', (key, [valid, invalid]) => {
    const entry = entryFor(key);
    if (!entry) throw new Error(`${key} is not in the catalogue.`);
    expect(readValue(entry.value, valid)).toMatchObject({ isValid: true });
    expect(readValue(entry.value, invalid)).toMatchObject({ isValid: false });
    expect(entry.onInvalid?.()).toBeTruthy();
  });
});

describe('entryFor', () => {
  it('prefers the annotation where a key is both', () => {
    const key = 'multicluster.linkerd.io/remote-discovery';
    expect(entryFor(key)).toMatchObject({ key, kind: 'annotation' });
    expect(entryFor(key, 'label')).toMatchObject({ key, kind: 'label' });
    expect(entryFor('mirror.linkerd.io/exported')).toMatchObject({ kind: 'label' });
    expect(entryFor('mirror.linkerd.io/exported', 'annotation')).toBeUndefined();
  });

  it('knows whole families of keys', () => {
    expect(entryFor('resource.opentelemetry.io/deployment.environment')).toMatchObject({ isPrefix: true });
    expect(entryFor('resource.opentelemetry.io/')).toMatchObject({ isPrefix: true });
  });

  it.each(['', 'linkerd.io/', 'linkerd.io/injec', 'Linkerd.io/inject', 'constructor', '__proto__'])(
    'knows nothing of %j',
    (key) => {
      expect(entryFor(key)).toBeUndefined();
    },
  );
});

describe('frequent mistakes', () => {
  it.each([...FREQUENT_MISTAKES])('%s stands for %s', (mistake, meant) => {
    expect(entryFor(mistake)).toBeUndefined();
    if (meant !== undefined) expect(entryFor(meant)?.status).toBe('active');
  });
});

function textsOf(entry: CatalogueEntry): string[] {
  return [entry.summary(), entry.details?.(), entry.onInvalid?.()].filter((text) => text !== undefined);
}
