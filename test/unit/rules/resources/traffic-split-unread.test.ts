import { it } from 'vitest';
import rule from '../../../../server/src/rules/resources/traffic-split-unread.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

describeRule(rule, ({ check }) => {
  const canary = (provider: string) =>
    `apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: {name: linkerd}\nspec:\n  provider: ${provider}\n`;
  const MARK =
    '#           ^^^^^^^ information traffic-split-unread: the extension linkerd-smi reads since 2.12\n';

  it('marks the provider', () => {
    check(canary('linkerd') + MARK);
    for (const linkerd of ['2.12', '2.18']) check(canary('linkerd') + MARK, settingsOf({ linkerd }));
  });

  it('is silent about other providers, templates and older releases', () => {
    check(canary('gatewayapi:v1'));
    check(canary('"{{ .Values.provider }}"'));
    check(canary('linkerd'), settingsOf({ linkerd: '2.11' }));
    check(canary('linkerd').replace('kind: Canary', 'kind: MetricTemplate'));
    check(canary('linkerd').replace('provider', 'service'));
    check(canary('linkerd').replace('flagger.app', 'example.com'));
  });
});
