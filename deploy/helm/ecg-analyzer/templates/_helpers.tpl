{{- define "ecg.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "ecg.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "ecg.labels" -}}
{{ include "ecg.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "ecg.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- /* The variables of a node. A key of conf/ecg.yaml is a variable: http.port is ECG_HTTP_PORT. */}}
{{- define "ecg.environment" -}}
- {name: ECG_ROLES, value: {{ .role }}}
- {name: ECG_DATABASE_HOST, value: {{ .Values.database.host | quote }}}
- {name: ECG_DATABASE_PORT, value: {{ .Values.database.port | quote }}}
- {name: ECG_DATABASE_NAME, value: {{ .Values.database.name | quote }}}
- {name: ECG_DATABASE_USER, value: {{ .Values.database.user | quote }}}
- {name: ECG_DATABASE_POOL_SIZE, value: {{ .Values.database.poolSize | quote }}}
- {name: ECG_DATABASE_PASSWORD_FILE, value: /secrets/credentials/database-password}
- {name: ECG_BROKER_URI_FILE, value: /secrets/credentials/broker-uri}
- {name: ECG_REDIS_URI_FILE, value: /secrets/credentials/redis-uri}
- {name: ECG_ADMIN_HTPASSWD_FILE, value: /secrets/credentials/htpasswd}
- {name: ECG_CLUSTER_ENABLED, value: "true"}
- {name: ECG_CLUSTER_HOST, value: auto}
- {name: ECG_CLUSTER_DNS, value: {{ printf "%s-nodes.%s.svc.%s" (include "ecg.name" .) .Release.Namespace .Values.clusterDomain }}}
- {name: ECG_CLUSTER_SECRET_FILE, value: /secrets/cluster/cluster-secret}
- {name: ECG_CLUSTER_TLS_CERTIFICATE, value: /secrets/cluster/node.pem}
- {name: ECG_CLUSTER_TLS_KEY, value: /secrets/cluster/node-key.pem}
- {name: ECG_CLUSTER_TLS_AUTHORITY, value: /secrets/cluster/ca.pem}
{{- with .Values.trustedProxies }}
- {name: ECG_HTTP_TRUSTED_PROXIES, value: {{ join "," . | quote }}}
{{- end }}
{{- range $key, $value := .Values.settings }}
- {name: {{ printf "ECG_%s" ($key | replace "." "_" | upper) }}, value: {{ $value | toString | quote }}}
{{- end }}
{{- end }}
