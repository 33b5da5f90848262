import { describe, expect, it } from 'vitest';
import { environmentLines } from '../../../server/src/config/environmentReport.ts';
import { SettingsResolver } from '../../../server/src/config/settingsResolver.ts';
import { Repositories } from '../../../server/src/workspace/repositories.ts';
import { MemoryFiles, SlowFiles, uriOf } from '../../support/memoryFiles.ts';

const GIT = { 'repo/.git/HEAD': 'ref: refs/heads/main\n' };
const CNI = 'linkerd-control-plane: {cniEnabled: true}\n';
const PROXY_INIT = 'linkerd-control-plane: {cniEnabled: false}\n';
const PLUGIN = 'linkerd2-cni: {image: {version: v1.6.2}}\n';

/** A chart that is installed, with values or all of its defaults. */
function release(chart: string, version: string, values = '{}'): string {
  return `kind: HelmRelease\nspec:\n  chart: {spec: {chart: ${chart}, version: ${version}}}\n  values: ${values}\n`;
}

/** The environment of a file in a repository: `cni v1.6.2 auto`. */
async function environment(files: Record<string, string>, path = 'repo/apps/web.yaml'): Promise<string> {
  const { dataPlane, cniPlugin, linkerd } = (await resolve(files, path)).settings.environment;
  return `${dataPlane} ${cniPlugin} ${linkerd}`;
}

function resolve(files: Record<string, string>, path = 'repo/apps/web.yaml') {
  const host = new MemoryFiles({ ...GIT, ...files });
  const repositories = new Repositories(host);
  return new SettingsResolver(host, [], (uri) => repositories.find(uri, undefined)).resolve(uriOf(path));
}

