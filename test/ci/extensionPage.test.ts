import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { plainEnvironment, ROOT } from './package.ts';

/** A script has no types of its own. */
const { extensionPage } = (await import(join(ROOT, 'scripts/project/extensionPage.mjs'))) as {
  extensionPage: (readme: string, options: { hasRepository: boolean }) => string;
};

/** The files of a zip archive by their paths; sizes are those of its central directory. */
function readArchive(path: string): ReadonlyMap<string, Buffer> {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [size, nameLength, extraLength, commentLength] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const header = bytes.readUInt32LE(at + 42);
    const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
    const content = bytes.subarray(start, start + size);
    files.set(name, bytes.readUInt16LE(at + 10) === 0 ? content : inflateRawSync(content));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return files;
}

/** The addresses of a page's links and pictures, in Markdown and in HTML. */
function addressesOf(page: string): string[] {
  const prose = page.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
  return [
    ...[...prose.matchAll(/\]\(([^()\s]+)\)/g)].map(([, address = '']) => address),
    ...[...prose.matchAll(/(?:src|srcset|href)="([^"]*)"/g)].map(([, address = '']) => address),
  ];
}

describe('the packaged extension', () => {
  let printed = '';
  let files: ReadonlyMap<string, Buffer> = new Map();
  const file = (name: string) => files.get(`extension/${name}`);
  const json = (name: string) => JSON.parse(file(name)?.toString() ?? '{}');

  beforeAll(() => {
    printed = execFileSync(process.execPath, [join(ROOT, 'scripts', 'package.mjs')], {
      encoding: 'utf8',
      env: plainEnvironment(),
    });
    files = readArchive(join(ROOT, 'linkerd-lint.vsix'));
  }, 300_000);

  test('is named when it is made, with its size', () => {
    const { size } = statSync(join(ROOT, 'linkerd-lint.vsix'));
    expect(printed).toContain(`linkerd-lint.vsix (${Math.ceil(size / 1000)} kB)\n`);
  });

  test('has a page without dead links and broken pictures', () => {
    const page = file('readme.md')?.toString() ?? '';
    expect(page).toMatch(/^# Linkerd Lint\n/);
    expect(page.length).toBeGreaterThan(3_000);
    const relative = addressesOf(page).filter((address) => !address.startsWith('https://'));
    // Without a repository nothing could complete a relative address.
    if (json('package.json').repository === undefined) expect(relative).toEqual([]);
    else for (const address of relative) expect(statSync(join(ROOT, address)).size).toBeGreaterThan(0);
  });

  test('has an icon of 256 by 256 and every picture of its walkthrough', () => {
    const { icon, galleryBanner, contributes } = json('package.json');
    expect(galleryBanner.color).toMatch(/^#[\da-f]{6}$/);
    const picture = file(icon);
    expect([picture?.readUInt32BE(16), picture?.readUInt32BE(20)]).toEqual([256, 256]);
    const { steps } = contributes.walkthroughs[0];
    expect(steps).toHaveLength(4);
    for (const step of steps)
      for (const name of Object.values<string>(step.media.image))
        expect(file(name)?.toString(), name).toMatch(/^<svg [\s\S]*<text [\s\S]*<\/svg>\n$/);
  });

  test('has every page of a rule in both languages where it is translated', () => {
    const pages = new Set(file('dist/pages.txt')?.toString().split('\0'));
    for (const folder of ['rules', 'zh-cn/rules'])
      for (const name of readdirSync(join(ROOT, 'docs', folder)).filter((page) => page !== 'README.md')) {
        const text = readFileSync(join(ROOT, 'docs', folder, name), 'utf8');
        const shown = text.replace(/^<!-- Generated .+ -->\n\n|^<!-- 由.+ -->\n\n/, '');
        expect(pages).toContain(`${folder}/${name}\n${shown.replaceAll(name.replace('.md', ''), '¤')}`);
      }
  });

  test('has all of its commands under one name', () => {
    const { displayName, contributes } = json('package.json');
    expect(contributes.commands.length).toBeGreaterThan(5);
    for (const { command, category } of contributes.commands) expect(category, command).toBe(displayName);
  });

  test('has commands for every link of its walkthrough', () => {
    const texts: Record<string, string> = json('package.nls.json');
    const own: string[] = json('package.json').contributes.commands.map(
      ({ command }: { command: string }) => command,
    );
    const called = Object.entries(texts)
      .filter(([key]) => key.startsWith('walkthrough.'))
      .flatMap(([, text]) => [...text.matchAll(/\(command:([\w.]+)/g)].map(([, command]) => command));
    expect(called.length).toBeGreaterThan(0);
    for (const command of called) if (command?.startsWith('linkerdLint.')) expect(own).toContain(command);
  });
});

describe('the page of an extension', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

  test('is the README once there is a repository, whose relative addresses all lead somewhere', () => {
    expect(extensionPage(readme, { hasRepository: true })).toBe(readme);
    for (const address of addressesOf(readme).filter((found) => !/^(?:https:|#)/.test(found)))
      expect(statSync(join(ROOT, address.replace(/#.*/, ''))).size, address).toBeGreaterThan(0);
  });

  test('keeps the text of a link that leads nowhere', () => {
    const page = extensionPage('See [the\npage](docs/a.md), [#1](https://example.com) and [below](#x).', {
      hasRepository: false,
    });
    expect(page).toBe('See the\npage, [#1](https://example.com) and [below](#x).');
  });
});
