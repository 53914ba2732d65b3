import { Select } from "./input.tsx";

type FilterSelectProps = {
  label: string;
  /** The text for no filter. */
  all: string;
  value: string;
  options: { value: string; text: string }[];
  onChange: (value: string) => void;
  /** For where there are many. */
  isNarrow?: boolean;
};

/** Narrows a list by one property. A value that is not among the options is kept. */
export function FilterSelect({ label, all, value, options, onChange, isNarrow = false }: FilterSelectProps) {
  const isKnown = value === "" || options.some((option) => option.value === value);
  return (
    <div className={`min-w-28 max-sm:flex-1 ${isNarrow ? "sm:max-w-32" : "max-w-56"}`}>
      <Select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
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
