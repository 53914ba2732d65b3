/** What a page says when it cannot be shown because of the database. Apart, because every page loads these. */
export const storeErrors = {
  E_STORE_DOWN: [
    "Headgate's database does not answer, so nothing was read or changed.",
    "Try again in a moment. If it stays like this, check the database that HEADGATE_DATABASE names, or the disk of HEADGATE_DATA.",
  ],
  E_STORE_DAMAGED: [
    "Headgate's database is damaged, so nothing was read or changed.",
    "Stop Headgate and restore the newest backup: npm run --silent headgate -- restore FILE.",
  ],
} as const satisfies Record<string, readonly [message: string, nextStep: string]>;
