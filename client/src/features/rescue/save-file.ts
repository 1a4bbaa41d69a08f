import { asText } from '../../data/rescue-file.ts';
import type { RescueFile } from '../../rescue.ts';

/** Chromium's own; not in TypeScript's library. */
type Picker = {
  showSaveFilePicker?: (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;
};

/** `written`: it is on the disk; `downloading`: the browser keeps it, and does not say when. */
export type Saved = 'written' | 'downloading' | 'given-up';

/** To where the person says, or among the downloads where the browser does not ask. */
export async function saveFile({ name, bytes }: RescueFile): Promise<Saved> {
  const { showSaveFilePicker } = window as Picker;
  if (showSaveFilePicker === undefined) return download(name, bytes);
  try {
    const handle = await showSaveFilePicker.call(window, { suggestedName: name });
    const stream = await handle.createWritable();
    await stream.write(bytes);
    await stream.close();
    return 'written';
  } catch (error) {
    return isGivenUp(error) ? 'given-up' : download(name, bytes);
  }
}

function download(name: string, bytes: Uint8Array<ArrayBuffer>): Saved {
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of the blob by the next task.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return 'downloading';
}

/** As text: browsers share no file of an ending they do not know. */
function shareable({ name, bytes }: RescueFile): ShareData {
  return { files: [new File([asText(bytes)], `${name}.txt`, { type: 'text/plain' })] };
}

export function mayShare(file: RescueFile): boolean {
  return navigator.canShare?.(shareable(file)) === true;
}

export async function shareFile(file: RescueFile): Promise<'shared' | 'given-up' | 'failed'> {
  try {
    await navigator.share(shareable(file));
    return 'shared';
  } catch (error) {
    return isGivenUp(error) ? 'given-up' : 'failed';
  }
}

function isGivenUp(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
