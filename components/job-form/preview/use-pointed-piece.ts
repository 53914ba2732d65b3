import { type KeyboardEvent, type PointerEvent, useState } from "react";
import type { Segment } from "#lib/logpush/destination/segments.ts";

/** Which piece is pointed at, by its place: with the pointer, or with the arrow keys once the string has the focus. */
export function usePointedPiece(segments: Segment[]) {
  const [place, setPlace] = useState<number | null>(null);
  const [isWalking, setIsWalking] = useState(false);
  const leave = () => {
    setPlace(null);
    setIsWalking(false);
  };
  return {
    pointed: place !== null && place < segments.length ? place : null,
    isWalking,
    onPointerOver: ({ target }: PointerEvent) => {
      const piece = target instanceof HTMLElement ? target.dataset.place : undefined;
      setPlace(piece === undefined ? null : Number(piece));
    },
    onPointerLeave: leave,
    onBlur: leave,
    onKeyDown: (event: KeyboardEvent) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (step === 0) return;
      event.preventDefault();
      const places = segments.flatMap(({ kind }, index) => (kind === "mark" ? [] : [index]));
      const at = places.indexOf(place ?? -1);
      setPlace(places[Math.min(places.length - 1, Math.max(0, at + step))] ?? null);
      setIsWalking(true);
    },
  };
}
