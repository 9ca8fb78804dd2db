/** Remembers the answers to requests by their idempotency key, so that a repeated request does nothing twice. */
export interface Once<Answer> {
  /** The first answer for this key; `act` runs at most once for it. */
  answer(key: string, act: () => Answer): Answer;
}

export function createOnce<Answer>(capacity = 10_000): Once<Answer> {
  const answers = new Map<string, Answer>();
  return {
    answer(key, act) {
      const known = answers.get(key);
      if (known !== undefined) return known;
      const answer = act();
      answers.set(key, answer);
      const oldest = answers.keys().next();
      if (answers.size > capacity && !oldest.done) answers.delete(oldest.value);
      return answer;
    },
  };
}
