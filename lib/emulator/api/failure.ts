export type ErrorItem = { code: number; message: string; error_chain?: { code: number; message: string }[] };

/** Every error code that the emulator returns. The README says which were observed and which are assumed. */
export const ERROR_CODE = {
  throttled: 971,
  invalidJson: 1001,
  invalidRequest: 1002,
  jobNotFound: 1003,
  notAllowed: 1004,
  invalidHeaders: 6003,
  malformedEmail: 6102,
  malformedKey: 6103,
  malformedAuthorization: 6111,
  noRoute: 7000,
  invalidIdentifier: 7003,
  unauthorizedResource: 9109,
  authentication: 10000,
  internal: 10013,
} as const;

/** An expected refusal; the router turns it into the envelope. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly items: ErrorItem[];

  constructor(status: number, code: number, message: string, chain?: ErrorItem["error_chain"]) {
    super(message);
    this.name = "ApiFailure";
    this.status = status;
    this.items = [chain ? { code, message, error_chain: chain } : { code, message }];
  }
}

/** 400 with the code that Logpush uses for a body that it cannot accept. */
export function invalidRequest(message: string): ApiFailure {
  return new ApiFailure(400, ERROR_CODE.invalidRequest, message);
}

/** 403 with the code that Logpush uses for quota, plan and dataset permission. */
export function notAllowed(message: string): ApiFailure {
  return new ApiFailure(403, ERROR_CODE.notAllowed, message);
}

export function jobNotFound(): ApiFailure {
  return new ApiFailure(404, ERROR_CODE.jobNotFound, "job not found");
}