describe('the environment', () => {
  it('is what the files of the repository agree on', async () => {
    expect(await environment({ 'repo/a.yaml': CNI, 'repo/b/c.yaml': PLUGIN })).toBe('cni v1.6.2 auto');
    expect(await environment({ 'repo/a.yaml': PROXY_INIT })).toBe('proxy-init auto auto');
    expect(await environment({ 'elsewhere/a.yaml': CNI })).toBe('auto auto auto');
    expect(await environment({})).toBe('auto auto auto');
  });

  it('is unknown where they contradict each other', async () => {
    expect(await environment({ 'repo/a.yaml': CNI, 'repo/b.yaml': PROXY_INIT })).toBe('auto auto auto');
    // The plugin's version does not help then: it is unknown in which cluster it is installed.
    const files = { 'repo/a.yaml': PROXY_INIT, 'repo/b.yaml': PLUGIN };
    expect(await environment(files)).toBe('auto auto auto');
  });

  it('of a cluster’s folder is what that folder says', async () => {
    const files = {
      'repo/clusters/a/linkerd.yaml': CNI,
      'repo/clusters/a/cni.yaml': PLUGIN,
      'repo/clusters/b/linkerd.yaml': PROXY_INIT,
    };
    expect(await environment(files, 'repo/clusters/a/apps/web.yaml')).toBe('cni v1.6.2 auto');
    expect(await environment(files, 'repo/clusters/b/web.yaml')).toBe('proxy-init auto auto');
    expect(await environment(files, 'repo/web.yaml')).toBe('auto auto auto');
  });

  it('is not what stands among tests and examples, but for what stands there too', async () => {
    const files = { 'repo/test/e2e/linkerd/values.yaml': CNI, 'repo/examples/values.yaml': PROXY_INIT };
    expect(await environment(files, 'repo/web.yaml')).toBe('auto auto auto');
    expect(await environment(files, 'repo/test/web.yaml')).toBe('auto auto auto');
    expect(await environment(files, 'repo/test/e2e/web.yaml')).toBe('cni auto auto');
    expect(await environment(files, 'repo/examples/shop/web.yaml')).toBe('proxy-init auto auto');
  });

  it('is the same however a client escapes the names of folders', async () => {
    const files = { 'repo/a%20(b)/values.yaml': CNI, 'repo/c/values.yaml': PROXY_INIT };
    expect(await environment(files, 'repo/a%20%28b%29/web.yaml')).toBe('cni auto auto');
  });

  it('has each setting from the nearest folder that knows it', async () => {
    const files = {
      'repo/clusters/a/values.yaml': CNI,
      'repo/clusters/b/values.yaml': PROXY_INIT,
      'repo/base/release.yaml': release('linkerd-control-plane', '1.16.11'),
    };
    expect(await environment(files, 'repo/clusters/a/web.yaml')).toBe('cni auto stable-2.14.10');
  });

  it('is a chart’s default if nothing says otherwise', async () => {
    const base = { 'repo/base/linkerd.yaml': release('linkerd-control-plane', '1.16.11') };
    expect(await environment(base)).toBe('proxy-init auto stable-2.14.10');
    const patched = { ...base, 'repo/prod/linkerd.yaml': CNI };
    expect(await environment(patched, 'repo/prod/web.yaml')).toBe('cni auto stable-2.14.10');
    expect(await environment(patched, 'repo/apps/web.yaml')).toBe('cni auto stable-2.14.10');
    // Beside the base, it is unknown whether the patch is for the file's cluster.
    expect(await environment(patched, 'repo/base/web.yaml')).toBe('auto auto stable-2.14.10');
  });

  it('is unknown where the plugin is installed and the control plane seems not to use it', async () => {
    const files = {
      'repo/a.yaml': release('linkerd-control-plane', '1.16.11'),
      'repo/b.yaml': release('linkerd2-cni', '30.12.2'),
    };
    expect(await environment(files)).toBe('auto auto stable-2.14.10');
    const used = {
      ...files,
      'repo/a.yaml': release('linkerd-control-plane', '1.16.11', '{cniEnabled: true}'),
    };
    expect(await environment(used)).toBe('cni v1.3.0 stable-2.14.10');
  });

  it('is the milestone where two patches of it are installed', async () => {
    const files = {
      'repo/a.yaml': release('linkerd-control-plane', '1.16.11'),
      'repo/b.yaml': release('linkerd-control-plane', '1.16.10'),
    };
    expect(await environment(files)).toBe('proxy-init auto 2.14');
    expect(await environment({ ...files, 'repo/c.yaml': release('linkerd-control-plane', '2025.7.2') })).toBe(
      'proxy-init auto auto',
    );
    expect(await environment({ ...files, 'repo/c.yaml': release('linkerd-control-plane', '1.x') })).toMatch(
      /auto$/,
    );
  });

  it('is not what a chart says in its own values', async () => {
    const values = 'cniEnabled: false\nidentityTrustAnchorsPEM: ""\nproxyInit: {}\n';
    const chart = {
      'repo/charts/linkerd/values.yaml': values,
      'repo/charts/linkerd/Chart.yaml': 'name: linkerd\n',
    };
    expect(await environment(chart)).toBe('auto auto auto');
    expect(await environment({ 'repo/charts/linkerd/values.yaml': values })).toBe('proxy-init auto auto');
  });

  it('has IPv6 where the chart of what writes the iptables rules says so', async () => {
    const ipv6 = async (files: Record<string, string>) => (await resolve(files)).settings.environment.ipv6;
    const controlPlane = { 'repo/a.yaml': 'linkerd-control-plane: {disableIPv6: false}\n' };
    const plugin = { 'repo/b.yaml': 'linkerd2-cni: {disableIPv6: false}\n' };
    const cni = { 'repo/c.yaml': CNI };
    expect(await ipv6({})).toBe('auto');
    expect(await ipv6(controlPlane)).toBe('enabled');
    expect(await ipv6({ ...controlPlane, ...cni })).toBe('auto');
    expect(environmentLines(await resolve({ ...controlPlane, ...cni }), String)).toContain(
      'ipv6: auto  # nothing found',
    );
    expect(await ipv6({ ...plugin, ...cni })).toBe('enabled');
    expect(await ipv6(plugin)).toBe('auto');
    expect(
      await ipv6({
        ...controlPlane,
        'repo/d.yaml': release('linkerd-control-plane', '1.x', '{disableIPv6: true}'),
      }),
    ).toBe('auto');
    expect(await ipv6({ ...controlPlane, 'repo/.linkerd-lint.yaml': 'ipv6: disabled\n' })).toBe('disabled');
  });

  it('is not what stands in files that are ignored', async () => {
    const files = { 'repo/test/a.yaml': CNI, 'repo/.linkerd-lint.yaml': 'ignore: test/**\n' };
    expect(await environment(files)).toBe('auto auto auto');
  });

  it('that is set counts more, setting by setting', async () => {
    const files = { 'repo/a.yaml': CNI, 'repo/b.yaml': PLUGIN };
    const set = { ...files, 'repo/.linkerd-lint.yaml': 'cniPlugin: v1.6.4\n' };
    expect(await environment(set)).toBe('cni v1.6.4 auto');
    const other = 'overrides: [{files: apps/**, environment: {dataPlane: proxy-init}}]\n';
    expect(await environment({ ...files, 'repo/.linkerd-lint.yaml': other })).toBe('proxy-init auto auto');
    expect(await environment({ ...files, 'repo/.linkerd-lint.yaml': 'detectEnvironment: false\n' })).toBe(
      'auto auto auto',
    );
  });

  it('of a worktree or submodule is that of its own files', async () => {
    const files = {
      'repo/a.yaml': CNI,
      'repo/sub/.git': 'gitdir: ../.git/modules/sub\n',
      'repo/sub/a.yaml': PROXY_INIT,
    };
    expect(await environment(files, 'repo/sub/web.yaml')).toBe('proxy-init auto auto');
    expect(await environment(files, 'repo/sub/deep/web.yaml')).toBe('proxy-init auto auto');
  });

  it('is printed with the place of everything that has a part in it', async () => {
    const files = {
      'repo/.linkerd-lint.yaml': 'linkerd: edge-25.7.1\n',
      'repo/clusters/a/values.yaml': CNI,
      'repo/clusters/b/values.yaml': PROXY_INIT,
      'repo/cni.yaml': PLUGIN.replace('v1.6.2', 'v1.6.4'),
    };
    const pathOf = (uri: string) => uri.slice(uriOf('repo/').length);
    expect(environmentLines(await resolve(files, 'repo/clusters/a/web.yaml'), pathOf)).toEqual([
      'dataPlane: cni  # found in the repository',
      '    clusters/a/values.yaml:1: cniEnabled: true',
      'cniPlugin: v1.6.4  # found in the repository',
      '    cni.yaml:1: image.version: v1.6.4',
      'linkerd: edge-25.7.1  # from .linkerd-lint.yaml',
      'ipv6: auto  # nothing found',
      '',
      'linkerd-cni v1.6.4 adds the annotation to its own ports 4190 and 4191.',
    ]);
    expect(environmentLines(await resolve(files), pathOf)).toEqual([
      'dataPlane: auto  # the repository’s files contradict each other',
      '    clusters/a/values.yaml:1: cniEnabled: true',
      '    clusters/b/values.yaml:1: cniEnabled: false',
      '    cni.yaml:1: image.version: v1.6.4',
      'cniPlugin: auto  # nothing found',
      'linkerd: edge-25.7.1  # from .linkerd-lint.yaml',
      'ipv6: auto  # nothing found',
      '',
      'It is unknown whether this cluster uses proxy-init or linkerd-cni.',
    ]);
  });
});

