{{- define "storefront.labels" -}}
app: storefront
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}
