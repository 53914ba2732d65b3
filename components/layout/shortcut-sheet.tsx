import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";

const groups: { title: string; keys: { keys: string[]; does: string; isForWriters?: boolean }[] }[] = [
  {
    title: "Anywhere",
    keys: [
      { keys: ["Ctrl", "K"], does: "Search pages, jobs, zones and actions" },
      { keys: ["N"], does: "New job", isForWriters: true },
      { keys: ["?"], does: "Show these shortcuts" },
      { keys: ["Esc"], does: "Close what is open" },
    ],
  },
  {
    title: "Jobs",
    keys: [
      { keys: ["/"], does: "Search jobs" },
      { keys: ["J"], does: "Next job" },
      { keys: ["K"], does: "Previous job" },
      { keys: ["X"], does: "Select the job" },
      { keys: ["Enter"], does: "Open the job" },
    ],
  },
  {
    title: "Job form",
    keys: [{ keys: ["Ctrl", "Enter"], does: "Create or save the job", isForWriters: true }],
  },
];

/** Every keyboard shortcut, by where it works. */
export function ShortcutSheet({ mayWrite, onClose }: { mayWrite: boolean; onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" isOpen onClose={onClose}>
      {groups.map(({ title, keys }) => {
        const usable = keys.filter(({ isForWriters }) => mayWrite || !isForWriters);
        return usable.length === 0 ? null : (
          <section key={title} className="mt-4 first-of-type:mt-0">
            <h3 className="mb-1 font-medium text-muted text-xs">{title}</h3>
            <dl>
              {usable.map(({ keys: pressed, does }) => (
                <div key={does} className="flex items-center justify-between border-line-soft border-b py-1.5">
                  <dt>{does}</dt>
                  <dd className="flex gap-1">
                    <span className="sr-only">{pressed.join(" and ")}</span>
                    {pressed.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })}
    </Dialog>
  );
}
