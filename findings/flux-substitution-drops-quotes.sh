#!/usr/bin/env bash
# Flux substitutes variables after kustomize has written the YAML again, which drops quotes that look unnecessary. So
# an annotation that is nothing but "${PORT}" becomes a number, and one whose variable is not set becomes null.
#
# Versions: github.com/fluxcd/pkg/kustomize v1.41.0 (as kustomize-controller uses it). Needs: Go, the Go module proxy.
# Seen: "${PORT}" with PORT=8080 gives the number 8080, '${UNSET}' gives null, "${PORT},4191" stays a string.
# Why it matters: the API server refuses a number as an annotation value, though the file in Git quotes it.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > main.go <<'GO'
package main

import (
	"context"
	"fmt"

	"github.com/fluxcd/pkg/kustomize"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    alone: "${PORT}"
    list: "${PORT},4191"
    unset: '${UNSET}'
`

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	files := filesys.MakeFsInMemory()
	check(files.WriteFile("kustomization.yaml", []byte("resources: [pod.yaml]\n")))
	check(files.WriteFile("pod.yaml", []byte(pod)))
	options := krusty.MakeDefaultOptions()
	options.PluginConfig = types.DisabledPluginConfig()
	built, err := krusty.MakeKustomizer(options).Run(files, ".")
	check(err)
	owner := unstructured.Unstructured{Object: map[string]interface{}{
		"apiVersion": "kustomize.toolkit.fluxcd.io/v1",
		"kind":       "Kustomization",
		"metadata":   map[string]interface{}{"name": "shop", "namespace": "flux-system"},
		"spec": map[string]interface{}{
			"postBuild": map[string]interface{}{"substitute": map[string]interface{}{"PORT": "8080"}},
		},
	}}
	for _, resource := range built.Resources() {
		substituted, err := kustomize.SubstituteVariables(context.Background(), nil, owner, resource)
		check(err)
		text, err := substituted.AsYAML()
		check(err)
		fmt.Print(string(text))
	}
}
GO
printf 'module example.com/finding\n\ngo 1.26\n' > go.mod
go get github.com/fluxcd/pkg/kustomize@v1.41.0 > /dev/null 2>&1
go mod tidy > /dev/null 2>&1
found=$(go run . | grep -E '^    [a-z]+:' | sed 's/^ *//')
echo "$found"
if [ "$found" != $'alone: 8080\nlist: 8080,4191\nunset: null' ]; then
  echo 'CHANGED: Flux substitutes these variables in another way now.'
  exit 1
fi
echo 'As described.'
