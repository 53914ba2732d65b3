/** The address that a request to Cloudflare's API went to, as far as a text shows it. */
export type Route = {
  /** What stands after zones/ or accounts/; empty or a placeholder is possible. */
  scopeId?: string;
  /** Whether the address names one job. */
  isJob: boolean;
};

/**
 * What a text says, each thing apart: the answer of Cloudflare's API (`apiCodes`, `apiStatus`, `route`) is not the
 * answer of the endpoint (`endpointStatus`).
 */
export type Facts = {
  /** The words of the failure, in one line. */
  text: string;
  apiCodes: readonly number[];
  apiStatus?: number;
  route?: Route;
  endpointStatus?: number;
  /** Whether the text shows that Cloudflare's API or a program that calls it is speaking. */
  isApi: boolean;
  /** Seconds of the API's `retry-after` header. */
  retryAfter?: number;
};
