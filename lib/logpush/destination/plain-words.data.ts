/**
 * Words of endpoints, in lower case: the words that a path may contain where a token is likely, and the words that may
 * come before a number. Technical terms, products that receive logs, and the datasets' names in parts.
 */
const text = `
  access account accounts alert alerts analytics and api apis app apps archive asia au audit auto axiom aws azure backup batch
  batches beta blob body bot bots br bucket buckets bulk ca casb catch cdn cf check chronicle clickhouse client clients cloud
  cloudflare cluster collect collection collector collectors company config container contrib copies coralogix core cribl csv
  customer customers custom data databricks datadog dataset datasets date day de default demo dest detections dev device devo
  dlp dns doc docs domain drain drains dynatrace e2e east echo edge elastic elasticsearch elsewhere email end endpoint
  endpoints entries env error errors eu event events exabeam example examples external file files filter findings firehose
  firewall fluent fluentbit fluentd for forensic forward from fr function functions gateway gcp gcs gelf global gp grafana
  graphql graylog group groups grpc gzip handler health healthz hec home honeycomb host hosts hour hub httptrigger humio hydrolix id ids in
  incoming incomingwebhook index indexes info ingest ingester ingestion ingress input inputs insights instance intake internal
  invoke io it item items ja job jobs json jsonl k8s kafka key kibana kinesis kv lambda lake line lines live local log logdna logflare
  logger logging loggly logpush logs logscale logstash loki magic main management manual message messages metric metrics mezmo
  minute mirror monitor monitoring month n8n ndjson nel net network new newrelic nginx node nodes north note ns null object
  objects observability observe of old on open opensearch opentelemetry org orgs organization organizations otel otlp out
  output page panther papertrail parquet partner path paths ping pipeline pipelines plain policy port post posture prod
  product production project projects prometheus proxy public publish pubsub push pushes put qa qradar query queue queues raw
  receive receiver receivers record records region regions relay remote report reports request requests response rest result
  results rpc rules run s3 sample samples sandbox save search security sekoia send sentinel server servers service services
  session sessions shard shield shipper shop siem singles sink sinkhole sinks site sites soar soc source sources south spans
  spectrum splunk sql src ssh stack stage staging stats status storage store stream streaming streams sub submit sumo
  sumologic svc sync syslog system tag tags target task tasks team teams telemetry tempo tenant tenants test tests text time
  tinybird to topic topics trace traces traffic trigger triggers trust type uk unit upload uploader uploads us user users vector
  vendor version view volume vpc w3c waf warp wazuh web webhook webhooks hook hooks week west workers worker workflow
  workflows workspace workspaces write writes year zaraz zero zone zones http https dlq xml yaml tcp udp tls
`;

export const plainWords: ReadonlySet<string> = new Set(text.trim().split(/\s+/));

/**
 * A path segment after one of these is usually a token: incoming webhooks, collectors' inputs, and words that say so.
 */
export const tokenPrefixes: ReadonlySet<string> = new Set(
  `hook hooks webhook webhooks webhookb2 incomingwebhook callback callbacks receiver receivers services inputs input bulk catch
   trigger triggers workflows incoming token tokens key keys apikey apikeys secret secrets`.split(/\s+/),
);

/**
 * Services that create a URL for each receiver. A name below one of these hosts works like a password, and so does the
 * path.
 */
export const hookHosts: readonly string[] = [
  "m.pipedream.net",
  "pipedream.net",
  "webhook.site",
  "webhook.cool",
  "requestbin.com",
  "requestbin.net",
  "requestcatcher.com",
  "requestinspector.com",
  "beeceptor.com",
  "hookbin.com",
  "hookdeck.com",
  "hkdk.events",
  "typedwebhook.tools",
  "ngrok.io",
  "ngrok.app",
  "ngrok.dev",
  "ngrok.pro",
  "ngrok-free.app",
  "ngrok-free.dev",
  "trycloudflare.com",
  "loca.lt",
  "localtunnel.me",
  "lhr.life",
  "localhost.run",
  "serveo.net",
  "pinggy.link",
  "pinggy.io",
  "tunnelmole.net",
  "devtunnels.ms",
  "telebit.io",
  "loophole.site",
  "packetriot.net",
  "playit.gg",
  "smee.io",
  "hooks.slack.com",
  "hooks.zapier.com",
  "hook.make.com",
  "hook.integromat.com",
  "maker.ifttt.com",
];
