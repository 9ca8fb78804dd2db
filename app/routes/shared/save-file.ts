/** A download inside the admin's frame: a link would not carry the id token, a request of the page does. */
export async function saveFile(path: string, name: string): Promise<void> {
  // App Bridge adds the token to requests that the page makes to its own origin.
  const response = await window.fetch(path);
  if (!response.ok) throw new Error(`The download answered ${response.status}`);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
