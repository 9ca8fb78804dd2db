import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const EVERY = 1_500;

/** Reads the page again every second and a half while something is under way, and not while nobody looks. */
export function useLive(underWay: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!underWay || state !== "idle") return;
    const look = () => {
      if (document.visibilityState === "visible") revalidate();
    };
    const timer = setTimeout(look, EVERY);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [underWay, state, revalidate]);
}
