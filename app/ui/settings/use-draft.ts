import { useEffect, useState } from "react";

export interface Stored<T> {
  readonly version: number;
  readonly typed: T;
}

export interface Draft<T> extends Stored<T> {
  /** Something is typed that is not stored. `version` is then the one that it began with. */
  readonly dirty: boolean;
  /** What is typed was there from before this page was shown. */
  readonly restored: boolean;
  readonly change: (typed: T) => void;
  readonly discard: () => void;
}

/**
 * What is being typed, kept in the tab until it is saved or discarded: a session that ends, a fault or a reload in the middle of a
 * form loses nothing. It remembers the version that it began with, so that what somebody else saved meanwhile is noticed.
 */
export function useDraft<T>(name: string, stored: Stored<T>): Draft<T> {
  const key = `handoff-draft ${name}`;
  const [draft, setDraft] = useState<Stored<T> | null>(null);
  const [restored, setRestored] = useState(false);
  useEffect(() => {
    const kept = read(key) as Stored<T> | null;
    if (kept === null) return;
    setDraft(kept);
    setRestored(true);
  }, [key]);
  const dirty = draft !== null && JSON.stringify(draft.typed) !== JSON.stringify(stored.typed);
  const keep = (next: Stored<T> | null) => {
    setDraft(next);
    write(key, next);
  };
  return {
    ...(dirty ? draft : stored),
    dirty,
    restored,
    change: (typed) => keep({ version: dirty ? draft.version : stored.version, typed }),
    discard() {
      keep(null);
      setRestored(false);
    },
  };
}

/** A browser may refuse storage altogether; then nothing is kept, and nothing breaks. */
function read(key: string): unknown {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Kept in the page only.
  }
}
