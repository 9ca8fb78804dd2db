/** Exact sums of decimal text, written apart from the app's own arithmetic so that the two can check each other. */
export function sum(...terms: readonly string[]): string {
  const places = Math.max(...terms.map(placesOf));
  const total = terms.reduce((value, term) => value + scaled(term, places), 0n);
  return print(total, places);
}

export function negated(term: string): string {
  if (/^-?0*(\.0*)?$/.test(term)) return "0";
  return term.startsWith("-") ? term.slice(1) : `-${term}`;
}

export function minus(from: string, ...terms: readonly string[]): string {
  return sum(from, ...terms.map(negated));
}

export function isZero(term: string): boolean {
  return /^-?0*(\.0*)?$/.test(term);
}

function placesOf(term: string): number {
  const point = term.indexOf(".");
  return point < 0 ? 0 : term.length - point - 1;
}

function scaled(term: string, places: number): bigint {
  if (!/^-?\d+(\.\d+)?$/.test(term)) throw new RangeError(`"${term}" is no decimal`);
  const missing = places - placesOf(term);
  return BigInt(term.replace(".", "") + "0".repeat(missing));
}

function print(total: bigint, places: number): string {
  const digits = (total < 0n ? -total : total).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  return `${total < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
