export interface HandedFile {
  readonly name: string;
  readonly type: "text/markdown" | "text/csv" | "application/json";
  readonly text: string;
}

export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}

/** Gives the browser a file to keep. */
export function downloadFile({ name, type, text }: HandedFile): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
