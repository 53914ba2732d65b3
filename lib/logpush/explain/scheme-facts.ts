/** Facts about a kind of destination ("Enable destinations" and its pages). */
export type SchemeFacts = {
  label: string;
  /** The documented format. */
  template: string;
  /** `url`: host, port and path. `bucket`: a name and a path. `table`: BigQuery's path alone. */
  address: "url" | "bucket" | "table";
  authority: string;
  path: string;
  /** Whether `header_` parameters become request headers. */
  takesHeaders: boolean;
  /** Whether Cloudflare replaces `{DATE}` with the day. */
  takesDate: boolean;
  /** Whether parameters are sent to the receiver. Otherwise they are settings that Cloudflare reads. */
  sendsParameters: boolean;
  parameters: Record<string, string>;
  /** Parameters, headers with their prefix, that are required. */
  required: string[];
  /** Whether the documentation lists all parameters, so that another one is worth a finding. */
  isClosed: boolean;
};

const bucket = {
  address: "bucket",
  authority: "The bucket that Cloudflare writes to.",
  path: "The folder in the bucket. Cloudflare adds the file names.",
  takesHeaders: false,
  takesDate: true,
  sendsParameters: false,
} as const;

const endpoint = {
  address: "url",
  authority: "The server that Cloudflare connects to, over HTTPS.",
  path: "The path of the request.",
  takesHeaders: true,
  takesDate: false,
  sendsParameters: true,
  isClosed: false,
} as const;

const accessKey = {
  "access-key-id": "The access key that Cloudflare signs with.",
  "secret-access-key": "The secret of the access key. Anyone who has it can use the key.",
};

const facts: Record<string, SchemeFacts> = {
  https: {
    ...endpoint,
    label: "HTTP endpoint",
    template: "https://host[:port]/path?header_Name=value&name=value",
    authority: "The server that Cloudflare connects to. It needs a public address and a publicly trusted certificate.",
    path: "The path of the POST request, as your server receives it.",
    parameters: {},
    required: [],
  },
  r2: {
    ...bucket,
    label: "Cloudflare R2",
    template: "r2://BUCKET/PATH/{DATE}?account-id=…&access-key-id=…&secret-access-key=…",
    parameters: { "account-id": "The Cloudflare account that owns the bucket.", ...accessKey },
    required: ["account-id", "access-key-id", "secret-access-key"],
    isClosed: true,
  },
  s3: {
    ...bucket,
    label: "Amazon S3 or compatible storage",
    template: "s3://BUCKET/PATH?region=…[&sse=AES256][&access-key-id=…&secret-access-key=…&endpoint=HOST]",
    parameters: {
      region: "The region of the bucket.",
      sse: "Encryption of the stored files by S3.",
      endpoint: "The host of an S3-compatible service, without the bucket.",
      ...accessKey,
    },
    required: ["region"],
    isClosed: true,
  },
  gs: {
    ...bucket,
    label: "Google Cloud Storage",
    template: "gs://BUCKET/PATH",
    parameters: {},
    required: [],
    isClosed: true,
  },
  azure: {
    ...bucket,
    label: "Azure Blob Storage",
    template: "azure://CONTAINER/PATH?SAS_TOKEN",
    authority: "The storage account and container that Cloudflare writes to.",
    path: "The container and folder. Cloudflare adds the file names.",
    sendsParameters: true,
    parameters: {
      sig: "The signature of the SAS token. Anyone who has it can use the token.",
      se: "When the SAS token expires. Cloudflare's docs ask for five years or more.",
      sp: "Permissions of the SAS token. Write (w) is required.",
      ss: "Services of the SAS token. Blob (b) is required.",
      srt: "Resource types of the SAS token. Object (o) is required.",
      sv: "The version of the SAS token.",
      st: "When the SAS token becomes valid.",
      spr: "The protocols that the SAS token allows.",
    },
    required: ["sig"],
    isClosed: false,
  },
  sumo: {
    ...endpoint,
    label: "Sumo Logic",
    template: "sumo://HOST/receiver/v1/http/CODE",
    path: "The path of the HTTP source. The code at the end is the only credential, so it is a secret.",
    takesHeaders: false,
    parameters: {},
    required: [],
  },
  splunk: {
    ...endpoint,
    label: "Splunk HTTP Event Collector",
    template: "splunk://HOST:8088/services/collector/raw?channel=GUID&sourcetype=…&header_Authorization=Splunk%20TOKEN",
    parameters: {
      channel: "A GUID of your choice that identifies this sender.",
      sourcetype: "How Splunk parses the records.",
      "insecure-skip-verify": "Whether Cloudflare skips certificate verification. Cancel false.",
    },
    required: ["channel", "header_Authorization"],
  },
  datadog: {
    ...endpoint,
    label: "Datadog",
    template: "datadog://http-intake.logs.datadoghq.com/api/v2/logs?header_DD-API-KEY=…&ddsource=cloudflare&service=…",
    authority: "Datadog's intake for the site of your organization.",
    parameters: {
      ddsource: "The Datadog integration that parses the records.",
      service: "The service name for the records.",
      host: "The host name for the records.",
      ddtags: "Tags for all records.",
    },
    required: ["header_DD-API-KEY"],
  },
  sentinelone: {
    ...endpoint,
    label: "SentinelOne",
    template: "sentinelone://HOST/services/collector/raw?sourcetype=…&header_Authorization=Bearer%20TOKEN",
    parameters: { sourcetype: "How SentinelOne parses the records." },
    required: ["header_Authorization"],
  },
  bq: {
    ...bucket,
    address: "table",
    label: "Google BigQuery",
    template: "bq://projects/PROJECT/datasets/DATASET/tables/TABLE?credentials=base64:…",
    authority: "",
    path: "The table that Cloudflare writes to: project, dataset and table.",
    takesDate: false,
    parameters: { credentials: "The key of the service account, after base64: or url:." },
    required: ["credentials"],
    isClosed: true,
  },
  kinesis: {
    ...bucket,
    label: "Amazon Kinesis",
    template: "kinesis://STREAM?region=…&sts-assume-role-arn=…[&sts-external-id=…]",
    authority: "The stream that Cloudflare writes to.",
    path: "Not part of the documented format.",
    takesDate: false,
    parameters: {
      region: "The region of the stream.",
      "sts-assume-role-arn": "The AWS role that Cloudflare assumes.",
      "sts-external-id": "The external id that this role requires.",
      ...accessKey,
    },
    required: ["region"],
    isClosed: true,
  },
  ibmcl: {
    ...endpoint,
    label: "IBM Cloud Logs",
    template: "ibmcl://ID.ingress.REGION.logs.cloud.ibm.com/logs/v1/singles?ibm_api_key=…",
    takesHeaders: false,
    sendsParameters: false,
    parameters: { ibm_api_key: "The IBM Cloud API key that Cloudflare uses." },
    required: ["ibm_api_key"],
  },
  cos: {
    ...bucket,
    label: "IBM Cloud Object Storage",
    template: "cos://BUCKET/PATH?…",
    takesDate: false,
    parameters: {},
    required: [],
    isClosed: false,
  },
};

const unknown: SchemeFacts = {
  ...endpoint,
  label: "Unknown destination",
  template: "",
  authority: "The server or bucket.",
  parameters: {},
  required: [],
};

export const schemes = Object.keys(facts);

/** The facts of a scheme in lower case. An unknown one is read like a URL, `http` like `https`. */
export function factsOf(scheme: string): SchemeFacts {
  const known = scheme === "http" ? "https" : scheme;
  return (Object.hasOwn(facts, known) ? facts[known] : undefined) ?? unknown;
}
