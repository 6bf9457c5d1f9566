// Browse S3: buckets and objects, and uploads that go on behind other pages.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Console, closeBrowser } from './support/browser.ts';
import { Client, clip } from './support/client.ts';
import { Service } from './support/service.ts';

let service: Service;
let client: Client;
before(async () => {
  service = await Service.start('script', { 'workers.count': 0 });
  client = await Client.of(service);
  await client.put('media');
  for (const key of ['calls/a.wav', 'calls/b.wav', 'calls/old/c.wav', 'notes.txt']) {
    await client.put(`media/${key}`, await clip(1));
  }
  await client.put('many');
  for (let number = 100; number < 221; number += 1) {
    await client.put(`many/call-${number}.txt`, Buffer.from('text'));
  }
});
after(async () => {
  await closeBrowser();
  await service.stop();
});

const row = (console: Console, name: RegExp) => console.page.getByRole('row', { name });
const pick = (console: Console, name: string) =>
  console.page.getByLabel(`Select ${name}`, { exact: true }).first().click();

test('a bucket is created, filled by several files, emptied and deleted', async () => {
  const console = await Console.signedIn(service, {}, '#/storage');
  await row(console, /media/).waitFor();
  await console.isAccessible();
  await console.screenshot('browse-s3-buckets');
  await console.button('Create bucket').click();
  const dialog = console.page.getByRole('dialog', { name: 'Create bucket' });
  await dialog.getByLabel('Name').fill('fresh');
  await console.isAccessible();
  await console.page.keyboard.press('Enter');
  await console.sees('Bucket fresh was created.');
  await console.page.getByRole('link', { name: 'fresh' }).first().click();
  await console.sees('Nothing here');

  // Of two parts and a rest, and one that is sent whole.
  const large = {
    name: 'large.bin',
    mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(17 << 20, 7),
  };
  const small = { name: 'ä & b (1).txt', mimeType: 'text/plain', buffer: Buffer.from('hello') };
  await console.page.locator('input[type=file]').setInputFiles([large, small]);
  await console.go('#/jobs');
  await console.sees('2 files were uploaded');
  await console.screenshot('uploads');
  await console.isAccessible();
  await console.go('#/storage/fresh');
  await row(console, /17\.0 MB/).waitFor();

  await pick(console, small.name);
  const [download] = await Promise.all([
    console.page.waitForEvent('download'),
    console.button('Download').click(),
  ]);
  assert.equal(download.suggestedFilename(), small.name);
  assert.equal(await readFile(await download.path(), 'utf8'), 'hello');

  await console.go('#/storage');
  await pick(console, 'fresh');
  await console.button('Delete').click();
  await console.button('Delete', console.page.getByRole('dialog')).click();
  await console.sees('It is not empty.');
  await console.button('Cancel').click();
  await console.go('#/storage/fresh');
  await pick(console, 'large.bin');
  await pick(console, small.name);
  await console.button('Delete').click();
  await console.button('Delete', console.page.getByRole('dialog')).click();
  await console.sees('2 objects were deleted.');
  await console.sees('Nothing here');
  await console.go('#/storage');
  await pick(console, 'fresh');
  await console.button('Delete').click();
  await console.button('Delete', console.page.getByRole('dialog')).click();
  await console.sees('Bucket fresh was deleted.');
  await console.close();
});

