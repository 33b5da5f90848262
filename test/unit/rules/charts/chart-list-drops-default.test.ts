import { it } from 'vitest';
import rule from '../../../../server/src/rules/charts/chart-list-drops-default.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('names the ports that are gone', () => {
    check(`
      linkerd-control-plane:
        proxy: {opaquePorts: "25,587,3306,5432"}
      #                      ^^^^^^^^^^^^^^^^^^ information chart-list-drops-default: lacks 4444, 6379, 9300, 11211
        proxyInit:
          ignoreInboundPorts: 8080
      #                       ^^^^ information chart-list-drops-default: 4567, 4568
          ignoreOutboundPorts: "4560-4570"
    `);
  });

  it('is silent about lists that are empty, templated or no lists', () => {
    check(`
      linkerd-control-plane:
        proxy: {opaquePorts: ""}
        proxyInit:
          ignoreInboundPorts: "{{ .Values.ports }},25"
          ignoreOutboundPorts: "{{ .Values.ports }}"
    `);
    check('linkerd-control-plane:\n  proxy: {opaquePorts: none}\n');
    check('linkerd2-cni:\n  ignoreInboundPorts: "25"\n');
  });
});
