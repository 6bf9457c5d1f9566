// Job details: what a job was asked for, its transcript, its tags, and its files.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { Console, closeBrowser } from './support/browser.ts';
import { Client, clip } from './support/client.ts';
import { Service } from './support/service.ts';

let service: Service;
let client: Client;
before(async () => {
  service = await Service.start('script');
  client = await Client.of(service);
  for (const bucket of ['media', 'results']) await client.put(bucket);
  await client.put('media/clip.wav', await clip(2));
  await client.start('both', {
    ContentRedaction: { RedactionType: 'PII', RedactionOutput: 'redacted_and_unredacted' },
    Tags: [{ Key: 'team', Value: 'support' }],
  });
  await client.start('own-bucket', { OutputBucketName: 'results', OutputKey: 'today/' });
  await client.ended('both');
  await client.ended('own-bucket');
});
after(async () => {
  await closeBrowser();
  await service.stop();
});

const words = (console: Console) => console.page.locator('.words').first();

test('the redacted transcript comes first, and the other on demand', async () => {
  const console = await Console.signedIn(service, {}, '#/jobs/both');
  await words(console).getByText('[PII]').first().waitFor();
  assert.doesNotMatch((await words(console).textContent()) ?? '', /415/);
  await console.isAccessible();
  await console.screenshot('job-details');
  const before = service.auditLog();
  await console.page.getByRole('button', { name: 'Unredacted transcript' }).click();
  await words(console).getByText('4155550132').waitFor();
  assert.notEqual(service.auditLog(), before, 'the read of the unredacted transcript is audited');
  await console.close();
});

test('a word tells when it was said, to the pointer and to the keyboard', async () => {
  const console = await Console.signedIn(service, {}, '#/jobs/both');
  const word = words(console).locator('.word').first();
  await word.hover();
  await console.sees(/^Time: 0:0/);
  await console.page.mouse.move(0, 0);
  await word.focus();
  await console.page.keyboard.press('ArrowRight');
  const described = await words(console).locator('.word:focus').getAttribute('aria-describedby');
  await console.page
    .locator(`[id="${described}"]`)
    .getByText(/^Time: 0:0/)
    .waitFor();
  await console.isAccessible();
  await console.screenshot('job-details-word');
  await console.close();
});

test('each file is downloaded under its name', async () => {
  const console = await Console.signedIn(service, {}, '#/jobs/both');
  for (const [entry, file, redacted] of [
    ['Download redacted transcript', 'redacted-both.json', true],
    ['Download unredacted transcript', 'both.json', false],
  ] as const) {
    await console.button('Download').click();
    const [download] = await Promise.all([
      console.page.waitForEvent('download'),
      console.page.getByRole('menuitem', { name: entry }).click(),
    ]);
    assert.equal(download.suggestedFilename(), file);
    const document = JSON.parse(await readFile(await download.path(), 'utf8'));
    assert.equal(document.isRedacted, redacted);
  }
  await console.close();
});

test('a transcript in a bucket of one’s own is shown and downloaded, too', async () => {
  const console = await Console.signedIn(service, {}, '#/jobs/own-bucket');
  await console.sees('s3://results/today/own-bucket.json');
  await words(console).getByText('Maria').waitFor();
  await console.button('Download').click();
  const [download] = await Promise.all([
    console.page.waitForEvent('download'),
    console.page.getByRole('menuitem', { name: 'Download transcript' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'own-bucket.json');
  assert.match(await readFile(await download.path(), 'utf8'), /Maria/);
  await console.close();
});

test('a transcript of four hours is drawn a part at a time', async () => {
  const items = Array.from({ length: 45_000 }, (_, id) => ({
    id,
    type: 'pronunciation',
    alternatives: [{ confidence: '0.9', content: `word${id}` }],
    start_time: String(id * 0.32),
    end_time: String(id * 0.32 + 0.3),
  }));
  await client.start('long', { OutputBucketName: 'results', OutputKey: 'long.json' });
  await client.ended('long');
  const document = JSON.stringify({ jobName: 'long', results: { items } });
  await client.put('results/long.json', Buffer.from(document));

  const console = await Console.signedIn(service, {}, '#/jobs/long');
  await words(console).getByText('word0', { exact: true }).waitFor();
  const drawn = await words(console).locator('.word').count();
  assert.ok(drawn > 400 && drawn < 1_000, `${drawn} words`);
  await console.button('Next part').click();
  await words(console).getByText(`word${drawn}`, { exact: true }).waitFor();
  assert.equal(await words(console).getByText('word0', { exact: true }).count(), 0);
  await console.close();
});

test('tags are changed', async () => {
  const console = await Console.signedIn(service, {}, '#/jobs/both');
  await console.button('Manage tags').click();
  const dialog = console.page.getByRole('dialog', { name: 'Manage tags' });
  await dialog.getByRole('button', { name: 'Add new tag' }).click();
  await dialog.getByRole('combobox', { name: 'Key' }).last().fill('project');
  await dialog
    .getByLabel(/^Value/)
    .last()
    .fill('a');
  await console.isAccessible();
  await console.button('Save changes', dialog).click();
  await console.page.getByRole('row', { name: /project/ }).waitFor();
  await console.close();
  const { Tags } = await client.transcribe.call('ListTagsForResource', {
    ResourceArn: 'arn:aws:transcribe:us-east-1:000000000000:transcription-job/both',
  });
  assert.deepEqual(Tags?.map(({ Key }) => Key).sort(), ['project', 'team']);
});

test('who may read the redacted side alone is shown no more', async () => {
  const view = { role: 'read-redacted' } as const;
  const console = await Console.signedIn(service, view, '#/jobs/both');
  await words(console).getByText('[PII]').first().waitFor();
  const text = (await console.page.locator('main').textContent()) ?? '';
  assert.doesNotMatch(text, /unredacted|415|Delete|Copy|Manage tags/i);
  await console.button('Download').click();
  assert.deepEqual(await console.page.getByRole('menuitem').allTextContents(), [
    'Download redacted transcript',
  ]);
  await console.close();
});

test('a job is followed to its end, and deleted', async () => {
  const console = await Console.signedIn(service, {}, '#/jobs/soon');
  await console.sees('Job soon could not be loaded');
  await client.start('soon');
  await console.button('Try again').click();
  await words(console).getByText('Maria').waitFor();
  await console.button('Delete').click();
  const dialog = console.page.getByRole('dialog', { name: 'Delete job' });
  await console.button('Delete', dialog).click();
  await console.sees('Job soon was deleted.');
  assert.equal(new URL(console.page.url()).hash, '#/jobs');
  await console.close();
});

test('the page fits a narrow screen, and the dark', async () => {
  const view = { width: 400, height: 900, dark: true };
  const console = await Console.signedIn(service, view, '#/jobs/both');
  await words(console).getByText('[PII]').first().waitFor();
  await console.isAccessible();
  await console.isNotWiderThanTheScreen();
  await console.screenshot('job-details-narrow-dark');
  await console.close();
});
