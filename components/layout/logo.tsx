/** The mark: a gate half raised over a running channel. */
export function Logo({ className = "size-6" }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden className={className}>
      <path d="M4 21V4a1 1 0 0 1 1-1h14a1 1 0 0 1 1 1v17" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <path d="M8 3v7.5h8V3M12 3v7.5" stroke="currentColor" strokeWidth="1.75" />
      <path
        d="M6.5 15.5c1.8-1.4 3.7-1.4 5.5 0s3.7 1.4 5.5 0M6.5 19.5c1.8-1.4 3.7-1.4 5.5 0s3.7 1.4 5.5 0"
        stroke="var(--accent)"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}
