import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver';
import { type ClientSetup, ServerClient } from './serverClient.ts';

const URI = 'file:///shop/web.yaml';
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    config.linkerd.io/skip-inbound-ports: "8080"
    config.linkerd.io/skip-outbound-ports: "25"
`;

/** Several words of English outside code, links and quotations. */
const ENGLISH = /\b[a-z]+(?: [a-z]+){3,}\b/;
const CHINESE = /\p{Script=Han}/u;
const UNFILLED = /\{\d\}/;

const BUNDLE = JSON.parse(readFileSync('l10n/bundle.l10n.zh-cn.json', 'utf8'));

let client: Awaited<ReturnType<typeof ServerClient.start>>;

async function start(setup: ClientSetup): Promise<void> {
  client = await ServerClient.start({ pulls: true, ...setup });
}

/** What a hover says over the first occurrence of a text. */
async function hover(uri: string, text: string): Promise<string> {
  const found = await client.hover(uri, text);
  return (found?.contents as MarkupContent | undefined)?.value ?? '';
}

afterEach(async () => {
  expect(await client.stop()).toBe(0);
});

describe('in Simplified Chinese', () => {
  it('the server says everything with the texts that VS Code passes on', async () => {
    await start({
      locale: 'zh-cn',
      initializationOptions: { l10nBundle: BUNDLE, explainCommand: 'explain' },
    });
    await client.open(URI, POD);
    const messages = (await client.pull(URI)).map(({ message }) => message);
    expect(messages[0]).toBe(
      '这个列表没有包含 4190（tap）和 4191（指标和健康检查）。v1.6.3 之前的 linkerd-cni 会因此让两者都经过代理，tap 会因 no_tls_from_remote 而失败。请升级 linkerd-cni，或者改用 opaque-ports。',
    );
    expect(await hover(URI, 'config.linkerd.io/skip-inbound')).toMatch(
      /^✗ \*\*在 v1\.6\.3 之前的 linkerd-cni 上 tap 会失败\*\*/,
    );
    expect((await client.codeActions(URI, '8080')).map(({ title }) => title)).toEqual(
      expect.arrayContaining([
        '添加 4190 和 4191（tap 仍会被拒绝）',
        '移除 skip-inbound-ports（这些端口也将由代理处理）',
        '对此行禁用',
        '查看说明',
      ]),
    );
  });

  it.each(['zh-CN', 'zh_CN.UTF-8', 'zh-Hans'])(
    'the server finds its texts for the locale %s',
    async (locale) => {
      await start({ locale });
      await client.open(URI, POD);
      expect((await client.pull(URI))[0]?.message).toMatch(/^这个列表没有包含 4190/);
    },
  );

  it('drawings stay in columns, for a Chinese character takes two', async () => {
    await start({ locale: 'zh-cn' });
    await client.open(URI, POD);
    expect(await hover(URI, 'config.linkerd.io/skip-outbound')).toContain(
      '应用 → 其他主机:25  绕过代理，没有 mTLS\ntap  → Pod:4190     入站，与此列表无关\n',
    );
  });

  it('nothing in the examples is left in English, and no placeholder unfilled', async () => {
    await start({ locale: 'zh-cn', settings: { dataPlane: 'cni', cniPlugin: 'v1.6.2', linkerd: '2.18' } });
    for (const name of readdirSync('examples').filter((file) => file.endsWith('.yaml'))) {
      const uri = `file:///shop/${name}`;
      const text = readFileSync(`examples/${name}`, 'utf8');
      await client.open(uri, text);
      const said = (await client.pull(uri)).map(({ message }) => String(message));
      // What is not YAML has no hovers.
      const keys = name === 'broken.yaml' ? [] : linkerdKeys(text);
      for (const key of keys) said.push(await hover(uri, key));
      for (const message of said) {
        expect(message).toMatch(CHINESE);
        expect(message).not.toMatch(UNFILLED);
        expect(withoutQuotations(message)).not.toMatch(ENGLISH);
      }
    }
  });
});

it('the server speaks English in languages without a translation', async () => {
  await start({ locale: 'zh-TW' });
  await client.open(URI, POD);
  expect((await client.pull(URI))[0]?.message).toMatch(/^This list leaves out 4190/);
});

/** Keys of Linkerd as they stand in a file. */
function linkerdKeys(text: string): Set<string> {
  return new Set(text.match(/^\s+[\w.-]*linkerd\.io\/[\w-]+(?=:)/gm)?.map((key) => key.trim()));
}

function withoutQuotations(markdown: string): string {
  return markdown.replace(/```[\s\S]*?```|`[^`]*`|\]\([^)]*\)|“[^”]*”/g, '');
}
