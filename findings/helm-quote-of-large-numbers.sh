#!/usr/bin/env bash
# Helm reads every number of a values file as a float64, and `quote` writes it as Go's fmt does: from seven digits on with an
# exponent. Quotes in the template do not help; quotes in the values file do. toYaml writes the same number with its digits.
#
# Versions: Helm 3.22.0. Needs: helm in PATH (or HELM=<path>).
# Seen: 4190_4191 gives "4.1904191e+07", 12345678901 gives "1.2345678901e+10", 010 gives "8", "4190,4191" stays as it is.
# Why it matters: a port list with an underscore, a byte count or an id in an annotation changes silently.
set -euo pipefail

helm=${HELM:-helm}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/web/templates"
cd "$folder/web"

cat > Chart.yaml <<'YAML'
apiVersion: v2
name: web
version: 1.0.0
YAML

cat > values.yaml <<'YAML'
underscore: 4190_4191
large: 12345678901
octal: 010
text: "4190,4191"
YAML

cat > templates/pod.yaml <<'YAML'
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    underscore: {{ .Values.underscore | quote }}
    large: {{ .Values.large | quote }}
    large-yaml: {{ .Values.large | toYaml | quote }}
    octal: {{ .Values.octal | quote }}
    text: {{ .Values.text | quote }}
YAML

"$helm" template web . | grep -A5 'annotations:'
