import { setTimeout } from 'node:timers/promises';
import { buildApiServer, withApiServer } from '../apiServer.mjs';

/** Paths of resources that are to be created. */
const PATHS = {
  Deployment: '/apis/apps/v1/namespaces/default/deployments',
  CronJob: '/apis/batch/v1/namespaces/default/cronjobs',
  Pod: '/api/v1/namespaces/default/pods',
  Service: '/api/v1/namespaces/default/services',
  Namespace: '/api/v1/namespaces',
  ServiceAccount: '/api/v1/namespaces/default/serviceaccounts',
  ValidatingAdmissionPolicy: '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies',
  ValidatingAdmissionPolicyBinding: '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings',
};

/** Milliseconds until the server has to follow a policy. */
const LONGEST_WAIT = 60_000;

/**
 * The verdicts of a whole API server, which stores the policies. It first warns, since a warning comes from each policy and
 * a refusal from one only; then it has to refuse just what it warned of.
 */
export async function askServer(policies, resources) {
  await buildApiServer();
  return withApiServer(async (server) => {
    const create = async (manifest, query = '') =>
      server.send('POST', `${PATHS[manifest.kind]}${query}`, manifest);
    // Made by a controller in a whole cluster; without it no pod is admitted.
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } };
    for (const manifest of [account, ...policies.map((policy) => bindingWith(policy, 'Warn'))]) {
      const { status, body } = await create(manifest);
      if (status !== 201) throw new Error(`${manifest.metadata.name}: ${JSON.stringify(body)}`);
    }
    const judge = (resource) => create(resource, '?dryRun=All');
    await until(
      async () => Object.keys(byPolicy((await judge(WRONG)).warnings)).length === policies.length / 2,
    );
    const verdicts = [];
    for (const resource of resources) {
      const { status, body, warnings } = await judge(resource);
      if (status !== 201) throw new Error(`${JSON.stringify(resource)}: ${JSON.stringify(body)}`);
      verdicts.push(byPolicy(warnings));
    }
    for (const { kind, metadata } of policies.filter(({ spec }) => 'policyName' in spec)) {
      const path = `${PATHS[kind]}/${metadata.name}`;
      const { body } = await server.send('GET', path);
      const { status } = await server.send('PUT', path, bindingWith(body, 'Deny'));
      if (status !== 200) throw new Error(`${metadata.name}: status ${status}`);
    }
    await until(async () => {
      const { status, warnings } = await judge(WRONG);
      return status !== 201 && warnings.length === 0;
    });
    for (const [index, resource] of resources.entries()) {
      const { status, body } = await judge(resource);
      const isRefused = status === 422 && /ValidatingAdmissionPolicy .* denied request/.test(body.message);
      if (isRefused !== Object.keys(verdicts[index]).length > 0 || (status !== 201 && !isRefused))
        throw new Error(`${JSON.stringify(resource)}: ${status} ${JSON.stringify(body)}`);
    }
    return verdicts;
  });
}

/** A workload that breaks every rule that has a policy. */
const WRONG = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'wrong', annotations: { 'linkerd.io/inject': 'enabled' } },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: {
        labels: { app: 'web' },
        annotations: {
          'linkerd.io/inject': 'on',
          'config.linkerd.io/default-inbound-policy': 'none',
          'config.linkerd.io/skip-inbound-ports': '80, 90,9-8,x',
          'config.linkerd.io/skip-outbound-ports': 'x',
          'config.linkerd.io/opaque-ports': '80',
        },
      },
      spec: { containers: [{ name: 'web', image: 'web' }] },
    },
  },
};

function bindingWith(manifest, action) {
  if (!('policyName' in manifest.spec)) return manifest;
  return { ...manifest, spec: { ...manifest.spec, validationActions: [action] } };
}

function byPolicy(warnings) {
  const said = {};
  for (const warning of warnings) {
    const [, policy, message] =
      /^Validation failed for ValidatingAdmissionPolicy '([^']+)' with binding '[^']+': (.*)$/s.exec(
        warning,
      ) ?? [];
    if (!policy) throw new Error(`A warning of something else: ${warning}`);
    said[policy] = [...(said[policy] ?? []), message];
  }
  return said;
}

async function until(holds) {
  const deadline = Date.now() + LONGEST_WAIT;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('The API server does not follow the policies.');
    await setTimeout(200);
  }
}
