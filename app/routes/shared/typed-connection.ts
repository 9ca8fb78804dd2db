import type { TypedConnection, TypedFile } from "../../use-cases/contract.ts";

/** Names of the form's own fields; every other one is the connector's. */
const own: ReadonlySet<string> = new Set(["intent", "name", "role", "sparse", "sweepEveryHours"]);

/** A posted connection form. A file field that was left empty is left out, so that a stored file is kept. */
export async function readTypedConnection(form: FormData, connector: string): Promise<TypedConnection> {
  const entries = new Map<string, string | TypedFile>();
  for (const [name, value] of form) {
    if (own.has(name)) continue;
    if (typeof value === "string") entries.set(name, value);
    else if (value.size > 0) entries.set(name, await readFile(value));
  }
  return {
    connector,
    role: textOf(form, "role"),
    name: textOf(form, "name"),
    sparse: form.get("sparse") === "true",
    sweepEveryHours: form.has("sweepEveryHours") ? textOf(form, "sweepEveryHours") : undefined,
    entries,
  };
}

export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

async function readFile(file: File): Promise<TypedFile> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
