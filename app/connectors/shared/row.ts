import {
  parseQuantity,
  QuantityError,
  type Instant,
  type Quantity,
  type ReportedLevel,
  type State,
} from "../../inventory/index.ts";
import { parseInstant, DateError, type DateFormat } from "./dates.ts";

/** Why a row cannot be used, naming its field. */
export class RowError extends Error {
  override readonly name = "RowError";
}

/** Turns the texts of one row into a level; the connector says where each text stands. */
export interface RowReader {
  item(): string;
  code(): string;
  /** Undefined and empty are unknown. */
  state(field: string): string | undefined;
  updatedAt(): string | undefined;
}

export interface RowRules {
  readonly states: readonly (readonly [State, string])[];
  readonly updatedAtField: string | null;
  readonly updatedAtFormat: DateFormat;
  readonly timeZone: string;
}

/** Throws RowError. */
export function readLevel(row: RowReader, rules: RowRules, observedAt: Instant): ReportedLevel {
  const states: Partial<Record<State, Quantity>> = {};
  for (const [state, field] of rules.states) {
    const text = row.state(field);
    if (text !== undefined && text.trim() !== "") states[state] = quantity(text, field);
  }
  return { item: row.item(), code: row.code(), states, updatedAt: changedAt(row, rules), observedAt };
}

function quantity(text: string, field: string): Quantity {
  try {
    return parseQuantity(text);
  } catch (error) {
    if (error instanceof QuantityError) throw new RowError(`${field}: ${error.message}`);
    throw error;
  }
}

function changedAt(row: RowReader, { updatedAtField, updatedAtFormat, timeZone }: RowRules): Instant | null {
  const text = updatedAtField === null ? undefined : row.updatedAt();
  if (text === undefined || text.trim() === "") return null;
  try {
    return parseInstant(text, updatedAtFormat, timeZone);
  } catch (error) {
    if (error instanceof DateError) throw new RowError(`${updatedAtField}: ${error.message}`);
    throw error;
  }
}
