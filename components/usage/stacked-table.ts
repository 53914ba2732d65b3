/**
 * The look of a table of numbers that runs to the edges of the page. On phones a row is a name with its main number, and
 * below them the other numbers with their words, from `data-word`.
 */
export const frame = "-mx-4 overflow-x-auto border-line border-t sm:-mx-6";
export const headRow =
  "text-muted text-xs max-sm:flex max-sm:flex-wrap max-sm:gap-x-4 max-sm:border-line max-sm:border-b max-sm:px-4";
export const head =
  "h-9 whitespace-nowrap border-line px-3 font-medium first:pl-4 last:pr-4 max-sm:flex max-sm:items-center max-sm:p-0! sm:border-b sm:last:pr-6 sm:first:pl-6";
export const row =
  "group border-line-soft hover:bg-hover max-sm:grid max-sm:grid-cols-[1fr_auto_1fr] max-sm:gap-x-3 max-sm:border-b max-sm:px-4 max-sm:py-2.5";
const cell = "border-line-soft px-3 max-sm:p-0! sm:h-10 sm:border-b sm:last:pr-6 sm:first:pl-6";
export const nameCell = `${cell} text-left font-normal max-sm:col-span-2 sm:max-w-96`;
export const mainNumber = `${cell} text-right tabular-nums whitespace-nowrap max-sm:font-medium`;
export const number = `${cell} text-right tabular-nums whitespace-nowrap max-sm:text-left max-sm:text-muted max-sm:text-xs max-sm:last:text-right max-sm:not-empty:after:content-[attr(data-word)] max-sm:after:ml-1`;