describe('repositories', () => {
  it('are looked into once, and not where settings leave nothing open', async () => {
    const host = new MemoryFiles({ ...GIT, 'repo/a.yaml': CNI, 'repo/b.txt': CNI });
    const repositories = new Repositories(host);
    await repositories.find(uriOf('repo/x.yaml'), undefined);
    await repositories.find(uriOf('repo/y/z.yaml'), undefined);
    expect(host.read.filter((uri) => uri === uriOf('repo/a.yaml'))).toHaveLength(1);
    expect(host.read).not.toContain(uriOf('repo/b.txt'));
  });

  it('tell what they know without waiting, and then that there is more', async () => {
    const host = new MemoryFiles({ ...GIT, 'repo/a.yaml': CNI });
    let repositories = new Repositories(host);
    const told = new Promise<void>((resolve) => {
      repositories = new Repositories(host, resolve);
    });
    expect(await repositories.peek(uriOf('repo/x.yaml'), undefined, true)).toBeUndefined();
    await told;
    expect((await repositories.peek(uriOf('repo/x.yaml'), undefined, true))?.evidence).toHaveLength(1);
  });

  it('are not looked into for a file that has nothing to do with Linkerd', async () => {
    const host = new MemoryFiles({ ...GIT, 'repo/a.yaml': CNI });
    const repositories = new Repositories(host);
    expect(await repositories.peek(uriOf('repo/x.yaml'), undefined, false)).toBeUndefined();
    expect(host.read).not.toContain(uriOf('repo/a.yaml'));
    await repositories.find(uriOf('repo/x.yaml'), undefined);
    expect((await repositories.peek(uriOf('repo/x.yaml'), undefined, false))?.evidence).toHaveLength(1);
  });

  it('follow changes, and say whether anything comes of them', async () => {
    const host = new MemoryFiles({ ...GIT, 'repo/a.yaml': CNI });
    const repositories = new Repositories(host);
    const evidence = async () =>
      (await repositories.find(uriOf('repo/x.yaml'), undefined))?.evidence.map(({ value }) => value);
    expect(await repositories.update([uriOf('repo/a.yaml')])).toBe(false);
    expect(await evidence()).toEqual(['cni']);
    host.texts.set(uriOf('repo/a.yaml'), `# more\n\n${PROXY_INIT}`);
    host.texts.set(uriOf('repo/node_modules/b.yaml'), CNI);
    expect(await repositories.update([uriOf('repo/a.yaml'), uriOf('repo/node_modules/b.yaml')])).toBe(true);
    expect(await evidence()).toEqual(['proxy-init']);
    host.texts.delete(uriOf('repo/a.yaml'));
    expect(await repositories.update([uriOf('repo/a.yaml')])).toBe(true);
    expect(await evidence()).toEqual([]);
    expect(await repositories.update([uriOf('repo/c.yaml'), uriOf('other/a.yaml')])).toBe(false);
  });

  it('follow the last change of a file, also if an earlier one is still being read', async () => {
    const host = new SlowFiles({ ...GIT, 'repo/a.yaml': CNI });
    const repositories = new Repositories(host);
    await repositories.find(uriOf('repo/x.yaml'), undefined);
    const isRead = host.slowRead();
    const first = repositories.update([uriOf('repo/a.yaml')]);
    const end = await isRead;
    host.texts.set(uriOf('repo/a.yaml'), PROXY_INIT);
    const second = repositories.update([uriOf('repo/a.yaml')]);
    await new Promise(setImmediate);
    end();
    await Promise.all([first, second]);
    const found = await repositories.find(uriOf('repo/x.yaml'), undefined);
    expect(found?.evidence.map(({ value }) => value)).toEqual(['proxy-init']);
  });

  it('that are stopped tell nothing rather than half of it', async () => {
    const files = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`repo/${index}.yaml`, CNI]));
    const host = new MemoryFiles({ ...GIT, ...files });
    const repositories = new Repositories(host);
    const finding = repositories.find(uriOf('repo/x.yaml'), undefined);
    repositories.stop();
    expect((await finding)?.evidence).toEqual([]);
  });

  it('without .git are the folder that is given', async () => {
    const repositories = new Repositories(new MemoryFiles({ 'a/b.yaml': CNI, 'c.yaml': CNI }));
    expect(await repositories.find(uriOf('a/x.yaml'), undefined)).toBeUndefined();
    expect((await repositories.find(uriOf('a/x.yaml'), uriOf('a')))?.evidence).toHaveLength(1);
  });
});
