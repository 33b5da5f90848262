// Builds kustomizations with kustomize's own code, in memory.
//
// Standard input is a JSON array of requests, standard output one of answers, in the same order.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// Files by their paths below the root, and the folder that is built.
type request struct {
	Files  map[string]string `json:"files"`
	Folder string            `json:"folder"`
}

// The resources that the build writes, or why it fails.
type answer struct {
	Resources []map[string]interface{} `json:"resources"`
	Error     string                   `json:"error,omitempty"`
}

func main() {
	var requests []request
	if err := json.NewDecoder(os.Stdin).Decode(&requests); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	answers := make([]answer, len(requests))
	for i, request := range requests {
		resources, err := build(request)
		answers[i] = answer{Resources: resources}
		if err != nil {
			answers[i] = answer{Error: err.Error()}
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func build(request request) ([]map[string]interface{}, error) {
	files := filesys.MakeFsInMemory()
	for path, text := range request.Files {
		if err := files.WriteFile("/"+path, []byte(text)); err != nil {
			return nil, err
		}
	}
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(files, "/"+request.Folder)
	if err != nil {
		return nil, err
	}
	resources := []map[string]interface{}{}
	for _, resource := range built.Resources() {
		text, err := resource.MarshalJSON()
		if err != nil {
			return nil, err
		}
		decoded := map[string]interface{}{}
		if err := json.Unmarshal(text, &decoded); err != nil {
			return nil, err
		}
		resources = append(resources, decoded)
	}
	return resources, nil
}
