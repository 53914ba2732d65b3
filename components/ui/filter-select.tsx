import { Select } from "./input.tsx";

type FilterSelectProps = {
  label: string;
  /** The text for no filter. */
  all: string;
  value: string;
  options: { value: string; text: string }[];
  onChange: (value: string) => void;
};

/** Narrows a list by one property, as wide as what it says. A value that is not among the options is kept. */
export function FilterSelect({ label, all, value, options, onChange }: FilterSelectProps) {
  const isKnown = value === "" || options.some((option) => option.value === value);
  return (
    <div className="min-w-0 max-sm:min-w-28 max-sm:flex-1 sm:max-w-52">
      <SheetLabel text={label} />
      <Select
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="sm:field-sizing-content sm:w-auto! sm:max-w-full"
      >
        <option value="">{all}</option>
        {isKnown ? null : <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </Select>
    </div>
  );
}

/** The label of a filter, for the eye: in the sheet of phones, where nothing else says what a control narrows. */
export function SheetLabel({ text }: { text: string }) {
  return (
    <span aria-hidden className="mb-1.5 hidden font-medium text-muted text-xs in-[:popover-open]:block">
      {text}
    </span>
  );
}
