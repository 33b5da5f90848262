import { describe, it } from 'vitest';
import { check } from '../../../support/check.ts';

describe('resources that do not name Linkerd', () => {
  it('are judged if it acts on them: routes for Services, and Services with ports that are opaque by default', () => {
    check(`
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: web}
      spec:
        parentRefs: [{group: "", kind: Service, name: web, port: 80}]
        rules:
          - backendRefs: [{group: core, kind: Service, name: web-v2}]
      #                                                      ^^^^^^ error policy-rejected
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: grid}
      spec:
        selector: {app: grid}
        ports: [{port: 4444, appProtocol: http}]
      #                                   ^^^^ error opaque-port-has-app-protocol suggestion
    `);
  });

  it('are left alone otherwise', () => {
    check(`
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: web}
      spec:
        parentRefs: [{name: gateway}]
        rules:
          - backendRefs: [{name: web-v2}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        selector: {app: web}
        ports: [{port: 80, appProtocol: HTTPS}]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      spec: [
    `);
  });
});
