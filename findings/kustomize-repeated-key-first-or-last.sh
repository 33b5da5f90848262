#!/usr/bin/env bash
# A key that is written twice in one mapping: of the object's own annotations kustomize takes the last value, of a strategic
# merge patch the first. Neither prints a warning.
#
# Versions: kustomize v5.8.1. Needs: Go, the Go module proxy.
# Seen: `port` is "1" and then "2", in a resource and in a patch of another resource. The resource is built with "2", the patched one with "1".
# Why it matters: most YAML readers take the last value or refuse the file, so a person who looks at the patch expects the
# other one.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/resources.yaml" <<'YAML'
apiVersion: v1
kind: Service
metadata:
  name: written
  annotations:
    port: "1"
    port: "2"
---
apiVersion: v1
kind: Service
metadata:
  name: patched
  annotations:
    kept: x
YAML
cat > "$folder/kustomization.yaml" <<'YAML'
resources: [resources.yaml]
patches:
- patch: |-
    apiVersion: v1
    kind: Service
    metadata:
      name: patched
      annotations:
        port: "1"
        port: "2"
YAML

GOBIN=$folder go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.1 > /dev/null 2>&1
"$folder/kustomize" build "$folder" > "$folder/built.yaml" 2> "$folder/errors"
found=$(grep -E 'port:|name:' "$folder/built.yaml" | tr -s ' \n' ' ')
echo "Built:$found"
if [ "$found" != ' port: "1" name: patched port: "2" name: written ' ] || [ -s "$folder/errors" ]; then
  echo 'CHANGED: kustomize takes other values, or says something.'
  exit 1
fi
echo 'As described.'
