/** The route of a request to Cloudflare's API, as far as the text shows it. */
export type Route = {
  /** The part after zones/ or accounts/; may be empty or a placeholder. */
  scopeId?: string;
  /** Whether the route names one job. */
  isJob: boolean;
};

/**
 * Facts from a text. The answer of Cloudflare's API (`apiCodes`, `apiStatus`, `route`) is kept apart from the answer of
 * the endpoint (`endpointStatus`).
 */
export type Facts = {
  /** The failure's message, in one line. */
  text: string;
  apiCodes: readonly number[];
  apiStatus?: number;
  route?: Route;
  endpointStatus?: number;
  /** Whether Cloudflare's API, or a program that calls it, wrote the text. */
  isApi: boolean;
  /** Seconds of the API's `retry-after` header. */
  retryAfter?: number;
};
