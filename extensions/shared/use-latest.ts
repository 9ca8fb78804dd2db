import { useCallback, useEffect, useRef } from "preact/hooks";

/** A signal per turn: the one before ends with the next turn, the last one with the block. */
export function useLatest(): () => AbortSignal {
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  return useCallback(() => {
    running.current?.abort();
    running.current = new AbortController();
    return running.current.signal;
  }, []);
}
