import { useState } from "react";

export interface Paged<T> {
  readonly shown: readonly T[];
  readonly words: string;
  readonly find: (words: string) => void;
  /** How many match; more than are shown where there is another page. */
  readonly matching: number;
  readonly hasMore: boolean;
  readonly showMore: () => void;
}

/** A long list, some at a time: what matches the words, and more of it when asked. Nothing chosen further down is lost. */
export function usePages<T>(items: readonly T[], textOf: (item: T) => string, size = 25): Paged<T> {
  const [words, setWords] = useState("");
  const [limit, setLimit] = useState(size);
  const wanted = words.trim().toLowerCase();
  const found = wanted === "" ? items : items.filter((item) => textOf(item).toLowerCase().includes(wanted));
  return {
    shown: found.slice(0, limit),
    words,
    find(next) {
      setWords(next);
      setLimit(size);
    },
    matching: found.length,
    hasMore: found.length > limit,
    showMore: () => setLimit(limit + size),
  };
}
