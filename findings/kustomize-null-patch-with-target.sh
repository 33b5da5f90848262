#!/usr/bin/env bash
# A strategic-merge patch that sets an annotation to null removes it. The same patch with a `target:` beside it does not:
# in the object's own metadata kustomize stores the text "null", without a warning.
#
# Versions: kustomize 5.8.2. Needs: Go, the Go module proxy.
# Seen: without target the annotation is gone; with target it is `config.linkerd.io/skip-inbound-ports: "null"`, while
# in a pod template the same patch with target removes it.
# Why it matters: a list of ports that somebody meant to remove becomes a list without a valid port.
set -euo pipefail

folder=$(mktemp -d)
trap 'chmod -R u+w "$folder" && rm -rf "$folder"' EXIT
cd "$folder"
GOBIN="$folder/bin" GOFLAGS=-modcacherw go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.2

cat > resources.yaml <<'YAML'
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  annotations:
    config.linkerd.io/skip-inbound-ports: "8080"
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    metadata:
      annotations:
        config.linkerd.io/skip-inbound-ports: "8080"
YAML

cat > namespace-patch.yaml <<'YAML'
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  annotations:
    config.linkerd.io/skip-inbound-ports: null
YAML

cat > deployment-patch.yaml <<'YAML'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    metadata:
      annotations:
        config.linkerd.io/skip-inbound-ports: null
YAML

# build TARGETS: what kustomize makes of the two patches, each with a target or neither
build() {
  {
    echo 'resources: [resources.yaml]'
    echo 'patches:'
    echo '  - path: namespace-patch.yaml'
    [ "$1" = with ] && echo '    target: {kind: Namespace}'
    echo '  - path: deployment-patch.yaml'
    [ "$1" = with ] && echo '    target: {kind: Deployment}'
    true
  } > kustomization.yaml
  "$folder/bin/kustomize" build .
}

without=$(build without)
with=$(build with)
printf 'Without target:\n%s\n\nWith target:\n%s\n\n' "$without" "$with"

if grep -q skip-inbound-ports <<< "$without"; then
  echo 'CHANGED: without a target the annotation is no longer removed.'
  exit 1
fi
if [ "$(grep -c 'skip-inbound-ports: "null"' <<< "$with")" != 1 ] || [ "$(grep -c skip-inbound-ports <<< "$with")" != 1 ]; then
  echo 'CHANGED: with a target, the Namespace no longer gets the text "null" (and the pod template nothing).'
  exit 1
fi
echo 'As described: with a target, null becomes the text "null" in own metadata, and removes the key in a pod template.'
