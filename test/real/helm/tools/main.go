// Renders charts with Helm's own code, as `helm template` does without a cluster.
//
// Standard input is a JSON array of requests, standard output one of answers, in the same order.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
)

// A chart by its files, and values files that are given with -f, the last one winning.
type request struct {
	Files  map[string]string `json:"files"`
	Values []string          `json:"values"`
}

// The rendered templates by name, or why Helm fails.
type answer struct {
	Rendered map[string]string `json:"rendered,omitempty"`
	Error    string            `json:"error,omitempty"`
}

func main() {
	var requests []request
	if err := json.NewDecoder(os.Stdin).Decode(&requests); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	answers := make([]answer, len(requests))
	for i, request := range requests {
		rendered, err := render(request)
		if err != nil {
			answers[i] = answer{Error: err.Error()}
		} else {
			answers[i] = answer{Rendered: rendered}
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func render(request request) (map[string]string, error) {
	var files []*loader.BufferedFile
	for name, text := range request.Files {
		files = append(files, &loader.BufferedFile{Name: name, Data: []byte(text)})
	}
	chart, err := loader.LoadFiles(files)
	if err != nil {
		return nil, err
	}
	// As pkg/cli/values does with several files.
	given := map[string]interface{}{}
	for _, text := range request.Values {
		more, err := chartutil.ReadValues([]byte(text))
		if err != nil {
			return nil, err
		}
		given = merge(given, more)
	}
	if err := chartutil.ProcessDependenciesWithMerge(chart, given); err != nil {
		return nil, err
	}
	options := chartutil.ReleaseOptions{Name: "release-name", Namespace: "default", Revision: 1, IsInstall: true}
	values, err := chartutil.ToRenderValues(chart, given, options, chartutil.DefaultCapabilities)
	if err != nil {
		return nil, err
	}
	return engine.Render(chart, values)
}

// pkg/cli/values/options.go, mergeMaps.
func merge(a, b map[string]interface{}) map[string]interface{} {
	out := make(map[string]interface{}, len(a))
	for key, value := range a {
		out[key] = value
	}
	for key, value := range b {
		if inner, ok := value.(map[string]interface{}); ok {
			if before, ok := out[key].(map[string]interface{}); ok {
				out[key] = merge(before, inner)
				continue
			}
		}
		out[key] = value
	}
	return out
}
