/** The ground of what is not known, in charts and their legends. */
export const hatched = "bg-[repeating-linear-gradient(-45deg,var(--bar-hatch)_0_1.4px,transparent_1.4px_5px)]";
