import { describe, expect, it } from 'vitest';
import { evidenceNote } from '../../../server/src/features/hover/hover.ts';

const place = (what: string, path = 'clusters/a/values.yaml') => ({
  uri: `file:///repo/${path}`,
  path,
  line: 3,
  what,
});

describe('the evidence in a hover', () => {
  it('names the places of what was found', () => {
    const found = [{ setting: 'dataPlane', value: 'cni', places: [place('cniEnabled: true')] }] as const;
    expect(evidenceNote(found)).toBe(
      'Found in the repository: `dataPlane` ([clusters/a/values.yaml:3](file:///repo/clusters/a/values.yaml#L3))',
    );
  });

  it('names all sides of a contradiction', () => {
    const places = [place('cniEnabled: true'), place('cniEnabled: false', 'b (c).yaml')];
    const note = evidenceNote([{ setting: 'dataPlane', value: undefined, places }]);
    expect(note).toContain('`dataPlane` is contradictory ([');
    expect(note).toContain('[b (c).yaml:3](file:///repo/b%20%28c%29.yaml#L3)');
  });

  it('is nothing where nothing was found', () => {
    expect(evidenceNote([])).toBeUndefined();
  });

  it('shows what stands in files, and never becomes a link or a picture', () => {
    const hostile = '1.2](command:evil) ![](https://evil.example) `x` <img>';
    const note = evidenceNote([
      { setting: 'linkerd', value: undefined, places: [place('linkerd', hostile)] },
    ]);
    const label = note?.replace(/(?<!\\)\]\(file:[^)]*\)/g, ']') ?? '';
    expect(label).toContain('1.2');
    expect(label).not.toMatch(/(?<!\\)\]\(/);
    expect(label).not.toContain('![');
    expect(label).not.toContain(' <img');
  });
});
