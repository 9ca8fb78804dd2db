export { ErpFeed } from "./erp-feed.ts";
export { HeaderError, WmsFeed } from "./wms-feed.ts";
export { splitRow } from "./csv-row.ts";
export { LineCutter, type LineReader } from "../lines/line-cutter.ts";
export type { OnFault } from "../lines/bulk-feed.ts";
