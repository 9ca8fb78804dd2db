export { ErpFeed } from "./erp-feed.ts";
export { HeaderError, WmsFeed } from "./wms-feed.ts";
export { splitRow } from "./csv-row.ts";
export { LineCutter } from "../lines/line-cutter.ts";
