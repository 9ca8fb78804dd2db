import { loadEnvironment } from "../platform/env.ts";
import { createApp } from "../wiring.server.ts";
import { BadInput } from "./bad-input.ts";

/** `handoff rotate-keys`: everything sealed is sealed again under the first of HANDOFF_ENCRYPTION_KEYS. Throws BadInput for what no longer opens. */
export async function rotateKeys(
  env: NodeJS.ProcessEnv,
  out: { write(text: string): unknown },
): Promise<void> {
  const app = await createApp(loadEnvironment(env));
  try {
    const { resealed, unreadable } = await app.reseal();
    out.write(`${resealed} secrets sealed again under the newest key, ${unreadable.length} unreadable\n`);
    for (const problem of unreadable) out.write(`${problem}\n`);
    if (unreadable.length > 0)
      throw new BadInput("HANDOFF_ENCRYPTION_KEYS", "a key that something is sealed with is missing");
  } finally {
    await app.close();
  }
}
