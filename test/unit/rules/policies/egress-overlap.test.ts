import { it } from 'vitest';
import rule from '../../../../server/src/rules/policies/egress-overlap.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  const network = (networks: string) => `
apiVersion: policy.linkerd.io/v1alpha1
kind: EgressNetwork
metadata: {name: all, namespace: shop}
spec:
  trafficPolicy: Deny
  networks:
${networks}`;
  const ALL = '  - cidr: 0.0.0.0/0\n';
  const MARK = '#         ^^^^^^^^^ warning egress-overlap suggestion';

  it('marks a network of all addresses', () => {
    check(network(`${ALL}${MARK}: “0.0.0.0/0” includes\n`));
    check(network(`${ALL}${MARK}\n  - cidr: ::/0\n`));
  });

  it('marks one whose exceptions leave the private addresses in', () => {
    check(
      network(
        '  - cidr: 0.0.0.0/0\n#         ^^^^^^^^^ warning egress-overlap\n    except: [8.8.8.8, 1.1.1.0/24]\n',
      ),
    );
  });

  it('is silent where a private network is excepted, or only some addresses are meant', () => {
    check(network(`${ALL}    except: [10.0.0.0/8]\n`));
    check(network(`${ALL}    except: [10.42.0.0/16]\n`));
    check(network('  - cidr: 203.0.113.0/24\n'));
    check(network('  - cidr: 10.0.0.0/8\n'));
    check(network('  - cidr: ::/0\n'));
  });

  it('is silent where a template decides', () => {
    check(network(`${ALL}    except: [{{ .Values.clusterNetworks }}]\n`));
    check(network(`${ALL}    {{- toYaml .Values.more | nindent 4 }}\n`));
  });

  it('removes the networks, or excepts the cluster’s', () => {
    const except = '    except: [10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16]\n';
    checkFix(
      network(ALL),
      'Exclude 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16',
      network(ALL + except),
    );
  });

  it('judges each network alone', () => {
    check(
      network(
        `  - cidr: 203.0.113.0/24\n  - cidr: "{{ .Values.cidr }}"\n  - except: [10.0.0.0/8]\n${ALL}#         ^^^^^^^^^ warning egress-overlap suggestion\n    labels: {}\n`,
      ),
    );
  });

  it('is silent where an exception covers a private network, or is not known', () => {
    for (const exception of ['172.0.0.0/8', '"{{ .Values.network }}"', 'private'])
      check(network(`${ALL}    except: [8.8.8.8, ${exception}]\n`));
    check(network(`${ALL}    except: "{{ .Values.networks }}"\n`));
  });

  it('is silent about another resource of that name', () => {
    check(network(ALL).replace('policy.linkerd.io/v1alpha1', 'example.com/v1 # linkerd'));
    check(network(ALL).replace('kind: EgressNetwork', 'kind: NetworkAuthentication'));
  });

  const REMOVE = 'Remove networks (the default is all except the cluster’s own)';

  it('removes networks only if together they mean everything', () => {
    for (const everything of [ALL, `${ALL}  - cidr: ::/0\n`])
      checkFix(network(everything), REMOVE, network('').replace('  networks:\n', ''));
    checkFix(network(`${ALL}  - cidr: 203.0.113.0/24\n`), REMOVE, undefined);
    checkFix(network('  - {cidr: 0.0.0.0/0, except: [8.8.8.8]}\n'), REMOVE, undefined);
    checkFix(network(`  - cidr: $(CIDR)\n${ALL}`), REMOVE, undefined);
  });
});
