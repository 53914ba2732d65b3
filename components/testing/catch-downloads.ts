import { vi } from "vitest";

/** The files that a page gives the browser to save: their names and texts. */
export function catchDownloads() {
  const files: { name: string; text: Promise<string> }[] = [];
  const texts = new Map<string, Promise<string>>();
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    const address = `blob:${texts.size}`;
    if (blob instanceof Blob) texts.set(address, blob.text());
    return address;
  });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    const text = texts.get(this.href);
    if (text) files.push({ name: this.download, text });
  });
  return files;
}
