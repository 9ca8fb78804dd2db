import { setGlobalDispatcher } from "undici";
import { redirectingDispatcher } from "./dispatcher.ts";
import { RedirectRefused, standInAddress } from "./settings.ts";

// Loaded before the app (`node --import ./sandbox/redirect/register.ts …`). The app knows nothing of it.
try {
  setGlobalDispatcher(redirectingDispatcher(standInAddress(process.env)));
} catch (error) {
  if (!(error instanceof RedirectRefused)) throw error;
  console.error(error.message);
  process.exit(1);
}
