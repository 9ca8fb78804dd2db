export { companyKey, ReadingMemory, type KeyReading } from "./memory.ts";
export type { RawSides } from "./key-memory.ts";
