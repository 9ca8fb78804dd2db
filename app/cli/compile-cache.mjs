// @ts-check
import { enableCompileCache } from "node:module";
import { join } from "node:path";

// Stripping types and compiling take longer than a small comparison; done once, they are kept. Where nothing can be kept there,
// Node goes on without. This file is plain JavaScript because whatever strips types before the cache is open, does it every time;
// and every thread has to open the cache for itself.
enableCompileCache(join(import.meta.dirname, "..", "..", ".cache", "compiled"));
