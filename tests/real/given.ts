import type { RealServers } from "../../tools/real/servers.ts";

/** How to reach a server that was started for this run; null where this machine could not have it, which was said then. */
export function given<Name extends keyof RealServers>(name: Name): RealServers[Name] | null {
  const servers = JSON.parse(process.env.REAL_SERVERS ?? "{}") as Partial<RealServers>;
  return servers[name] ?? null;
}
