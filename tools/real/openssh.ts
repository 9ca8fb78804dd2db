import { mkdir } from "node:fs/promises";
import { find } from "./program.ts";

/** The daemon has SFTP inside. */
export async function findSftp(): Promise<{ daemon: string } | null> {
  const daemon = await find("sshd");
  if (!daemon) return null;
  // Made at boot elsewhere; where nothing was booted the daemon refuses to start without it.
  if (process.getuid?.() === 0) await mkdir("/run/sshd", { recursive: true, mode: 0o755 });
  return { daemon };
}
