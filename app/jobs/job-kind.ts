import type { z } from "zod";

/** A kind of job: its name, what it carries, and what happens when it fails. */
export interface JobKind<Payload extends object = object> {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  readonly options: JobKindOptions;
}

export interface JobKindOptions {
  /** How often it is tried again after a throw. Then it goes to the kind's dead letters. */
  readonly retries: number;
  /** Before the first retry; each further one waits longer. */
  readonly retryDelaySeconds: number;
  /** A job that runs longer has hung and is tried again. */
  readonly expireAfterSeconds: number;
  /** A job whose worker has been silent for so long is tried again: at least 10. */
  readonly heartbeatSeconds: number;
  /** What a singleton key holds back: a second job while the first waits or runs, or only while it waits. */
  readonly singleton: "alive" | "waiting";
}

const usual: JobKindOptions = {
  retries: 3,
  retryDelaySeconds: 5,
  expireAfterSeconds: 900,
  heartbeatSeconds: 30,
  singleton: "alive",
};

export function defineJob<Payload extends object>(
  name: string,
  payload: z.ZodType<Payload>,
  options: Partial<JobKindOptions> = {},
): JobKind<Payload> {
  return { name, payload, options: { ...usual, ...options } };
}

/** The queue that holds the jobs of a kind that failed for good, with their payloads. */
export function deadLetters(kind: Pick<JobKind, "name">): string {
  return `${kind.name}.dead`;
}
