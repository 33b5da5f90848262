// Judges resources by ValidatingAdmissionPolicies with the API server's own code: its CEL environment, its compiler, its
// validator and its budget for each evaluation. Reads {"policies": […], "resources": […]} as JSON, writes for each resource,
// by policy, what the API server would say of it: an empty list where it is admitted.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	v1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/admission/plugin/cel"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/matchconditions"
	apiscel "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/environment"
)

type input struct {
	Policies  []v1.ValidatingAdmissionPolicy `json:"policies"`
	Resources []map[string]any               `json:"resources"`
}

func main() {
	var given input
	if err := json.NewDecoder(os.Stdin).Decode(&given); err != nil {
		fail(err)
	}
	validators := map[string]validating.Validator{}
	for _, policy := range given.Policies {
		validator := compile(policy)
		if err := validator.CompileError(); err != nil {
			fail(fmt.Errorf("%s: %w", policy.Name, err))
		}
		validators[policy.Name] = validator
	}
	verdicts := make([]map[string][]string, len(given.Resources))
	for index, resource := range given.Resources {
		verdicts[index] = map[string][]string{}
		for _, policy := range given.Policies {
			if matches(policy, resource) {
				verdicts[index][policy.Name] = judge(validators[policy.Name], resource)
			}
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(verdicts); err != nil {
		fail(err)
	}
}

// compile does what the admission plugin does with a policy that is stored.
func compile(policy v1.ValidatingAdmissionPolicy) validating.Validator {
	base := environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion())
	compiler, err := cel.NewCompositedCompiler(base)
	if err != nil {
		fail(err)
	}
	options := cel.OptionalVariableDeclarations{}
	mode := environment.StoredExpressions
	variables := []cel.NamedExpressionAccessor{}
	for _, it := range policy.Spec.Variables {
		variables = append(variables, &validating.Variable{Name: it.Name, Expression: it.Expression})
	}
	compiler.CompileAndStoreVariables(variables, options, mode)
	conditions := []cel.ExpressionAccessor{}
	for index := range policy.Spec.MatchConditions {
		conditions = append(conditions, (*matchconditions.MatchCondition)(&policy.Spec.MatchConditions[index]))
	}
	validations := []cel.ExpressionAccessor{}
	for _, it := range policy.Spec.Validations {
		validations = append(validations, &validating.ValidationCondition{Expression: it.Expression, Message: it.Message})
	}
	failure := v1.Fail // An error must show here, whatever the policy makes of it.
	matcher := matchconditions.NewMatcher(compiler.CompileCondition(conditions, options, mode), &failure, "policy", "validate", policy.Name)
	none := compiler.CompileCondition(nil, options, mode)
	return validating.NewValidator(compiler.CompileCondition(validations, options, mode), matcher, none, none, &failure, nil)
}

func judge(validator validating.Validator, content map[string]any) []string {
	object := &unstructured.Unstructured{Object: content}
	kind := object.GroupVersionKind()
	attributes := admission.NewAttributesRecord(object, nil, kind, object.GetNamespace(), object.GetName(), schema.GroupVersionResource{}, "", admission.Create, nil, false, nil)
	versioned := &admission.VersionedAttributes{Attributes: attributes, VersionedObject: admission.NewLazyObject(object), VersionedKind: kind}
	result := validator.Validate(context.Background(), schema.GroupVersionResource{}, versioned, nil, nil, apiscel.RuntimeCELCostBudget, nil)
	said := []string{}
	for _, decision := range result.Decisions {
		if decision.Action != validating.ActionAdmit {
			said = append(said, decision.Message)
		}
	}
	return said
}

// matches compares the kinds alone: the resources of the test are all of version v1.
func matches(policy v1.ValidatingAdmissionPolicy, resource map[string]any) bool {
	plural := map[string]string{
		"Deployment": "deployments", "StatefulSet": "statefulsets", "DaemonSet": "daemonsets", "ReplicaSet": "replicasets",
		"Job": "jobs", "CronJob": "cronjobs", "Pod": "pods", "Namespace": "namespaces", "Service": "services",
	}[fmt.Sprint(resource["kind"])]
	for _, rule := range policy.Spec.MatchConstraints.ResourceRules {
		for _, name := range rule.Resources {
			if name == plural {
				return true
			}
		}
	}
	return false
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
