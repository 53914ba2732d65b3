/** Two texts side by side; lines that the other one does not have are marked. */
export function TextSides({ before, after }: { before: string; after: string }) {
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <Side label="Before" text={before} other={after} mark="bg-danger-soft text-danger" sign="-" />
      <Side label="After" text={after} other={before} mark="bg-ok-soft text-ok" sign="+" />
    </div>
  );
}

type SideProps = { label: string; text: string; other: string; mark: string; sign: string };

function Side({ label, text, other, mark, sign }: SideProps) {
  const known = new Set(other.split("\n").map(bare));
  return (
    <section
      aria-label={label}
      tabIndex={0}
      className="max-h-[55vh] overflow-auto rounded-card border border-line bg-sunken p-3"
    >
      <pre className="font-mono text-xs">
        {text.split("\n").map((line, at) => {
          const isOwn = !known.has(bare(line));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines never move.
            <span key={at} className={`block ${isOwn ? mark : ""}`}>
              {isOwn ? sign : " "} {line}
            </span>
          );
        })}
      </pre>
    </section>
  );
}

/** A comma at the end belongs to the next line, and spaces only align the lines of Terraform. */
function bare(line: string): string {
  return line.replace(/,$/, "").replace(/ +/g, " ");
}
