import type { ConnectorFiles, ContextMaker } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import type { Dial } from "../dial.ts";
import type { ConnectorHttp } from "../http.ts";
import type { Instant } from "../../inventory/index.ts";
import type { BudgetLedger } from "./limits/ledger.ts";
import { limitsOver } from "./limits/limits.ts";
import { memoryLedger } from "./limits/memory-ledger.ts";
import { TokenShelf } from "./tokens/memory-tokens.ts";

export interface LoneParts {
  readonly http: ConnectorHttp;
  /** Default: none. */
  readonly dial?: Dial;
  readonly now: () => Instant;
  readonly files?: ConnectorFiles;
  readonly ledger?: BudgetLedger;
  /** See LimitSettings. */
  readonly scale?: number;
}

const noDial: Dial = ({ host }) =>
  Promise.reject(new ConnectorError("configuration", `${host} cannot be reached from here.`));

/**
 * Contexts for a process that works alone: the command line, a bench, a test. Contexts of one maker share tokens and budgets, as all
 * workers of the app share them through the database.
 */
export function loneContexts({
  http,
  dial = noDial,
  now,
  files = noFiles,
  ledger = memoryLedger(),
  scale = 1,
}: LoneParts): ContextMaker {
  const shelf = new TokenShelf(now);
  return (purpose, signal) => ({
    http,
    dial,
    now,
    files,
    signal,
    purpose,
    tokens: shelf.for(signal),
    limits: limitsOver({ ledger, purpose, signal, scale }),
  });
}

const noFiles: ConnectorFiles = {
  openUpload: (name) => Promise.reject(new ConnectorError("not_found", `${name} was not uploaded.`)),
  openInFolder: (path) => Promise.reject(new ConnectorError("not_found", `${path} does not exist.`)),
};
