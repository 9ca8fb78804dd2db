/** Markup whose holes are escaped, so that a location called `<b>` is shown and never obeyed. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Hole = Html | string | readonly Html[];

export function html(strings: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  return new Html(strings.reduce((text, part, index) => text + textOf(holes[index - 1] ?? "") + part));
}

function textOf(hole: Hole): string {
  if (hole instanceof Html) return hole.text;
  return typeof hole === "string" ? escape(hole) : hole.map(({ text }) => text).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
