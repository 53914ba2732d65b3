/** The search takes the focus when there is nothing else left that could. */
export const searchId = "search-fields";
