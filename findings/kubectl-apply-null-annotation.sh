#!/usr/bin/env bash
# One annotation without a value in an object's own metadata makes client-side `kubectl apply` of 1.32 send none of the
# object's annotations. `kubectl create` and server-side apply store the null as "" and keep the others.
#
# Versions: k8s.io/kubectl v0.32.4 (kubectl 1.32) and v0.37.2 (kubectl 1.37), function CreateApplyAnnotation, which
# prepares what apply sends. Needs: Go, the Go module proxy.
# Seen: v0.32.4 keeps `kubectl.kubernetes.io/last-applied-configuration` alone; v0.37.2 keeps all three.
# Why it matters: a Namespace with `linkerd.io/inject: enabled` and one empty annotation loses its injection, and
# kubectl reports success.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > main.go <<'GO'
package main

import (
	"fmt"
	"sort"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/kubectl/pkg/util"
	"sigs.k8s.io/yaml"
)

const namespace = `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  annotations:
    linkerd.io/inject: enabled
    example.com/note:
`

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	object := &unstructured.Unstructured{}
	check(yaml.Unmarshal([]byte(namespace), &object.Object))
	check(util.CreateApplyAnnotation(object, unstructured.UnstructuredJSONScheme))
	metadata := object.Object["metadata"].(map[string]interface{})
	keys := []string{}
	for key := range metadata["annotations"].(map[string]interface{}) {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	fmt.Println(keys)
}
GO

# annotations_sent VERSION: the keys of the annotations that apply sends
annotations_sent() {
  rm -f go.sum
  printf 'module example.com/finding\n\ngo 1.23\n\nrequire (\n\tk8s.io/apimachinery %s\n\tk8s.io/kubectl %s\n)\n' "$1" "$1" > go.mod
  go mod tidy > /dev/null 2>&1
  go run .
}

old=$(annotations_sent v0.32.4)
new=$(annotations_sent v0.37.2)
echo "kubectl 1.32 sends: $old"
echo "kubectl 1.37 sends: $new"

if [ "$old" != '[kubectl.kubernetes.io/last-applied-configuration]' ]; then
  echo 'CHANGED: v0.32.4 no longer drops the other annotations.'
  exit 1
fi
if [ "$new" != '[example.com/note kubectl.kubernetes.io/last-applied-configuration linkerd.io/inject]' ]; then
  echo 'CHANGED: v0.37.2 no longer keeps all annotations.'
  exit 1
fi
echo 'As described.'
