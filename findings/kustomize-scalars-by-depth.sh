#!/usr/bin/env bash
# kustomize treats an unquoted annotation value differently by where it stands: in the object's own metadata it keeps
# the characters and quotes them; in a pod template it parses them as YAML 1.1 and writes what came out.
#
# Versions: kustomize 5.8.2. Needs: Go, the Go module proxy.
# Seen, own metadata: "0x1F90", "010", "4190_4191", "true", "~" all arrive as these strings.
# Seen, pod template: 8080, 8, 41904191, true and null; only `on` becomes a string ("on") in both places.
# Why it matters: the same unquoted value is accepted by the API server in one place and refused in the other, and an
# octal or underscored port is another port.
set -euo pipefail

folder=$(mktemp -d)
trap 'chmod -R u+w "$folder" && rm -rf "$folder"' EXIT
cd "$folder"
GOBIN="$folder/bin" GOFLAGS=-modcacherw go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.2

cat > deployment.yaml <<'YAML'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations:
    own/hex: 0x1F90
    own/octal: 010
    own/underscore: 4190_4191
    own/boolean: true
    own/null: ~
    own/word: on
spec:
  template:
    metadata:
      annotations:
        pod/hex: 0x1F90
        pod/octal: 010
        pod/underscore: 4190_4191
        pod/boolean: true
        pod/null: ~
        pod/word: on
YAML
echo 'resources: [deployment.yaml]' > kustomization.yaml

found=$("$folder/bin/kustomize" build . | grep -E '(own|pod)/' | sed 's/^ *//')
expected='own/boolean: "true"
own/hex: "0x1F90"
own/null: "~"
own/octal: "010"
own/underscore: "4190_4191"
own/word: "on"
pod/boolean: true
pod/hex: 8080
pod/null: null
pod/octal: 8
pod/underscore: 41904191
pod/word: "on"'
echo "$found"
if [ "$found" != "$expected" ]; then
  echo 'CHANGED: kustomize writes these values in another way now.'
  exit 1
fi
echo 'As described.'
