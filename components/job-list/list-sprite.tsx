import { shapes } from "./health-shape.tsx";

/**
 * The shapes and the hatching once, for rows that name them by their ids. The server renders it, so that the browser
 * loads no code for it.
 */
export function ListSprite() {
  return (
    <svg aria-hidden="true" width="0" height="0" className="absolute">
      <pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="1.4" height="4" fill="var(--bar-hatch)" />
      </pattern>
      <symbol id="st-clock" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round">
        <circle cx="12" cy="12" r="10" />
        <path d="M12 6v6l4 2" />
      </symbol>
      <symbol id="st-more" viewBox="0 0 14 14" fill="currentColor">
        <circle cx="2" cy="7" r="1.25" />
        <circle cx="7" cy="7" r="1.25" />
        <circle cx="12" cy="7" r="1.25" />
      </symbol>
      {Object.entries(shapes).map(([state, shape]) => (
        <symbol key={state} id={`st-${state}`} viewBox="0 0 14 14">
          {shape}
        </symbol>
      ))}
    </svg>
  );
}
