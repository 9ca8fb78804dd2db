import { formatInstant, type Instant } from "../inventory/index.ts";
import { ByteTable } from "./store/byte-table.ts";
