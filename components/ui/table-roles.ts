/**
 * Some browsers drop a table's semantics where CSS lays its rows out as cards, so the roles are written out.
 * As objects, because for a plain table the same attributes would be redundant and linters say so.
 */
export const tableRole = { role: "table" };
export const rowGroupRole = { role: "rowgroup" };
export const rowRole = { role: "row" };
export const cellRole = { role: "cell" };
export const columnHeaderRole = { role: "columnheader" };
export const rowHeaderRole = { role: "rowheader" };
