/** What a page says when it cannot be shown because of the database. Apart, because every page loads these. */
export const storeErrors = {
  E_STORE_DOWN: [
    "Headgate's database does not respond. Nothing was read or changed.",
    "Try again in a moment. If the error persists, check the HEADGATE_DATABASE database, or the disk of HEADGATE_DATA.",
  ],
  E_STORE_DAMAGED: [
    "Headgate's database is damaged. Nothing was read or changed.",
    "Stop Headgate and restore the latest backup: npm run --silent headgate -- restore FILE.",
  ],
} as const satisfies Record<string, readonly [message: string, nextStep: string]>;
