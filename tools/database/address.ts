const EMBEDDED_HOST = "embedded";

/** The address by which prisma.config.ts names the database that needs no server. */
export function embeddedAddress(folder: string): string {
  return `postgresql://${EMBEDDED_HOST}/handoff?folder=${encodeURIComponent(folder)}`;
}

/** The data folder of an embedded address; null for a server's. */
export function embeddedFolder(address: string): string | null {
  const { hostname, searchParams } = new URL(address);
  return hostname === EMBEDDED_HOST ? searchParams.get("folder") : null;
}
