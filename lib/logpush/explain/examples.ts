/** An example string. Its secrets are invented. */
export type Example = { label: string; text: string };

export type ExampleGroup = { title: string; examples: Example[] };

/** The documentation's own string, other kinds of destinations, and one string for each common mistake. */
export const exampleGroups: ExampleGroup[] = [
  {
    title: "Well formed",
    examples: [
      {
        label: "HTTP example from Cloudflare’s docs",
        text: "https://logs.example.com?header_Authorization=Basic%20REDACTED&tags=host:theburritobot.com,dataset:http_requests",
      },
      {
        label: "R2 bucket",
        text: "r2://my-logs/http/{DATE}?account-id=0123456789abcdef0123456789abcdef&access-key-id=ID&secret-access-key=SECRET",
      },
      {
        label: "Splunk",
        text: "splunk://splunk.example.com:8088/services/collector/raw?channel=C2A41F5E-2F0C-4F2B-9C5E-7B1D2E3F4A5B&insecure-skip-verify=false&sourcetype=cloudflare:json&header_Authorization=Splunk%20TOKEN",
      },
      {
        label: "Datadog",
        text: "datadog://http-intake.logs.datadoghq.com/api/v2/logs?header_DD-API-KEY=KEY&ddsource=cloudflare&service=edge",
      },
    ],
  },
  {
    title: "With errors",
    examples: [
      { label: "Not https", text: "http://logs.example.com/in?header_Authorization=Bearer%20TOKEN" },
      { label: "A plus for a space", text: "https://logs.example.com/in?header_Authorization=Bearer+TOKEN" },
      { label: "Double-encoded", text: "https://logs.example.com/in?header_Authorization=Bearer%2520TOKEN" },
      { label: "Not encoded", text: "https://logs.example.com/in?header_X-Key=a b~c;d&team=Zürich" },
      {
        label: "Duplicate header",
        text: "https://logs.example.com/in?header_Content-Type=application%2Fjson&header_content-type=text%2Fplain&header_X-Key=KEY",
      },
      { label: "Uppercase Header_", text: "https://logs.example.com/in?Header_Authorization=Bearer%20TOKEN" },
      {
        label: "Reserved header",
        text: "https://logs.example.com/in?header_Host=other.example.com&header_X-Key=KEY",
      },
      { label: "Secret in the URL", text: "https://logs.example.com/in?api_key=KEY" },
      { label: "Cut off by #", text: "https://logs.example.com/in#logs?header_Authorization=Bearer%20TOKEN" },
      { label: "User name and password", text: "https://user:password@logs.example.com/in" },
      { label: "Private address", text: "https://192.168.1.20:8443/in?header_X-Key=KEY" },
      { label: "{DATE} over HTTP", text: "https://logs.example.com/in/{DATE}?header_X-Key=KEY" },
      {
        label: "Copied from JSON",
        text: '  "destination_conf": "https:\\/\\/logs.example.com\\/in?header_X-Key=KEY\\u0026tags=env:prod",\n',
      },
      { label: "R2 without keys", text: "r2://my-logs/http/{DATE}?account-id=0123456789abcdef0123456789abcdef" },
    ],
  },
];
