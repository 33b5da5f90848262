import type { Environment } from './environment.ts';
import { FIRST_FIXED_PLUGIN, isAtLeast, parsePlugin } from './releases.ts';

/** Who writes the iptables rules of a pod, as far as skip-inbound-ports depends on it. */
export type IptablesSetup = 'proxy-init' | 'cni-appending' | 'cni-replacing';

/** The setups that an environment allows: one if it is known, up to three otherwise. */
export function possibleSetups({ dataPlane, cniPlugin }: Environment): readonly IptablesSetup[] {
  if (dataPlane === 'proxy-init') return ['proxy-init'];
  const plugin = parsePlugin(cniPlugin);
  if (plugin) return [isAtLeast(plugin, FIRST_FIXED_PLUGIN) ? 'cni-appending' : 'cni-replacing'];
  return dataPlane === 'cni'
    ? ['cni-appending', 'cni-replacing']
    : ['proxy-init', 'cni-appending', 'cni-replacing'];
}
