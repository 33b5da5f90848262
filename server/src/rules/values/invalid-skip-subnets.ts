import type { Rule } from '../../engine/rule.ts';
import { invalidValuesOf } from './invalidValues.ts';

/** linkerd2-proxy-init `proxy-init/cmd/root.go` BuildFirewallConfiguration fails at the first invalid subnet. */
export default {
  id: 'invalid-skip-subnets',
  summary: 'A list of subnets that prevents the pod from starting',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  ...invalidValuesOf(({ value }) => value.type === 'cidr-list'),
} satisfies Rule;
