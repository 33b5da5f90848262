import * as l10n from '@vscode/l10n';
import {
  FIRST_FIXED_PLUGIN,
  formatPlugin,
  isAtLeast,
  type PluginVersion,
  parsePlugin,
  parseRelease,
  pluginOf,
} from './releases.ts';

/** How iptables is set up in the pods: by the `linkerd-init` container or by the CNI plugin. */
export type DataPlane = 'auto' | 'proxy-init' | 'cni';

/** What is known about the cluster; `auto` means unknown. */
export interface Environment {
  readonly dataPlane: DataPlane;
  /** `auto` or the version of the linkerd-cni plugin, `v1.6.2`. */
  readonly cniPlugin: string;
  /** `auto` or Linkerd's version: `edge-25.7.2`, `stable-2.14.10`, `2.18`. */
  readonly linkerd: string;
  /** Whether the pods' iptables rules are set up for IPv6 too, `disableIPv6: false`. */
  readonly ipv6: 'auto' | 'enabled' | 'disabled';
}

/** The environment without any known setting. */
export const UNKNOWN_ENVIRONMENT: Environment = {
  dataPlane: 'auto',
  cniPlugin: 'auto',
  linkerd: 'auto',
  ipv6: 'auto',
};

/** The names of all settings, in the order in which they are shown. */
export const SETTING_NAMES = Object.keys(UNKNOWN_ENVIRONMENT) as readonly (keyof Environment)[];

/** One value for each setting. */
export function forEachSetting<Value>(
  read: (name: keyof Environment) => Value,
): Record<keyof Environment, Value> {
  return Object.fromEntries(SETTING_NAMES.map((name) => [name, read(name)])) as Record<
    keyof Environment,
    Value
  >;
}

/** Whether the environment names a particular release of Linkerd. */
export function isReleaseKnown({ linkerd }: Environment): boolean {
  return parseRelease(linkerd) !== undefined;
}

/** Whether a skip-inbound-ports annotation takes 4190 and 4191 away from a pod in this environment. */
export type Impact = 'affected' | 'notAffected' | 'unknown';

/** An impact with its reason as a sentence. */
export interface SkipListImpact {
  readonly impact: Impact;
  readonly reason: string;
}

/**
 * Determines the impact in an environment. proxy-init always adds 4190 and 4191 before the annotation's list
 * (`charts/partials/templates/_proxy-init.tpl`). In linkerd-cni before v1.6.3 the annotation replaces them
 * (linkerd2-proxy-init#518). Plugin and control plane are separate charts, so Linkerd's own version does not decide.
 */
export function findSkipListImpact({ dataPlane, cniPlugin, linkerd }: Environment): SkipListImpact {
  if (dataPlane === 'proxy-init')
    return notAffected(l10n.t('proxy-init always skips 4190 and 4191, regardless of the annotation.'));
  const plugin = parsePlugin(cniPlugin);
  if (plugin) return assessPlugin(plugin);
  if (dataPlane === 'auto')
    return unknown(l10n.t('It is unknown whether this cluster uses proxy-init or linkerd-cni.'));
  return unknown(unknownPluginReason(linkerd));
}

function assessPlugin(plugin: PluginVersion): SkipListImpact {
  const version = formatPlugin(plugin);
  if (isAtLeast(plugin, FIRST_FIXED_PLUGIN))
    return notAffected(
      l10n.t('linkerd-cni {0} adds the annotation to its own ports 4190 and 4191.', version),
    );
  return {
    impact: 'affected',
    reason: l10n.t(
      'linkerd-cni {0} lets the annotation replace its own ports 4190 and 4191; fixed in v1.6.3.',
      version,
    ),
  };
}

function unknownPluginReason(linkerd: string): string {
  const release = parseRelease(linkerd);
  const shipped = release && pluginOf(release);
  if (!shipped) return l10n.t('The cluster uses linkerd-cni, version unknown.');
  return l10n.t(
    'The cluster uses linkerd-cni, version unknown. Linkerd {0} came with {1}, but the plugin is installed separately.',
    linkerd,
    formatPlugin(shipped),
  );
}

function notAffected(reason: string): SkipListImpact {
  return { impact: 'notAffected', reason };
}

function unknown(reason: string): SkipListImpact {
  return { impact: 'unknown', reason };
}