test('folders are gone through and deleted with what they hold', async () => {
  const console = await Console.signedIn(service, {}, '#/storage/media');
  await console.page.getByRole('link', { name: 'calls/' }).click();
  await row(console, /a\.wav/).waitFor();
  await console.screenshot('browse-s3-folder');
  await console.isAccessible();
  await pick(console, 'old/');
  await console.button('Delete').click();
  await console.sees('calls/old/c.wav');
  await console.button('Delete', console.page.getByRole('dialog')).click();
  await console.sees('1 object was deleted.');
  await row(console, /old\//).waitFor({ state: 'detached' });
  await pick(console, 'a.wav');
  await console.button('Transcribe this file').click();
  await console
    .heading('Create job')
    .or(console.page.getByText('Specify job details'))
    .first()
    .waitFor();
  assert.equal(
    await console.page.getByLabel('Input file location on S3').inputValue(),
    's3://media/calls/a.wav',
  );
  await console.close();
});

test('a large folder is paged and searched through', async () => {
  const console = await Console.signedIn(service, {}, '#/storage/many');
  await row(console, /call-199/).waitFor();
  await console.button('Next page').click();
  await row(console, /call-220/).waitFor();
  await console.page.getByRole('searchbox').fill('call-15');
  await row(console, /call-150/).waitFor();
  assert.equal(await console.page.getByRole('rowheader', { name: /^call/ }).count(), 10);
  await console.close();
});

test('a folder is dropped with all that is in it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tacet-e2e-'));
  await mkdir(join(folder, 'may/late'), { recursive: true });
  for (const path of ['1.txt', 'late/2.txt', 'late/3.txt']) {
    await writeFile(join(folder, 'may', path), path);
  }
  const console = await Console.signedIn(service, {}, '#/storage/media');
  await row(console, /notes/).waitFor();
  await console.dropFromDisk(join(folder, 'may'));
  await console.sees('3 files were uploaded');
  await console.page.getByRole('link', { name: 'may/' }).click();
  await row(console, /1\.txt/).waitFor();
  await row(console, /late\//).waitFor();
  assert.equal(await (await client.s3('GET', 'media/may/late/3.txt')).text(), 'late/3.txt');
  await console.close();
  rmSync(folder, { recursive: true });
});

test('files are dropped, an upload is cancelled, and leaving is warned of', async () => {
  const console = await Console.signedIn(service, {}, '#/storage/media');
  await row(console, /notes/).waitFor();
  // Slow enough to be met under way.
  await console.page.route('**/media/slow.bin*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await route.continue().catch(() => undefined);
  });
  const data = await console.page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(9 << 20)], 'slow.bin'));
    return transfer;
  });
  await console.page.dispatchEvent('main', 'dragover', { dataTransfer: data });
  const zone = console.page.getByText('Drop files or folders to upload them to s3://media/');
  await zone.waitFor();
  await zone.dispatchEvent('drop', { dataTransfer: data });
  await console.sees('Uploading 1 file');
  const warned = console.page.waitForEvent('dialog');
  await console.page.evaluate(() => void setTimeout(() => window.location.reload()));
  const dialog = await warned;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.dismiss();
  await console.button('Cancel slow.bin').click();
  await console.page.getByText('Uploading 1 file').waitFor({ state: 'detached' });

  const notes = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('new') };
  await console.page.locator('input[type=file]').setInputFiles([notes]);
  await console.sees('1 of 1 file would replace an object');
  await console.isAccessible();
  assert.notEqual(await (await client.s3('GET', 'media/notes.txt')).text(), 'new');
  await console.button('Replace notes.txt').click();
  await console.sees('1 file was uploaded');
  assert.equal(await (await client.s3('GET', 'media/notes.txt')).text(), 'new');
  await console.close();
  assert.equal((await client.s3('GET', 'media/slow.bin')).status, 404);
});

test('narrow and dark', async () => {
  const view = { width: 390, height: 844, dark: true };
  const console = await Console.signedIn(service, view, '#/storage/media');
  await row(console, /notes/).waitFor();
  await console.isNotWiderThanTheScreen();
  await console.isAccessible();
  await console.screenshot('browse-s3-narrow-dark');
  await console.close();
});

test('who may only read redacted transcripts changes nothing', async () => {
  const console = await Console.signedIn(service, { role: 'read-redacted' }, '#/storage');
  await console.page.getByLabel('Bucket').fill('media');
  await console.button('Open').click();
  await console.sees('Nothing here');
  const text = (await console.page.locator('main').textContent()) ?? '';
  assert.doesNotMatch(text, /Upload\b|Delete|Transcribe/);
  await console.close();
});
