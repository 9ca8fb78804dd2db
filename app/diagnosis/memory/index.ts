export { companyKey, ReadingMemory, type KeyReading } from "./memory.ts";
export type { RawSide, RawSides } from "./key-memory.ts";
