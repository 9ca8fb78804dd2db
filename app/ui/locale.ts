/** Languages that the texts exist in. */
const languages: ReadonlySet<string> = new Set(["en"]);
const fallback = "en";

/**
 * The locale that numbers and times are written in: the first one of an Accept-Language header whose language the texts speak, so
 * that a sentence is never half one language. `en-AU` stays `en-AU`.
 */
export function localeOf(acceptLanguage: string | null): string {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map(entry)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const [known] = canonical(tag);
    if (known !== undefined && languages.has(new Intl.Locale(known).language)) return known;
  }
  return fallback;
}

function entry(text: string): { tag: string; weight: number } {
  const [tag = "", quality = "q=1"] = text.split(";").map((part) => part.trim());
  const weight = Number(quality.replace(/^q=/, ""));
  return { tag, weight: Number.isFinite(weight) ? weight : 0 };
}

function canonical(tag: string): readonly string[] {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag);
  } catch {
    return [];
  }
}
