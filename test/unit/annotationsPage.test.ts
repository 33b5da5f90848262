import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keysOf, sectionOf } from '../../client/src/pageSections.ts';
import { annotationsPage } from '../../server/src/features/reference/annotationsPage.ts';
import { CATALOGUE } from '../../server/src/linkerd/catalogue/catalogue.ts';

const page = readFileSync(new URL('../../docs/annotations.md', import.meta.url), 'utf8');

describe('the reference of annotations', () => {
  it('is what the language server answers', () => {
    expect(page.replace(/^<!--.*-->\n\n/, '')).toBe(annotationsPage());
  });

  it('has a section for each key that the catalogue knows', () => {
    expect(keysOf(page).sort()).toEqual(CATALOGUE.map(({ key }) => key).sort());
  });

  it('says everything of a key that is an annotation and a label', () => {
    const section = sectionOf(page, 'multicluster.linkerd.io/remote-discovery');
    expect(section).toContain('The linked cluster that runs the pods of a mirrored Service.');
    expect(section).toContain('The members of a federated Service in linked clusters.');
  });

  it('leads from the tables to the sections', () => {
    const anchors = [...page.matchAll(/^#{2,3} (.*)$/gmu)].map(([, heading = '']) => anchorOf(heading));
    const links = [...page.matchAll(/\]\(#([^)]+)\)/gu)].map(([, anchor]) => anchor);
    expect(new Set(anchors).size).toBe(anchors.length);
    expect([...new Set(links)].sort()).toEqual(anchors.sort());
  });

  it('breaks no table', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('|'));
    const columns = rows.map((row) => row.split('|').length - 2);
    for (const [index, row] of rows.entries()) {
      expect(row.endsWith('|')).toBe(true);
      expect([2, 3]).toContain(columns[index]);
    }
  });
});

/** As GitHub makes it: letters, digits, hyphens and underscores, with hyphens for spaces. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9_ -]/gu, '')
    .replaceAll(' ', '-');
}
