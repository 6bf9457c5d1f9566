import { expect, it } from 'vitest';
import { droppedFiles } from './dropped-files.ts';

// As a browser's file system has them; a folder gives two entries at a time.
function fileEntry(name: string) {
  return { isFile: true, name, file: (found: (file: File) => void) => found(new File([], name)) };
}
function folderEntry(name: string, ...entries: { name: string }[]) {
  const createReader = () => {
    const left = [...entries];
    return { readEntries: (found: (some: unknown[]) => void) => found(left.splice(0, 2)) };
  };
  return { isFile: false, name, createReader };
}
const item = (entry: unknown, file: File | null = null) => ({
  kind: 'file',
  webkitGetAsEntry: () => entry,
  getAsFile: () => file,
});
const pathsOf = async (...items: unknown[]) =>
  (await droppedFiles(items as unknown as DataTransferItemList)).map(({ path }) => path);

it('takes files as they are, and nothing but files', async () => {
  expect(
    await pathsOf(
      item(fileEntry('a.wav')),
      { kind: 'string', webkitGetAsEntry: () => null, getAsFile: () => null },
      item(null, new File([], 'made-here.wav')),
    ),
  ).toEqual(['a.wav', 'made-here.wav']);
});

it('takes all that is in a folder, under the way there', async () => {
  const may = folderEntry('may', fileEntry('1.wav'), fileEntry('2.wav'), fileEntry('3.wav'));
  expect(
    await pathsOf(item(folderEntry('calls', fileEntry('0.wav'), may, folderEntry('empty')))),
  ).toEqual(['calls/0.wav', 'calls/may/1.wav', 'calls/may/2.wav', 'calls/may/3.wav']);
});

it('tells when a file cannot be read', async () => {
  const gone = {
    isFile: true,
    name: 'gone.wav',
    file: (_found: unknown, failed: (error: Error) => void) => failed(new Error('It is gone.')),
  };
  await expect(pathsOf(item(folderEntry('calls', gone)))).rejects.toThrow('It is gone.');
});
