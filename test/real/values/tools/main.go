// Reads manifests with the tools' own code and says what annotations come out.
//
// Standard input is a JSON array of requests, standard output one of answers, in the same order.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/fluxcd/pkg/envsubst"
	"helm.sh/helm/v3/pkg/strvals"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"
)

// A manifest of one Namespace or Deployment, and the tool that is to read it.
type request struct {
	Tool     string `json:"tool"`
	Manifest string `json:"manifest"`
	// kustomize: a patch, and the kind that is its target, if it has one.
	Patch  string `json:"patch"`
	Target string `json:"target"`
	// Helm: a parameter as for --set, of which the value of podAnnotations takes the place of ANNOTATIONS.
	Set string `json:"set"`
	// Flux: what is substituted after the build.
	Variables map[string]string `json:"variables"`
}

// The annotations of the object itself and of its pods, or why it is refused.
type answer struct {
	Own   map[string]string `json:"own,omitempty"`
	Pod   map[string]string `json:"pod,omitempty"`
	Error string            `json:"error,omitempty"`
}

// The part of Kubernetes' types that matters: annotations are maps of strings.
type metadata struct {
	Annotations map[string]string `json:"annotations"`
}

type object struct {
	Metadata metadata `json:"metadata"`
	Spec     struct {
		Template struct {
			Metadata metadata `json:"metadata"`
		} `json:"template"`
	} `json:"spec"`
}

func main() {
	var requests []request
	if err := json.NewDecoder(os.Stdin).Decode(&requests); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	answers := make([]answer, len(requests))
	for i, request := range requests {
		text, err := read(request)
		if err == nil {
			answers[i], err = decode(text)
		}
		if err != nil {
			answers[i] = answer{Error: err.Error()}
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// The manifest as the tool hands it on.
func read(request request) (string, error) {
	switch request.Tool {
	case "kubectl":
		return request.Manifest, nil
	case "helm":
		return setValues(request)
	case "kustomize":
		return build(request)
	case "flux":
		return substitute(request)
	}
	return "", fmt.Errorf("there is no tool %q", request.Tool)
}

// kubectl and Helm make JSON of YAML in this way, and the API server decodes that into its types.
func decode(text string) (answer, error) {
	raw, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		return answer{}, err
	}
	var decoded object
	if err := json.Unmarshal(raw, &decoded); err != nil {
		return answer{}, err
	}
	return answer{Own: decoded.Metadata.Annotations, Pod: decoded.Spec.Template.Metadata.Annotations}, nil
}

// As a chart does with toYaml.
func setValues(request request) (string, error) {
	values, err := strvals.Parse(request.Set)
	if err != nil {
		return "", err
	}
	text, err := yaml.Marshal(values["podAnnotations"])
	if err != nil {
		return "", err
	}
	lines := strings.ReplaceAll("\n"+strings.TrimSuffix(string(text), "\n"), "\n", "\n        ")
	return strings.Replace(request.Manifest, " ANNOTATIONS", lines, 1), nil
}

func build(request request) (string, error) {
	files := filesys.MakeFsInMemory()
	kustomization := map[string]interface{}{"resources": []string{"web.yaml"}}
	if request.Patch != "" {
		patch := map[string]interface{}{"patch": request.Patch}
		if request.Target != "" {
			patch["target"] = map[string]string{"kind": request.Target}
		}
		kustomization["patches"] = []interface{}{patch}
	}
	text, err := yaml.Marshal(kustomization)
	if err != nil {
		return "", err
	}
	if err := files.WriteFile("/kustomization.yaml", text); err != nil {
		return "", err
	}
	if err := files.WriteFile("/web.yaml", []byte(request.Manifest)); err != nil {
		return "", err
	}
	resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(files, "/")
	if err != nil {
		return "", err
	}
	built, err := resources.AsYaml()
	return string(built), err
}

// As Flux's kustomize-controller does (fluxcd/pkg kustomize/kustomize_varsub.go): build, then substitute in the text.
func substitute(request request) (string, error) {
	built, err := build(request)
	if err != nil {
		return "", err
	}
	return envsubst.Eval(built, func(name string) (string, bool) {
		value, exists := request.Variables[name]
		return value, exists
	})
}
