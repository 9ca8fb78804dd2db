/** Milliseconds since 1970-01-01 UTC. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();
