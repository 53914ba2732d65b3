/**
 * Errors in answers from Cloudflare, the endpoint or this server. They are built on the server, so no page loads them;
 * `refusalErrors` and `browserErrors` are the exceptions.
 * `{word}` is filled in from the error's parameters.
 */
export const answerErrors = {
  E_SAVED_GONE: ["A kept value is no longer in the saved job.", "Reload the job, then make the change again."],
  E_CONFIRM_NAME: ["The name does not match.", "Type {name} to delete this job."],
  E_CONFLICT: [
    "The job was changed meanwhile: {changed}.",
    "Nothing was saved. Check what changed, then load the new state, or save your changes on top of it.",
  ],
  E_ARRIVAL_GONE: [
    "This request is no longer kept.",
    "The test receiver keeps only the newest requests. Open one of those.",
  ],
  E_NO_RECEIVER: [
    "The test receiver is off when a real credential is set.",
    "Start Headgate without a credential to use it.",
  ],
  E_SCOPE_GONE: [
    "This credential has no access to that zone or account.",
    "Choose another scope, or give the token access to it.",
  ],
  E_DATASET_UNKNOWN: [
    "Cloudflare does not list this dataset for this scope.",
    "Check the spelling of the id, and whether the dataset belongs to a zone or an account.",
  ],
  E_DELIVERY_BLOCKED: [
    "Headgate does not send to this address or port.",
    "Test deliveries go to public addresses on ports 443, 2053, 2083, 2087, 2096, 4318, 8088, 8443, 9243, 9560 and 12345. With the emulator, they also go to other programs on this machine. An administrator can allow private address blocks and other ports with HEADGATE_DELIVERY_ALLOW. Logpush itself reaches public addresses only.",
  ],
  E_ALERTS_OFF: [
    "No webhook is set, so alerts cannot be sent.",
    "Set HEADGATE_ALERT_URL and HEADGATE_ALERT_SECRET, then start Headgate again.",
  ],
  E_DELIVERY_SLOW: [
    "The endpoint did not respond within {seconds} seconds.",
    "Headgate stops a test delivery after {seconds} seconds in total. Have the endpoint respond before it processes the data, then try again. Cloudflare stops after 10 seconds without progress.",
  ],
  E_DELIVERY_SCHEME: [
    "Headgate makes test deliveries to https endpoints only.",
    "For other destinations, let Cloudflare validate the destination.",
  ],
  E_DELIVERY_LIMIT: ["Too many test deliveries and test alerts in a short time.", "Wait {wait}, then try again."],
  E_FIELDS_UNLISTED: [
    "Cloudflare does not list these fields for this zone or account: {names}.",
    "Remove them, or add the product that fills them.",
  ],
  E_REFUSED_OFTEN: [
    "Cloudflare refused your last {count} changes to this zone or account, so this one was not sent.",
    "Wait {wait}, or use a token with permission to edit its Logpush jobs.",
  ],
  E_UPSTREAM_REFUSED: ["Cloudflare refused: {text}", "Correct the setting that the message names, then try again."],
  E_UPSTREAM_SHAPE: [
    "The answer does not have the format of Cloudflare's API.",
    "A proxy may be in the way. Try again; if the error persists, check the network path.",
  ],
  E_UPSTREAM_NETWORK: [
    "Cloudflare's API could not be reached.",
    "Check this server's network and DNS, then try again.",
  ],
  E_UPSTREAM_PAUSED: [
    "Cloudflare's API failed several times in a row, last with {end}, so nothing was sent.",
    "Headgate tries again in {wait}. Try then, or check cloudflarestatus.com.",
  ],
  E_CALL_SHARE_USED: [
    "Headgate has used its share of Cloudflare's API limit: 1,000 calls in five minutes.",
    "Requests resume in {wait}. This one was not sent; try again then.",
  ],
  E_CALLS_SCARCE: [
    "Cloudflare reports that its API limit is almost used up, by Headgate or by other programs.",
    "Requests resume in {wait}. This one was not sent; try again then.",
  ],
  E_UNKNOWN_OUTCOME: [
    "Cloudflare's answer was lost, so it is not known whether {action} happened.",
    "Check the job list before you try again. If you have typed something here, open the list in another tab.",
  ],
  E_NOT_CREATED: [
    "Cloudflare's answer was lost, and the job is not in its list.",
    "It was not created, so it is safe to try again.",
  ],
  E_NOT_APPLIED: [
    "Cloudflare's answer was lost, and reading the job again shows no change.",
    "It is safe to try again.",
  ],
  E_AMBIGUOUS: [
    "Cloudflare's answer was lost, and it is not clear which new job in the list is this one.",
    "Check the list before you try again, and delete duplicates.",
  ],
  E_PASSWORD_WRONG: ["The password is wrong.", "Check capitals and spaces, then try again."],
  E_LINK_USED: [
    "This sign-in link was used before or is older than a day, or a newer one exists.",
    "Open the newest link in the terminal where Headgate runs.",
  ],
  E_TOKEN_REFUSED: [
    "Cloudflare does not accept this token.",
    "Check that it is complete and active, and that it has Logs: Edit for a zone or an account.",
  ],
  E_TOKEN_BLIND: [
    "This token has no access to any zone or account.",
    "Give it Logs: Edit for the zones or accounts whose jobs you manage.",
  ],
  E_SIGN_IN_LIMIT: ["There were too many failed attempts to sign in.", "Wait {wait}, then try again."],
  E_DATA_UNWRITABLE: [
    "Headgate could not store this: it cannot write its data file {file}.",
    "Check that the disk has room and that the user who runs Headgate owns the folder in HEADGATE_DATA, then try again.",
  ],
  E_AUDIT_UNWRITABLE: [
    "Nothing was sent: Headgate records every change before it makes it, and it cannot write to its database.",
    "Check that the disk has room and that the user who runs Headgate owns the folder in HEADGATE_DATA, or that the database in HEADGATE_DATABASE can be written, then try again.",
  ],
  E_JOB_BUSY: [
    "Another change of this job is still under way, so nothing was sent.",
    "Wait until it is done, then check the job and try again.",
  ],
  E_INTERNAL: [
    "Something went wrong in Headgate itself.",
    "Try again. If the error persists, search the server's log for the request id.",
  ],
} as const satisfies Record<string, readonly [message: string, nextStep: string]>;
