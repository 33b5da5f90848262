import { it } from 'vitest';
import rule from '../../../../server/src/rules/policies/server-port-digits.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  const server = (port: string) =>
    `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nspec:\n  podSelector: {}\n  port: ${port}\n`;

  it('marks digits in quotes of either kind', () => {
    check(`${server('"8080"')}#       ^^^^^^ error server-port-digits suggestion: is a port name\n`);
    check(`${server("'80'")}#       ^^^^ error server-port-digits suggestion\n`);
  });

  it('removes the quotes', () => {
    checkFix(server('"8080" # http'), 'Remove the quotes', server('8080 # http'));
  });

  it('offers nothing if the number is not a port either', () => {
    check(`${server('"80800"')}#       ^^^^^^^ error server-port-digits\n`);
    check(`${server('"65536"')}#       ^^^^^^^ error server-port-digits\n`);
    check(`${server('"0"')}#       ^^^ error server-port-digits\n`);
    for (const port of ['1', '65535']) checkFix(server(`"${port}"`), 'Remove the quotes', server(port));
  });

  it('marks names that no port can have', () => {
    check(`${server('Http')}#       ^^^^ error server-port-digits: named “Http”\n`);
    check(`${server('linkerd-admin-http')}#       ^^^^^^^^^^^^^^^^^^ error server-port-digits: at most 15\n`);
    check(`${server('"80-90"')}#       ^^^^^^^ error server-port-digits: at least one letter\n`);
    check(server('linkerd-admin-x'));
    check(server('1st'));
  });

  it('is silent about numbers, names, templates and other kinds', () => {
    check(server('8080'));
    check(server('http'));
    check(server('"http2"'));
    check(server('"{{ .Values.port }}"'));
    check(server('"8080"').replace('policy.linkerd.io/v1beta3', 'example.com/linkerd'));
    check(server('"8080"').replace('kind: Server', 'kind: ServerAuthorization'));
  });
});
