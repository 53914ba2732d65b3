const BURRITO = "9495f78c4f619da2c1ea2fb6b11d8eae";
const MEDIA = "51e399eabab99b8e6fc23fbd3d4000a2";

/** An SQL transformer of an account; a job names it in `transformer_id`. `code` is its latest version. */
export type Transformer = {
  id: number;
  accountId: string;
  name: string;
  description: string;
  dataset: string;
  code: string;
  createdAt: string;
  updatedAt: string;
  versions: number;
};

/** Fixed, so that IDs in tests and bookmarks stay valid. */
export const SEED_TRANSFORMERS: Transformer[] = [
  {
    id: 5001,
    accountId: BURRITO,
    name: "requests-without-addresses",
    description: "Drops the client's address.",
    dataset: "http_requests",
    code: "SELECT ClientRequestHost, ClientRequestURI, EdgeResponseStatus, RayID FROM http_requests",
    createdAt: "2026-10-02T09:00:00Z",
    updatedAt: "2026-11-03T14:20:00Z",
    versions: 2,
  },
  {
    id: 5002,
    accountId: BURRITO,
    name: "blocked-dns",
    description: "",
    dataset: "gateway_dns",
    code: "SELECT Datetime, QueryName, ResolverDecision FROM gateway_dns WHERE ResolverDecision <> 'allowedOnNoPolicyMatch'",
    createdAt: "2026-10-09T11:30:00Z",
    updatedAt: "2026-10-09T11:30:00Z",
    versions: 1,
  },
  {
    id: 5003,
    accountId: MEDIA,
    name: "media-requests",
    description: "Host, path and status for the media team.",
    dataset: "http_requests",
    code: "SELECT ClientRequestHost, ClientRequestPath, EdgeResponseStatus FROM http_requests",
    createdAt: "2026-10-20T08:00:00Z",
    updatedAt: "2026-10-20T08:00:00Z",
    versions: 1,
  },
];
