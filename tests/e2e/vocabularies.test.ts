// Custom vocabulary and Vocabulary filtering: made, edited and deleted as the service has them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { Console, closeBrowser } from './support/browser.ts';
import { Client } from './support/client.ts';
import { Service } from './support/service.ts';

const TABLE = 'Phrase\tSoundsLike\tIPA\tDisplayAs\nLos-Angeles\t\t\tLos Angeles\nF.B.I.\t\t\tFBI\n';

let service: Service;
let client: Client;
before(async () => {
  service = await Service.start('script', { 'workers.count': 0 });
  client = await Client.of(service);
  await client.put('files');
  await client.put('files/bad.txt', Buffer.from('two words\n'));
});
after(async () => {
  await closeBrowser();
  await service.stop();
});

const textFile = (name: string, text: string) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});

test('a table is uploaded, edited, saved and downloaded', async () => {
  const console = await Console.signedIn(service, {}, '#/vocabularies');
  await console.sees('transcription jobs do not use them yet');
  await console.isAccessible();
  await console.button('Create vocabulary').click();
  await console.page.getByLabel('Name').fill('places');
  await console.page.locator('input[type=file]').setInputFiles(textFile('places.txt', TABLE));
  await console.isAccessible();
  await console.screenshot('create-vocabulary');
  await console.button('Create vocabulary').click();
  await console.sees('places was created.');
  await console.page.getByRole('link', { name: 'places' }).click();

  await console.button('Edit DisplayAs - optional of F.B.I.').click();
  await console.page.getByRole('textbox', { name: 'DisplayAs - optional' }).fill('the FBI');
  await console.page.keyboard.press('Enter');
  await console.isAccessible();
  await console.screenshot('vocabulary');
  await console.page.getByRole('link', { name: 'Transcription jobs' }).click();
  const leaving = console.page.getByRole('dialog', { name: 'Leave without saving?' });
  await console.button('Stay', leaving).click();
  await console.button('Save changes').click();
  await console.sees('places was saved.');
  await console.page.getByText('the FBI', { exact: true }).waitFor();
  await console.button('Download latest').click();
  const [download] = await Promise.all([
    console.page.waitForEvent('download'),
    console.page.getByRole('menuitem', { name: 'As a table' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'places.txt');
  const written = await readFile(await download.path(), 'utf8');
  assert.equal(written, TABLE.replace('FBI\n', 'the FBI\n'));
  await console.close();
});

test('wrong contents in a bucket: the vocabulary says why it failed', async () => {
  const console = await Console.signedIn(service, {}, '#/create-vocabulary');
  await console.page.getByLabel('Name').fill('broken');
  await console.page.getByText('S3 location', { exact: true }).click();
  await console.button('Browse S3').click();
  const dialog = console.page.getByRole('dialog', { name: 'Choose a file' });
  await dialog.getByText('files', { exact: true }).click();
  await dialog.getByText('bad.txt').click();
  await console.isAccessible();
  await console.screenshot('choose-a-file');
  await console.button('Choose', dialog).click();
  await console.button('Create vocabulary').click();
  await console.sees('broken was created, but its contents are not valid');
  await console.page.getByRole('link', { name: 'broken' }).click();
  await console.sees('Failure reason');
  await console.sees(/hyphen between words/);
  await console.page.locator('input[type=file]').setInputFiles(textFile('good.txt', 'two-words'));
  await console.button('Save changes').click();
  await console.sees('broken was saved.');
  await console.page.getByText('Ready').waitFor();
  await console.close();
});

test('a filter is made, a word added, and deleted', async () => {
  const console = await Console.signedIn(
    service,
    { width: 480, dark: true },
    '#/vocabulary-filters',
  );
  await console.isAccessible();
  await console.button('Create vocabulary filter').click();
  await console.page.getByLabel('Name').fill('fillers');
  await console.page.locator('input[type=file]').setInputFiles(textFile('a.txt', 'uh, um'));
  await console.isNotWiderThanTheScreen();
  await console.button('Create vocabulary filter').click();
  await console.sees('fillers was created.');
  await console.page.getByRole('link', { name: 'fillers' }).click();
  await console.button('Add row').click();
  await console.button('Edit Word of the new row').click();
  await console.page.getByRole('textbox', { name: 'Word' }).fill('like');
  await console.page.keyboard.press('Enter');
  await console.button('Save changes').click();
  await console.sees('fillers was saved.');
  await console.isAccessible();
  await console.isNotWiderThanTheScreen();
  await console.screenshot('vocabulary-filter-narrow-dark');
  await console.button('Delete').first().click();
  await console.button('Delete', console.page.getByRole('dialog')).click();
  await console.sees('fillers was deleted.');
  await console.close();
  const { VocabularyFilters } = await client.transcribe.call('ListVocabularyFilters', {});
  assert.deepEqual(VocabularyFilters, []);
});

test('who may read the redacted side alone sees no contents and no button', async () => {
  const view = { role: 'read-redacted' } as const;
  const console = await Console.signedIn(service, view, '#/vocabularies/places');
  await console.sees('Details');
  const text = (await console.page.locator('main').textContent()) ?? '';
  assert.doesNotMatch(text, /the FBI|Delete|Save changes/);
  await console.close();
});
