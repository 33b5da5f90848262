import type { Option } from '../arguments/options.ts';

/** The options of `linkerd-lint init`. */
export const INIT_OPTIONS: readonly Option[] = [
  { name: 'data-plane', value: 'kind', choices: ['auto', 'proxy-init', 'cni'], help: 'proxy-init or cni' },
  { name: 'cni-plugin', value: 'version', help: 'version of linkerd-cni, such as v1.6.2' },
  { name: 'linkerd', value: 'version', help: 'version of Linkerd, such as 2.18' },
  {
    name: 'ipv6',
    value: 'kind',
    choices: ['auto', 'enabled', 'disabled'],
    help: 'whether iptables rules cover IPv6',
  },
  { name: 'force', help: 'replace an existing file' },
];
