type CheckProps = { label: string; isOn: boolean; onChange: (isOn: boolean) => void };

/** A checkbox with its words. */
export function Check({ label, isOn, onChange }: CheckProps) {
  return (
    <label className="flex w-fit items-center gap-2 text-sm">
      <input type="checkbox" className="check" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      {label}
    </label>
  );
}
