#!/usr/bin/env bash
# kustomize keeps a label that commonLabels writes (or `labels` with includeSelectors) as one value for all its places. A
# patch of an overlay that changes the label of a Deployment itself then changes its selector and its pods as well.
#
# Versions: kustomize v5.8.1. Needs: Go, the Go module proxy.
# Seen: the base has commonLabels {app: web}, the overlay patches metadata.labels.app alone, and all three places have
# the patch's value.
# Why it matters: a Service, a Server or a NetworkPolicy that selects app=web finds no pod any more, and a Deployment
# that is there already refuses the new selector.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/base" "$folder/prod"

cat > "$folder/base/kustomization.yaml" <<'YAML'
resources: [web.yaml]
commonLabels: {app: web}
YAML
cat > "$folder/base/web.yaml" <<'YAML'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
YAML
cat > "$folder/prod/kustomization.yaml" <<'YAML'
resources: [../base]
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
      labels: {app: patched}
YAML

GOBIN=$folder go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.1 > /dev/null 2>&1
found=$("$folder/kustomize" build "$folder/prod" 2> /dev/null | grep -c 'app: patched' || true)
echo "Places with the patch's value: $found"
if [ "$found" != 3 ]; then
  echo 'CHANGED: kustomize changes the label of the Deployment alone now.'
  exit 1
fi
echo 'As described.'
