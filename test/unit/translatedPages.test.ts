import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCE = /(?<id>[a-z-]+)\.(?<language>[a-z]{2}(?:-[a-z]+)?)\.md$/;
const EXAMPLE = /^(?:<!-- environment: .+ -->\n)?```yaml\n[\s\S]*?^```$/gm;
const CODE_BLOCK = /^```[\s\S]*?^```$/gm;
const HEADING = /^#+(?= )/gm;
const CODE_SPAN = /`[^`\n]+`/g;
const OUTER_LINK = /\]\(https:[^)]+\)/g;
const INNER_LINK = /\]\((?!https:)([^)#]+)(?:#[^)]*)?\)/g;

const translated = readdirSync('server/src', { recursive: true, encoding: 'utf8' }).flatMap((name) => {
  const { id, language } = SOURCE.exec(name)?.groups ?? {};
  return id && language ? [{ path: join('server/src', name), id, language }] : [];
});

/** All that a pattern finds, in an order of its own: a translation may say things in another order. */
function all(pattern: RegExp, text: string): string[] {
  return (text.match(pattern) ?? []).sort();
}

/** What a generated page leads to that is not there. */
function deadLinks(page: string): string[] {
  const targets = [...readFileSync(page, 'utf8').matchAll(INNER_LINK)].map(([, target = '']) => target);
  return targets.filter((target) => !existsSync(join(dirname(page), target)));
}

it('leads from the index to pages that are there', () => {
  expect(deadLinks('docs/zh-cn/rules/README.md')).toEqual([]);
});

it('has the pages of the rules that the project began with', () => {
  expect(translated.filter(({ language }) => language === 'zh-cn').map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'annotation-on-workload-metadata',
      'skip-inbound-covers-control-port',
      'skip-inbound-missing-proxy-ports',
      'skip-outbound-missing-proxy-ports',
      'skip-ports-invalid-token',
      'skip-ports-whitespace',
    ]),
  );
});

describe.each(translated)('the page of $id in $language', ({ path, id, language }) => {
  const page = readFileSync(path, 'utf8');
  const original = readFileSync(path.replace(`.${language}.md`, '.md'), 'utf8');

  it('has the examples of the original, word for word', () => {
    expect(page.match(EXAMPLE)).toEqual(original.match(EXAMPLE));
  });

  it('has its headings, its code and its sources', () => {
    const [prose, originalProse] = [page, original].map((text) => text.replace(CODE_BLOCK, '')) as [
      string,
      string,
    ];
    expect(prose.match(HEADING)).toEqual(originalProse.match(HEADING));
    expect(all(CODE_SPAN, prose)).toEqual(all(CODE_SPAN, originalProse));
    expect(all(OUTER_LINK, prose)).toEqual(all(OUTER_LINK, originalProse));
  });

  it('leads to pages that are there', () => {
    expect(deadLinks(`docs/${language}/rules/${id}.md`)).toEqual([]);
  });
});

describe('README.zh-CN.md', () => {
  const [page, original] = ['README.zh-CN.md', 'README.md'].map(readmeText) as [string, string];

  it('shows the same commands, settings and pictures, in the same parts', () => {
    expect(codeOf(page)).toEqual(codeOf(original));
    const outline = /^#+(?= )|srcset="[^"]+"|^- |<!-- begin generated: .+ -->/gm;
    expect(page.match(outline)).toEqual(original.match(outline));
  });

  it('leads to the same pages, some of them translated', () => {
    const targets = (text: string) => all(/\]\([^)]+\)/g, text.replaceAll('docs/zh-cn/', 'docs/'));
    const own = ['](docs/glossary.md)', '](README.md)', '](README.zh-CN.md)'];
    const common = (text: string) => targets(text).filter((target) => !own.includes(target));
    expect(common(page)).toEqual(common(original));
    expect(deadLinks('README.zh-CN.md')).toEqual([]);
  });
});

/** What people wrote of it: generated tables are not compared. */
function readmeText(path: string): string {
  return readFileSync(path, 'utf8').replace(/(<!-- begin generated: .+ -->)[\s\S]*?<!-- end/g, '$1');
}

/** Code blocks without their comments, which are translated. */
function codeOf(text: string): string[] {
  return (text.match(CODE_BLOCK) ?? []).map((block) => block.replace(/ +# .*| -- .*/g, ''));
}
