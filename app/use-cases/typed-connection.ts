import { describeForm, formValues, parseForm } from "../connectors/config.ts";
import type { Connector, ConnectorFiles, ContextMaker } from "../connectors/contract.ts";
import { ConnectorError } from "../connectors/errors.ts";
import type { ConnectedRole, Instant } from "../inventory/index.ts";
import { usualSweepHours } from "../shops/shop.ts";
import type { Refused, TestPassed, TypedConnection, TypedFile } from "./contract.ts";

const PATIENCE = 45_000;

/** What a person typed, once it is whole. */
export interface UsableConnection {
  readonly ok: true;
  readonly role: ConnectedRole;
  readonly name: string;
  readonly sparse: boolean;
  readonly sweepEveryHours: number;
  readonly configuration: unknown;
  readonly uploads: readonly TypedFile[];
}

/** `stored` keeps secrets and uploaded files that were not given anew. */
export function readTyped(
  connector: Connector,
  typed: TypedConnection,
  stored?: unknown,
): UsableConnection | Refused {
  const uploads = [...typed.entries.values()].filter((entry) => typeof entry !== "string");
  const texts = [...typed.entries].map(
    ([path, entry]) => [path, typeof entry === "string" ? entry : entry.name] as const,
  );
  const all = [...texts, ...keptFiles(connector, typed, stored)];
  const parsed = parseForm(connector.config, all, stored === undefined ? {} : { stored });
  const name = typed.name.trim();
  const role = connector.roles.find((known) => known === typed.role);
  const fields: Record<string, string> = parsed.ok ? {} : { ...parsed.errors };
  if (name === "") fields["name"] = "Give the connection a name, so that you recognise it later";
  if (name.length > 80) fields["name"] = "A name has at most 80 characters";
  const sweepEveryHours = hoursIn(typed.sweepEveryHours);
  if (sweepEveryHours === null)
    fields["sweepEveryHours"] = "Give whole hours from 0 to 168; 0 reads everything every time";
  if (!role) fields["role"] = `${connector.name} cannot be connected in this role`;
  if (!parsed.ok || !role || fields["name"] || sweepEveryHours === null) {
    const { "": whole, ...named } = fields;
    return { ok: false, problem: whole ?? null, fields: named };
  }
  const { sparse } = typed;
  return { ok: true, role, name, sparse, sweepEveryHours, configuration: parsed.config, uploads };
}

function hoursIn(text: string | undefined): number | null {
  if (text === undefined) return usualSweepHours;
  const hours = /^\d{1,3}$/.test(text.trim()) ? Number(text) : NaN;
  return hours <= 168 ? hours : null;
}

export interface Trying {
  /** Of the stored connection; files just typed come before its own. */
  readonly contextFor: ContextMaker;
  readonly now: () => Instant;
}

/** A file field that was left empty means the file that is there. */
function keptFiles(
  connector: Connector,
  typed: TypedConnection,
  stored: unknown,
): readonly (readonly [string, string])[] {
  const { values } = formValues(connector.config, stored);
  return describeForm(connector.config).flatMap(({ name, widget }) => {
    const file = values[name];
    return widget === "file" && file !== undefined && !typed.entries.has(name) ? [[name, file] as const] : [];
  });
}

/** What the real system answered. */
export type Tried = Pick<TestPassed, "ok" | "sample" | "warnings">;

/** Tries what was typed against the real system. */
export async function tryOut(
  connector: Connector,
  usable: UsableConnection,
  trying: Trying,
): Promise<Tried | Refused> {
  const signal = AbortSignal.timeout(PATIENCE);
  const context = trying.contextFor("check", signal);
  const files = withTyped(usable.uploads, context.files, trying.now);
  try {
    const { sample, warnings } = await connector.check(usable.configuration, { ...context, files });
    return { ok: true, sample, warnings: [...sandboxWarning(connector, usable.configuration), ...warnings] };
  } catch (error) {
    if (error instanceof ConnectorError) {
      const at = error.field;
      return at === null
        ? refused(error.message)
        : { ok: false, problem: null, fields: { [at]: error.message } };
    }
    if (signal.aborted) return refused(`There was no answer within ${PATIENCE / 1000} seconds.`);
    throw error;
  }
}

/** A sandbox answers as the real account does, and every count of it would be told as a discrepancy. */
function sandboxWarning(connector: Connector, configuration: unknown): readonly string[] {
  return connector.isSandbox?.(configuration) === true
    ? [
        `This is a sandbox of ${connector.name}, not the account that you work in: its counts are not what you sell.`,
      ]
    : [];
}

function withTyped(uploads: readonly TypedFile[], files: ConnectorFiles, now: () => Instant): ConnectorFiles {
  return {
    openUpload(name) {
      const typed = uploads.find((upload) => upload.name === name);
      return typed ? Promise.resolve({ body: once(typed.bytes), modifiedAt: now() }) : files.openUpload(name);
    },
    openInFolder: (path) => files.openInFolder(path),
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

function refused(problem: string): Refused {
  return { ok: false, problem, fields: {} };
}
