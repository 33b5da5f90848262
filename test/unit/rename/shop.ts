/** Resources that name one another in all the ways that a renaming follows, as `readFiles` reads them. */
export const SHOP = `
  # file: web.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web, namespace: shop}
  spec:
    template:
      metadata:
        labels: {app: web}
        annotations: {config.linkerd.io/opaque-ports: "http,3306"}
      spec:
        serviceAccountName: web
        containers:
          - name: web
            image: web
            ports:
              - {name: http, containerPort: 8080}
              - {name: metrics, containerPort: 9090}
            readinessProbe: {httpGet: {port: http, path: /}}
  ---
  apiVersion: v1
  kind: Service
  metadata: {name: web, namespace: shop}
  spec:
    selector: {app: web}
    ports: [{port: 80, targetPort: http}]
  ---
  apiVersion: v1
  kind: ServiceAccount
  metadata: {name: web, namespace: shop}
  # file: policy.yaml
  apiVersion: policy.linkerd.io/v1beta3
  kind: Server
  metadata: {name: "web-http", namespace: shop}
  spec:
    podSelector: {matchLabels: {app: web}}
    port: http
  ---
  apiVersion: policy.linkerd.io/v1alpha1
  kind: AuthorizationPolicy
  metadata: {name: web-clients, namespace: shop}
  spec:
    targetRef: {group: policy.linkerd.io, kind: Server, name: 'web-http'}
    requiredAuthenticationRefs: [{kind: ServiceAccount, name: web}]
  ---
  apiVersion: policy.linkerd.io/v1beta3
  kind: Server
  metadata: {name: web-metrics, namespace: shop}
  spec: {podSelector: {matchLabels: {app: web}}, port: metrics}
  # file: route.yaml
  apiVersion: gateway.networking.k8s.io/v1
  kind: HTTPRoute
  metadata: {name: web-route, namespace: shop}
  spec:
    parentRefs: [{group: core, kind: Service, name: web, port: 80}]
    rules: [{backendRefs: [{name: web, port: 80}]}]
  ---
  apiVersion: linkerd.io/v1alpha2
  kind: ServiceProfile
  metadata: {name: web.shop.svc.cluster.local, namespace: shop}
  spec: {routes: []}
  # file: others.yaml
  apiVersion: networking.k8s.io/v1
  kind: Ingress
  metadata: {name: web, namespace: shop}
  spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
  ---
  apiVersion: autoscaling/v2
  kind: HorizontalPodAutoscaler
  metadata: {name: web, namespace: shop}
  spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
  ---
  apiVersion: rbac.authorization.k8s.io/v1
  kind: RoleBinding
  metadata: {name: web, namespace: other}
  subjects: [{kind: ServiceAccount, name: web, namespace: shop}, {kind: ServiceAccount, name: web}]
`;
