/**
 * What can come back from Cloudflare, from a receiver or from this server. Written on the server, so that no page loads them.
 * `{word}` is filled in from the error's parameters.
 */
export const answerErrors = {
  E_SAVED_GONE: ["A kept value is no longer in the saved job.", "Reload the job, then make the change again."],
  E_UPSTREAM_REDACTED: [
    "Cloudflare answered with a masked destination, so it cannot be kept.",
    "Replace the whole destination to save this job.",
  ],
  E_CONFIRM_NAME: ["The name does not match.", "Type {name} to delete this job."],
  E_INPUT: ["Some fields need a correction.", "Go through the marked fields."],
  E_CONFLICT: [
    "The job was changed meanwhile: {changed}.",
    "Nothing was saved. Look at what changed, then load the new state, or save your changes on top of it.",
  ],
  E_NOT_FOUND: ["This job no longer exists.", "It was deleted elsewhere. Go back to the list."],
  E_ARRIVAL_GONE: ["This request is no longer kept.", "The lab keeps the newest ones; look at one of those."],
  E_NO_LAB: ["There is no lab where a real credential is set.", "Start Headgate without a credential to use it."],
  E_SCOPE_GONE: [
    "This credential does not see that zone or account.",
    "Choose another scope, or give the token access to it.",
  ],
  E_DATASET_UNKNOWN: [
    "Cloudflare lists no such dataset for this scope.",
    "Check the spelling of the id and that the scope is of the right kind.",
  ],
  E_DESTINATION_REFUSED: [
    "Cloudflare's test of the destination failed.",
    "See that the receiver is up, has a public certificate, and answers POST with 2xx; then try again.",
  ],
  E_DESTINATION_401: [
    "The receiver refused the request as unauthorised (401).",
    "Check the Authorization or secret header: its name, its value, and that nothing is encoded twice.",
  ],
  E_DESTINATION_403: [
    "The receiver refused the request (403).",
    "Check the secret, and that no firewall rule or allow-list keeps Cloudflare out.",
  ],
  E_DESTINATION_404: ["The receiver has nothing at this path (404).", "Check the path of the endpoint URL."],
  E_DESTINATION_405: [
    "The receiver does not take POST at this path (405).",
    "Point the endpoint at a path that accepts POST.",
  ],
  E_DESTINATION_413: [
    "The receiver found the request too large (413).",
    "Raise its body limit, or lower Max upload bytes.",
  ],
  E_DESTINATION_415: [
    "The receiver does not take this content type (415).",
    "Add a Content-Type header: application/json, or what your receiver expects.",
  ],
  E_DESTINATION_429: [
    "The receiver asks to slow down (429).",
    "Raise its rate limit, or send fewer and larger batches: raise Max upload records or Max upload interval.",
  ],
  E_DESTINATION_5XX: [
    "The receiver failed by itself (status {status}).",
    "Look in the receiver's own log at this time; Cloudflare tries again while it keeps the logs.",
  ],
  E_DESTINATION_GZIP: [
    "The receiver could not read the gzip-compressed body.",
    "Let it decompress requests with Content-Encoding: gzip; Logpush cannot send plain bodies.",
  ],
  E_DESTINATION_STATUS: [
    "The receiver answered with status {status}.",
    "Make it answer 2xx to a gzip-compressed POST, then try again.",
  ],
  E_DESTINATION_REDIRECT: [
    "The receiver redirects (status {status}), and Logpush does not follow.",
    "Use the final URL as the endpoint.",
  ],
  E_DESTINATION_DNS: ["The receiver's host name does not resolve.", "Check its spelling and its public DNS record."],
  E_DESTINATION_TIMEOUT: [
    "The receiver did not answer in time.",
    "See that it is reachable from the internet and answers quickly; queue the work, answer first.",
  ],
  E_DESTINATION_TIMEOUT_CONNECT: [
    "No connection to the receiver came about within {seconds} s.",
    "A firewall may drop the packets: check host and port, and let Cloudflare's addresses in.",
  ],
  E_DESTINATION_CLOSED: [
    "The receiver closed the connection without an answer.",
    "Look in its log at this time; a proxy in front of it may refuse the request.",
  ],
  E_DESTINATION_PROTOCOL: [
    "What the receiver answers is not HTTP.",
    "Check that the port is the one of the HTTP endpoint.",
  ],
  E_DESTINATION_DOWN: [
    "Nothing accepts connections at the receiver's address.",
    "Start the receiver, or correct host and port.",
  ],
  E_DESTINATION_TLS: [
    "The TLS connection to the receiver failed.",
    "Use a certificate from a public authority that covers this host name and has not expired.",
  ],
  E_DESTINATION_CERT_EXPIRED: [
    "The receiver's certificate has expired or is not valid yet.",
    "Renew it, and see that the receiver serves the new one.",
  ],
  E_DESTINATION_CERT_NAME: [
    "The receiver's certificate is for another name.",
    "Use a certificate that covers this host name, or the host name that it covers.",
  ],
  E_DESTINATION_CERT_UNTRUSTED: [
    "The receiver's certificate is not from a public authority, or its chain is incomplete.",
    "Use a certificate from a public authority and serve the intermediate certificates too.",
  ],
  E_DESTINATION_NOT_TLS: [
    "The receiver does not speak TLS on this port.",
    "Use the port that serves https, or put TLS in front of the receiver.",
  ],
  E_DELIVERY_BLOCKED: [
    "Headgate does not send to this address.",
    "Test deliveries go to public addresses. Logpush cannot reach others either; to allow one for tests, set HEADGATE_DELIVERY_ALLOW.",
  ],
  E_DELIVERY_SCHEME: [
    "Headgate makes test deliveries to https endpoints only.",
    "For other destinations, let Cloudflare validate the destination.",
  ],
  E_DELIVERY_LIMIT: ["Too many test deliveries at once.", "Wait {wait}, then try again."],
  E_DELIVERY_CANCELLED: ["The test delivery was cancelled.", "Start it again when you are ready."],
  E_DESTINATION_PRIVATE: [
    "The receiver's address is not public.",
    "Logpush reaches public addresses only; expose the receiver, or put a tunnel in front.",
  ],
  E_QUOTA: [
    "No further job is allowed in this scope.",
    "Delete a job that is not needed, or ask Cloudflare to raise the limit. A quota of zero means that the plan does not include this dataset.",
  ],
  E_FIELDS_UNLISTED: [
    "Cloudflare does not list these fields for this zone or account: {names}.",
    "Take them out, or get the product that fills them.",
  ],
  E_FIELDS_PLAN: [
    "The plan does not include some of the chosen fields.",
    "Take out the fields of products that this zone does not have, such as Bot Management.",
  ],
  E_PERMISSION_PII: [
    "The credential may not read this dataset.",
    "Zero Trust datasets also need the permission Zero Trust: PII Read.",
  ],
  E_PERMISSION: [
    "The credential is not allowed to do this.",
    "Give the token Logs: Edit for this zone or account. Reading jobs needs it too.",
  ],
  E_CREDENTIAL: [
    "Cloudflare did not accept the credential.",
    "Check CLOUDFLARE_API_TOKEN (or key and email), and that it has not expired.",
  ],
  E_RATE_LIMIT: ["Cloudflare asks to slow down (429).", "Wait {wait}, then try again."],
  E_UPSTREAM_REFUSED: ["Cloudflare refused: {text}", "Correct what it names, then try again."],
  E_UPSTREAM_STATUS: [
    "Cloudflare answered with status {status}.",
    "Try again in a minute; if it stays, look at cloudflarestatus.com.",
  ],
  E_UPSTREAM_SHAPE: [
    "The answer was not what Cloudflare's API sends.",
    "A proxy may be in the way. Try again; if it stays, check the network path.",
  ],
  E_UPSTREAM_NETWORK: [
    "Cloudflare's API could not be reached.",
    "Check this server's network and DNS, then try again.",
  ],
  E_UPSTREAM_TIMEOUT: ["Cloudflare's API did not answer in time.", "Try again in a moment."],
  E_UNKNOWN_OUTCOME: [
    "Cloudflare's answer was lost, so it is not known whether {action} happened.",
    "Reload to see the current state before you try again.",
  ],
  E_NOT_CREATED: [
    "Cloudflare's answer was lost, and the job is not in its list.",
    "It was not created; it is safe to try again.",
  ],
  E_NOT_APPLIED: ["Cloudflare's answer was lost, and a fresh read shows no change.", "It is safe to try again."],
  E_AMBIGUOUS: [
    "Cloudflare's answer was lost, and it is not certain which new job in its list is this one.",
    "Look at the list before you try again, and delete what is double.",
  ],
  E_FORBIDDEN_ORIGIN: ["The request did not come from this site.", "Open Headgate at its own address and try again."],
  E_SERVER_SILENT: [
    "Headgate's server did not answer.",
    "See that it is running and that you are online, then try again. Nothing typed is lost.",
  ],
  E_SERVER_SILENT_WRITE: [
    "Headgate's server did not answer, so it is not known whether it happened.",
    "Look at the job list before you try again.",
  ],
  E_DATA_UNWRITABLE: [
    "Headgate could not store this: its data file {file} cannot be written.",
    "See that the disk has room and that the folder of HEADGATE_DATA belongs to the user who runs Headgate, then try again.",
  ],
  E_INTERNAL: [
    "Something went wrong in Headgate itself.",
    "Try again; if it stays, look for the request id in the server's log.",
  ],
} as const satisfies Record<string, readonly [message: string, nextStep: string]>;
