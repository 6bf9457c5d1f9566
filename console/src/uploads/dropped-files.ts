// What somebody drops on the page. Of a folder: every file in it and below, under the way there, as
// names of objects have it.
import type { FileToUpload } from './upload-queue.ts';

// The items are read at once, as they are gone when the event is over; folders in them later.
export async function droppedFiles(items: DataTransferItemList): Promise<FileToUpload[]> {
  const read = [...items]
    .filter(({ kind }) => kind === 'file')
    .map((item): Promise<FileToUpload[]> => {
      // Null of what no file system holds.
      const entry = item.webkitGetAsEntry();
      if (entry) return filesOf(entry, entry.name);
      const file = item.getAsFile();
      return Promise.resolve(file ? [{ file, path: file.name }] : []);
    });
  return (await Promise.all(read)).flat();
}

async function filesOf(entry: FileSystemEntry, path: string): Promise<FileToUpload[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((found, failed) =>
      (entry as FileSystemFileEntry).file(found, failed),
    );
    return [{ file, path }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: FileToUpload[] = [];
  for (;;) {
    // Some of those that are left; none: that was all.
    const some = await new Promise<FileSystemEntry[]>((found, failed) =>
      reader.readEntries(found, failed),
    );
    if (some.length === 0) return files;
    for (const below of some) files.push(...(await filesOf(below, `${path}/${below.name}`)));
  }
}
