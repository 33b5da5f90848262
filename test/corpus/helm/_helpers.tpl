{{/* The full name. */}}
{{- define "web.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "web.podAnnotations" -}}
linkerd.io/inject: {{ ternary "enabled" "disabled" .Values.mesh }}
config.linkerd.io/skip-inbound-ports: "4444,4567"
#                                     ^^^^^^^^^^^ warning skip-inbound-missing-proxy-ports suggestion
{{- if .Values.extraPorts }}
config.linkerd.io/skip-outbound-ports: "3306,{{ join "," .Values.extraPorts }},mysql"
#                                                                              ^^^^^ error skip-ports-invalid-token
{{- end }}
{{- end -}}

{{- define "web.podMetadata" -}}
annotations:
  config.linkerd.io/skip-inbound-ports: "8080;9090"
#                                       ^^^^^^^^^^^ error skip-ports-no-valid-token suggestion
labels:
  app.kubernetes.io/name: {{ .Chart.Name }}
{{- end -}}
