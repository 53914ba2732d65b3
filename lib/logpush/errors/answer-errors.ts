/**
 * Errors in answers from Cloudflare, the endpoint or this server. They are built on the server, so no page loads them;
 * `refusalErrors` and `browserErrors` are the exceptions.
 * `{word}` is filled in from the error's parameters.
 */
export const answerErrors = {
  E_SAVED_GONE: ["A value that you kept is no longer in the saved job.", "Reload the job and make the change again."],
  E_COPY_GONE: [
    "The job to duplicate no longer exists, or you can’t see it.",
    "Enter the saved values again, or duplicate another job.",
  ],
  E_COPY_CHANGED: ["The destination of the job to duplicate has changed.", "Duplicate the job again."],
  E_CONFIRM_NAME: ["The name does not match.", "Type {name} to delete this job."],
  E_CONFLICT: [
    "This job was modified since you opened it ({changed}).",
    "Nothing was saved. Review the differences, then load the latest version or overwrite it.",
  ],
  E_RUN_EMPTY: ["There is nothing to plan.", "Select at least one job."],
  E_CLEANUP_EMPTY: [
    "None of the zone jobs that this run disabled is still there and disabled.",
    "They were deleted, or enabled again. Open the zone in Jobs to see those that are there; disable a job to include it.",
  ],
  E_FIELD_CHANGE_EMPTY: [
    "No job needs this change anymore.",
    "Reload the page. A job that was saved after the field appeared is left as it is.",
  ],
  E_RUN_GONE: ["This run is not kept anymore.", "Open Runs to see those that are."],
  E_RUN_STATE: ["The run is {state}, so this is not possible now.", "Reload the page to see how it is."],
  E_RUN_NOTHING: ["This run changed no job, so there is nothing to roll back.", "Open the results to see why."],
  E_RUN_LATER: [
    "The job was changed after the run.",
    "It is left as it is. Open the job's activity to restore a version.",
  ],
  E_RUN_CHANGED: [
    "The job was changed after the plan ({changed}).",
    "Nothing was sent. Plan again to see the job as it is now.",
  ],
  E_RUN_OPEN: [
    "The outcome of an earlier change to this job is not known yet.",
    "Headgate reads it back first, then goes on.",
  ],
  E_RUN_STEP: ["An earlier step of the run was not done.", "Nothing was sent. Retry what failed, then resume the run."],
  E_RUN_TAKEN: ["Another server works on this item.", "Reload the page to see its result."],
  E_RUN_WIPED: ["The secrets of this run were removed after it ended.", "Plan again. Nothing was sent."],
  E_RUN_UNKNOWN: [
    "Headgate could not find out whether this change took effect.",
    "Open the job to check it. Retry sends the change only if the job is still as it was planned.",
  ],
  E_RUN_UNSETTLED: [
    "Headgate does not know yet whether {count} of this run took effect.",
    "It reads the jobs back, which takes up to two minutes. Then roll back. Nothing was sent.",
  ],
  E_RUN_FAILURES: [
    "The run stopped after {count}.",
    "Read the results below, then resume the run to go on with the next job, or retry what failed.",
  ],
  E_RUN_OUTAGE: [
    "Cloudflare has not responded for {minutes} minutes, so the run stopped.",
    "Resume it when Cloudflare responds again. Nothing is sent twice.",
  ],
  E_RUN_SIGNED_OUT: ["The run stopped because you signed out.", "Resume it to go on with your token."],
  E_VERSION_UNSEEN: [
    "Headgate had not seen this job at that time.",
    "Choose a later time, or open the job's activity to see its versions.",
  ],
  E_VERSION_GONE: ["This version is not kept anymore.", "Reload the page to see the versions that are."],
  E_RESTORED_ALREADY: [
    "A job with this name and destination exists.",
    "Open it from the job list. Nothing was created.",
  ],
  E_VERSION_SEALED: [
    "The secrets of this version can't be read.",
    "They were not kept, or the installation's key has changed. Make the change in Settings, or restore another version.",
  ],
  E_VALUES_MISSING: [
    "{label} is not entered.",
    "Headgate keeps no secrets of this version. Enter each value in plain text.",
  ],
  E_ARRIVAL_GONE: [
    "This request is no longer available.",
    "The test receiver only keeps the newest requests. Open one of those.",
  ],
  E_NO_RECEIVER: [
    "The test receiver is off when a real credential is set.",
    "Start Headgate without a credential to use it.",
  ],
  E_SCOPE_GONE: [
    "This credential has no access to that zone or account.",
    "Choose another zone or account, or give the token access to this one.",
  ],
  E_DATASET_UNKNOWN: [
    "Cloudflare does not list this dataset for this zone or account.",
    "Check the dataset id, and whether the dataset is for zones or for accounts.",
  ],
  E_DELIVERY_BLOCKED: [
    "Headgate does not send to this address or port.",
    "Test deliveries only go to public addresses on ports 443, 2053, 2083, 2087, 2096, 4318, 8088, 8443, 9243, 9560 and 12345. With the emulator, they can also go to other programs on this machine. An administrator can allow private address blocks and other ports with HEADGATE_DELIVERY_ALLOW. Logpush itself only reaches public addresses.",
  ],
  E_ALERTS_OFF: [
    "Alerts are off.",
    "They need a server credential, so not HEADGATE_AUTH=token, and HEADGATE_ALERTS must not be off.",
  ],
  E_CHANNEL_GONE: ["This alert channel no longer exists.", "Reload the page."],
  E_CHANNEL_CHANGED: [
    "Somebody changed this alert channel since you opened it.",
    "Nothing was saved. Reload the page and make the change again.",
  ],
  E_CHANNELS_FULL: ["There are already {count} alert channels.", "Delete one that is not needed."],
  E_MESSAGE_GONE: ["This message is no longer kept, or is being sent right now.", "Reload the page."],
  E_DELIVERY_SLOW: [
    "The endpoint did not respond within {seconds} seconds.",
    "Headgate stops a test delivery after {seconds} seconds in total. Cloudflare stops after 10 seconds without progress. Make the endpoint acknowledge first and process later, then try again.",
  ],
  E_DELIVERY_SCHEME: [
    "Test deliveries only work for HTTPS endpoints.",
    "For other destinations, use Cloudflare's validation.",
  ],
  E_DELIVERY_LIMIT: ["Too many test deliveries and test alerts.", "Wait {wait}, then try again."],
  E_FIELDS_UNLISTED: [
    "Cloudflare does not list these fields for this zone or account: {names}.",
    "Remove them, or enable the product that provides them.",
  ],
  E_REFUSED_OFTEN: [
    "Not sent, because Cloudflare refused your last {count} changes to this zone or account.",
    "Wait {wait}, or use a token that can edit its Logpush jobs.",
  ],
  E_UPSTREAM_REFUSED: ["Cloudflare refused: {text}", "Fix the setting that the message names, then try again."],
  E_UPSTREAM_SHAPE: [
    "The response is not in the format of Cloudflare's API.",
    "A proxy may have changed it. Try again. If the error persists, check the network path.",
  ],
  E_UPSTREAM_NETWORK: ["Could not reach the Cloudflare API.", "Check this server's network and DNS, then try again."],
  E_UPSTREAM_PAUSED: [
    "The Cloudflare API is unavailable ({end}). Nothing was sent.",
    "Try again in {wait}, or check cloudflarestatus.com.",
  ],
  E_CALL_SHARE_USED: [
    "Headgate has used its share of the Cloudflare API rate limit: 1,000 calls in five minutes.",
    "This request was not sent. Try again in {wait}.",
  ],
  E_CALLS_SCARCE: [
    "Headgate or other programs have almost used up the Cloudflare API rate limit.",
    "This request was not sent. Try again in {wait}.",
  ],
  E_UNKNOWN_OUTCOME: [
    "Cloudflare's response was lost, so the outcome of {action} is unknown.",
    "Check the job list before you retry. To keep what you typed here, open the list in another tab.",
  ],
  E_NOT_CREATED: [
    "Cloudflare's response was lost, but the job is not in the list.",
    "It was not created. You can safely retry.",
  ],
  E_NOT_APPLIED: ["Cloudflare's response was lost, but the job is unchanged.", "You can safely retry."],
  E_AMBIGUOUS: [
    "Cloudflare's response was lost, and it is unclear whether a new job in the list is this one.",
    "Check the list for duplicates before you retry.",
  ],
  E_PASSWORD_WRONG: ["Incorrect password.", "Check upper case and spaces, then try again."],
  E_LINK_USED: [
    "This sign-in link has been used, is older than a day, or was replaced by a newer one.",
    "Open the newest link from the terminal where Headgate runs.",
  ],
  E_TOKEN_REFUSED: [
    "Cloudflare does not accept this token.",
    "Check that it is complete and active, and that it has Logs: Edit for a zone or an account.",
  ],
  E_TOKEN_BLIND: [
    "This token has no access to any zone or account.",
    "Add Logs: Edit for the zones or accounts whose jobs you manage.",
  ],
  E_SIGN_IN_LIMIT: ["Too many failed sign-in attempts.", "Wait {wait}, then try again."],
  E_DATA_UNWRITABLE: [
    "Headgate could not save this: it cannot write to its data file {file}.",
    "Check that the disk has space and that the user who runs Headgate owns the HEADGATE_DATA folder, then try again.",
  ],
  E_AUDIT_UNWRITABLE: [
    "Nothing was sent. Headgate records every change before it makes it, and cannot write to its database.",
    "Check that the disk has space and that the user who runs Headgate owns the HEADGATE_DATA folder, or that the HEADGATE_DATABASE database is writable, then try again.",
  ],
  E_JOB_BUSY: [
    "Another change to this job is still in progress. Nothing was sent.",
    "Wait until it finishes, then check the job and try again.",
  ],
  E_INTERNAL: [
    "Internal error in Headgate.",
    "Try again. If the error persists, search the server log for the request id.",
  ],
} as const satisfies Record<string, readonly [message: string, nextStep: string]>;
