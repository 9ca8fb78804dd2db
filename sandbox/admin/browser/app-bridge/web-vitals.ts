type WebVitals = Required<(typeof globalThis.shopify)["webVitals"]>;
type Listener = Parameters<WebVitals["onReport"]>[0];

/** Largest contentful paint, layout shift and slowest interaction of this document, reported when the page is left or hidden. */
export function observeWebVitals(): WebVitals {
  const values = { LCP: 0, CLS: 0, INP: 0 };
  const observe = (type: string, note: (entry: PerformanceEntry) => void): void => {
    if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  };
  observe("largest-contentful-paint", (entry) => (values.LCP = entry.startTime));
  observe("layout-shift", (entry) => {
    const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!shift.hadRecentInput) values.CLS += shift.value;
  });
  observe("event", (entry) => (values.INP = Math.max(values.INP, entry.duration)));

  let listener: Listener = null;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    const metrics = Object.entries(values).map(([name, value]) => ({
      id: `${name}-${performance.timeOrigin}`,
      name,
      value,
    }));
    void listener?.({ metrics });
  });
  return {
    onReport: (next) => {
      listener = next;
      return Promise.resolve();
    },
  };
}
