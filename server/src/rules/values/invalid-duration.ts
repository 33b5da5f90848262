import type { Rule } from '../../engine/rule.ts';
import { invalidValuesOf } from './invalidValues.ts';

/** Go’s `time.ParseDuration` for pods, the policy controller’s parse_duration for services and routes. */
export default {
  id: 'invalid-duration',
  summary: 'A duration that Linkerd cannot parse',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  ...invalidValuesOf(({ value }) => value.type.endsWith('duration')),
} satisfies Rule;
