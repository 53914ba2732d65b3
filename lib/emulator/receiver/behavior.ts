export type Header = [name: string, value: string];

export type Spoken = { status: number; body: string; headers: Header[]; isSlow?: boolean };

/** An answer, or what happens instead of one. */
export type Behavior = Spoken | "hang" | "close";

/** The parts of a request that decide the answer. */
export type Posted = {
  target: string;
  /** The value of a header by its lower-case name. */
  header: (name: string) => string | undefined;
  isGzip: boolean;
};

export function jsonAnswer(status: number, body: string, headers: Header[] = []): Spoken {
  return { status, body, headers: [["Content-Type", "application/json"], ...headers] };
}
