/**
 * The cells of one line of CSV; null where a quoted cell does not end. A cell holds no line feed: so a stray quote costs its own
 * row and not the rest of the file.
 */
export function splitRow(text: string): readonly string[] | null {
  if (!text.includes('"')) return text.split(",");
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      const quoted = /"((?:[^"]|"")*)"(?=,|$)/y;
      quoted.lastIndex = at;
      const found = quoted.exec(text);
      if (!found) return null;
      cells.push((found[1] ?? "").replaceAll('""', '"'));
      at = quoted.lastIndex;
    } else {
      const comma = text.indexOf(",", at);
      const end = comma < 0 ? text.length : comma;
      cells.push(text.slice(at, end));
      at = end;
    }
    if (at >= text.length) return cells;
    at += 1;
  }
}
