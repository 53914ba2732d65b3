type SegmentedChoiceProps<Option extends string> = {
  label: string;
  options: readonly Option[];
  labelOf: (option: Option) => string;
  value: Option;
  onChoose: (option: Option) => void;
  size?: keyof typeof sizes;
};

const sizes = {
  medium: {
    group: "grid h-9 auto-cols-fr grid-flow-col bg-sunken",
    option:
      "justify-center rounded-[5px] font-medium transition-colors duration-100 hover:text-fg has-checked:shadow-[0_0_0_1px_var(--line),0_1px_2px_rgb(0_0_0/0.08)]",
  },
  small: { group: "flex bg-chosen", option: "h-6 rounded-[4px] has-checked:font-medium has-checked:shadow-control" },
};

/** One of a few, side by side: native radio buttons, so that keys and screen readers work as everywhere. */
export function SegmentedChoice<Option extends string>(props: SegmentedChoiceProps<Option>) {
  const { label, options, labelOf, value, onChoose, size = "medium" } = props;
  return (
    <div role="radiogroup" aria-label={label} className={`rounded-control p-0.5 ${sizes[size].group}`}>
      {options.map((option) => (
        <label
          key={option}
          className={`relative flex cursor-pointer items-center whitespace-nowrap px-2.5 text-muted text-xs has-checked:bg-raised has-checked:text-fg has-focus-visible:outline-2 has-focus-visible:outline-ring ${sizes[size].option}`}
        >
          <input
            type="radio"
            name={label}
            value={option}
            checked={option === value}
            onChange={() => onChoose(option)}
            className="absolute inset-0 size-full cursor-pointer appearance-none rounded-[5px] opacity-0"
          />
          {labelOf(option)}
        </label>
      ))}
    </div>
  );
}
