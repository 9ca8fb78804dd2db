/**
 * Calls `report` whenever an element that matches `selector` appears, changes or goes. The page is rendered by a framework that we
 * know nothing of, so the whole document is watched; changes of one frame are reported together.
 */
export function watchElements(selector: string, report: () => void): void {
  let planned = false;
  const plan = (): void => {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      report();
    });
  };
  const concerns = (node: Node): boolean =>
    node instanceof Element && (node.closest(selector) !== null || node.querySelector(selector) !== null);
  const observer = new MutationObserver((changes) => {
    const concerned = changes.some((change) => {
      const target = change.target instanceof Element ? change.target : change.target.parentElement;
      return (
        target?.closest(selector) != null || [...change.addedNodes, ...change.removedNodes].some(concerns)
      );
    });
    if (concerned) plan();
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  document.addEventListener("DOMContentLoaded", plan);
}
