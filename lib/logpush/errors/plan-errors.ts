/** Why an item of a plan cannot be done, apart from what a form would refuse too. */
export const planErrors = {
  E_PLAN_SEALED: [
    "The saved values of this job can't be read.",
    "They were not kept, or the installation's key has changed. Enter them again on the job's page.",
  ],
  E_PLAN_OWNERSHIP: [
    "This destination needs proof of ownership for each zone or account.",
    "Create the job in the Cloudflare dashboard. Jobs that push to an HTTP endpoint can be copied.",
  ],
  E_PLAN_NO_ZONE: ["{zone} has no value for an account.", "Remove {zone} from the pattern, or choose only zones."],
  E_PLAN_NO_ACCOUNT: [
    "The account of this zone is not known, so {account} has no value.",
    "Remove {account} from the pattern, or use a token that can read the account.",
  ],
  E_PLAN_NAMESAKE: [
    "Another {dataset} job here is named {name}, with other settings.",
    "Choose another name, or let the run change that job.",
  ],
  E_PLAN_DUPLICATE: [
    "The job {name} already sends {dataset} to this destination.",
    "A second job would send every record twice. Choose another destination or filter.",
  ],
  E_PLAN_OTHER_VALUE: [
    "This job does not hold the selected value.",
    "It was changed since, or holds another value. Nothing is overwritten. Plan again from the values in use now.",
  ],
  E_PLAN_NO_DEFAULTS: [
    "The job names no fields, and the default fields of {dataset} are not known.",
    "Select the fields on the job's page first.",
  ],
  E_PLAN_DATASET_ACCOUNT: [
    "{dataset} has no jobs at the account level.",
    "Keep one job per zone. These datasets exist for zones and accounts: {datasets}.",
  ],
  E_PLAN_ACCOUNT_JOB: [
    "The account's job can't be planned, so this job stays enabled.",
    "See the first row for the reason.",
  ],
  E_RUN_WAITING: [
    "The account's job has not delivered yet.",
    "Headgate waits for its first delivery, then disables the zone jobs.",
  ],
  E_PLAN_DIFFERENT: [
    "This job differs from the others: {settings}.",
    "It stays as it is. Give it the same settings first to include it.",
  ],
} as const satisfies Record<string, readonly [message: string, nextStep: string]>;
