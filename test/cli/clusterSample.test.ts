import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { useWorkspace } from './workspace.ts';

const workspace = useWorkspace();

/** What a real API server returned, and kubectl printed; `npm run test:real -- cluster` makes it. */
const SAMPLE = readFileSync('test/data/cluster/kube-apiserver-1.37.2.yaml', 'utf8');

interface Finding {
  readonly rule: string;
  readonly object: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

function findingsIn(list: string): Finding[] {
  const { stdout, stderr, status } = workspace.run(['--complete', '-', '--format', 'json'], { input: list });
  expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
  return JSON.parse(stdout) as Finding[];
}

const summaries = (list: string) => findingsIn(list).map(({ rule, object }) => `${object} ${rule}`);

function mesh(list: string): string {
  workspace.write('cluster.yaml', list);
  const { stdout, stderr, status } = workspace.run(['mesh', '--path', 'cluster.yaml']);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
}

/** The line with the time at which a Server was created. */
function creationOf(server: string): string {
  const item = SAMPLE.split(/^(?=- apiVersion:)/m).find(
    (text) => text.includes('\n  kind: Server\n') && text.includes(`\n    name: ${server}\n`),
  );
  return /^ {4}creationTimestamp: .*\n/m.exec(item ?? '')?.[0] ?? '';
}

describe('a list of a real API server', () => {
  beforeEach(() => workspace.write('.linkerd-lint.yaml', 'dataPlane: proxy-init\n'));

  test('has what machines write, and a mistake in a Deployment, its ReplicaSet and its Pod', () => {
    const items = SAMPLE.match(/^- apiVersion:/gm)?.length;
    expect(SAMPLE.match(/^ {4}managedFields:$/gm)).toHaveLength(items ?? 0);
    expect(SAMPLE).toMatch(/last-applied-configuration: \|\n.*skip-inbound-ports":"8080, 9090"/);
    expect(SAMPLE.match(/ config\.linkerd\.io\/skip-inbound-ports: 8080, 9090$/gm)).toHaveLength(3);
  });

  test('gets each finding once, and none about what machines wrote', () => {
    expect(summaries(SAMPLE)).toEqual([
      'shop/Deployment/web skip-ports-whitespace',
      'shop/AuthorizationPolicy/cart-support authentication-ref-missing',
      'shop/Server/all-http server-overlaps',
    ]);
  });

  test('gets findings that name objects in text, and ranges as well in JSON', () => {
    const text = workspace.run(['--complete', '-'], { input: SAMPLE }).stdout;
    expect(text.match(/^ {2}\S+ (?=error|warning|note)/gm)).toEqual([
      '  shop/Deployment/web ',
      '  shop/AuthorizationPolicy/cart-support ',
      '  shop/Server/all-http ',
    ]);
    const lines = SAMPLE.split('\n');
    const marked = findingsIn(SAMPLE).map(({ line, column, endLine, endColumn }) => {
      expect(endLine).toBe(line);
      return lines[line - 1]?.slice(column - 1, endColumn - 1);
    });
    expect(marked).toEqual([' 9090', 'support', 'http']);
  });

  test('has the older of two Servers in use, whatever their names', () => {
    expect(mesh(SAMPLE)).toMatch(/^ {2}8080 http {5}through the proxy {2}detected {2}cart-http /m);
    const [older, newer] = [creationOf('cart-http'), creationOf('all-http')];
    expect(older < newer).toBe(true);
    const swapped = SAMPLE.replace(newer, newer.replace('"2', '"1'));
    expect(summaries(swapped).at(-1)).toBe('shop/Server/cart-http server-overlaps');
    expect(mesh(swapped)).toMatch(/^ {2}8080 http {5}through the proxy {2}detected {2}all-http /m);
  });

  test.each([
    ['a version', /policy\.linkerd\.io\/v1beta3/g, 'policy.linkerd.io/v1beta9'],
    ['a field', /^ {4}proxyProtocol: unknown$/gm, '$&\n    color: red'],
    ['a value', /^ {4}port: http$/gm, '    port: {name: http}'],
    ['a field less', /^ {4}targetRef:\n(?: {6}.*\n)+/gm, ''],
  ])(
    'of a newer Linkerd, with %s that is not known here, is not rejected: an API server returned it',
    (_, old, now) => {
      const newer = SAMPLE.replace(old, now).replaceAll('edge-26.8.3', 'edge-27.3.1');
      expect(newer).not.toBe(SAMPLE.replaceAll('edge-26.8.3', 'edge-27.3.1'));
      const rules = findingsIn(newer).map(({ rule }) => rule);
      expect(rules).toContain('skip-ports-whitespace');
      expect(rules.filter((rule) => rule.startsWith('resource-'))).toEqual([]);
      // As a file that is about to be applied it is.
      const { stdout } = workspace.run(['-', '--format', 'json'], { input: newer });
      expect(stdout).toContain('"rule": "resource-');
    },
  );

  test('has the workloads that people made', () => {
    expect(mesh(SAMPLE).match(/^\w+\/.* proxy(?= )/gm)).toEqual([
      'Deployment/cart in shop, with the proxy',
      'StatefulSet/ledger in shop, with the proxy',
      'Job/migrate in shop, without the proxy',
      'Deployment/web in shop, with the proxy',
      'DaemonSet/agent in tools, without the proxy',
      'CronJob/report in tools, without the proxy',
    ]);
  });
});
