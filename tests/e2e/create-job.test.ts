// Create job: both steps, by mouse and by keyboard, up to the request that the service is sent.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { StartTranscriptionJobRequest } from '../../console/src/api/model.ts';
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
  await client.transcribe.call('CreateVocabularyFilter', {
    VocabularyFilterName: 'rude',
    LanguageCode: 'en-US',
    Words: ['hello'],
  });
});
after(async () => {
  await closeBrowser();
  await service.stop();
});

// What the console sends when it creates the job.
const created = (console: Console) =>
  console.sent('StartTranscriptionJob', () => console.button('Create job').click());

async function fill(console: Console, name: string): Promise<void> {
  await console.page.getByLabel('Name', { exact: true }).fill(name);
  await console.page.getByLabel('Input file location on S3').fill('s3://media/clip.wav');
}

test('every field of the two steps reaches the request', async () => {
  const console = await Console.signedIn(service, {}, '#/create-job');
  const { page } = console;
  await fill(console, 'every-field');
  await console.button('Additional settings').first().click();
  await page.getByLabel('Add to job queue').check();
  await page.getByLabel('Access role').fill('arn:aws:iam::000000000000:role/transcribe');
  await console.button('Additional settings').nth(1).click();
  await page.getByLabel('Media format').click();
  await page.getByRole('option', { name: 'WAV' }).click();
  await page.getByLabel('Sample rate (Hz)').fill('8000');
  await page.getByLabel('Customer specified S3 bucket').check();
  await console.button('Browse S3').nth(1).click();
  const dialog = page.getByRole('dialog', { name: 'Choose a bucket or folder' });
  await dialog.getByTitle('Select results').click();
  await console.button('Choose', dialog).click();
  assert.equal(await page.getByLabel('Output destination').inputValue(), 's3://results/');
  await page.getByLabel('Output destination').fill('s3://results/today/');
  await console.button('Add new tag').click();
  await page.getByRole('combobox', { name: 'Key' }).fill('team');
  await page.getByRole('combobox', { name: /^Value/ }).fill('support');
  await console.isAccessible();
  await console.screenshot('create-job-details');
  await console.button('Next').click();

  await page.getByLabel('PII redaction', { exact: true }).check();
  await page.getByLabel(/^Select all/).uncheck();
  await page.getByLabel(/^Name/).check();
  await page.getByLabel(/^Phone number/).check();
  await page.getByLabel('Include unredacted transcript in job output').check();
  await page.getByLabel('Vocabulary filtering', { exact: true }).check();
  await page.getByLabel('Filter selection').click();
  await page.getByRole('option', { name: 'rude' }).click();
  await page.getByLabel('Remove vocabulary').check();
  await console.isAccessible();
  await console.screenshot('create-job-configure');
  const sent = await created(console);
  await console.sees('Job every-field was created.');
  await console.close();

  assert.deepEqual(sent, {
    TranscriptionJobName: 'every-field',
    LanguageCode: 'en-US',
    Media: { MediaFileUri: 's3://media/clip.wav' },
    MediaFormat: 'wav',
    MediaSampleRateHertz: 8000,
    OutputBucketName: 'results',
    OutputKey: 'today/',
    Settings: { VocabularyFilterName: 'rude', VocabularyFilterMethod: 'remove' },
    JobExecutionSettings: {
      AllowDeferredExecution: true,
      DataAccessRoleArn: 'arn:aws:iam::000000000000:role/transcribe',
    },
    ContentRedaction: {
      RedactionType: 'PII',
      RedactionOutput: 'redacted_and_unredacted',
      PiiEntityTypes: ['NAME', 'PHONE'],
    },
    Tags: [{ Key: 'team', Value: 'support' }],
  });
  assert.equal((await client.ended('every-field')).TranscriptionJobStatus, 'COMPLETED');
});

test('what is wrong is said at the field, by the form and by the service', async () => {
  const console = await Console.signedIn(service, {}, '#/create-job');
  const { page } = console;
  const name = page.getByLabel('Name', { exact: true });
  await name.fill('two words');
  await page.getByLabel('Input file location on S3').fill('s3://media/');
  await console.button('Next').click();
  await console.sees('Use letters A to Z, digits, ".", "_" and "-" alone; no spaces.');
  await console.sees('This is a folder. Enter the address of one object in it.');
  assert.ok(await name.evaluate((input) => input === document.activeElement), 'focus');
  await console.isAccessible();
  await console.screenshot('create-job-errors');

  await name.fill('no-such-recording');
  await page.getByLabel('Input file location on S3').fill('s3://media/none.wav');
  await console.button('Next').click();
  await console.button('Create job').click();
  await console.sees(/doesn't point to an S3 object/);
  await console.isAccessible();
  await console.button(/^Change it in step 1/).click();
  const media = page.getByLabel('Input file location on S3');
  assert.equal(await media.getAttribute('aria-invalid'), 'true');
  await media.fill('s3://media/clip.wav');
  await console.button('Next').click();
  await created(console);
  await console.sees('Job no-such-recording was created.');
  await console.close();
});

test('from sign-in to a created job with the keyboard alone', async () => {
  const console = await Console.open(service);
  const { keyboard } = console.page;
  const { id, secret } = await service.key('submit');
  await console.heading('Sign in to Tacet').waitFor();
  await keyboard.type(id); // the field has the focus
  await keyboard.press('Tab');
  await keyboard.type(secret);
  await keyboard.press('Enter');
  await console.tabTo('Create job');
  await keyboard.press('Enter');
  await console.tabTo('Name');
  await keyboard.type('by-keyboard');
  await console.tabTo('Input file location on S3');
  await keyboard.type('s3://media/clip.wav');
  await console.tabTo('Next');
  await keyboard.press('Enter');
  await console.tabTo('PII redaction');
  await keyboard.press('Space');
  await console.tabTo('Create job');
  await keyboard.press('Enter');
  await console.sees('Job by-keyboard was created.');
  await console.close();
  const job = await client.ended('by-keyboard');
  assert.equal(job.ContentRedaction?.RedactionOutput, 'redacted');
  assert.equal(job.ContentRedaction?.PiiEntityTypes, undefined);
});

test('a filter is made on the way, and the form is as it was', async () => {
  const console = await Console.signedIn(service, {}, '#/create-job');
  const { page } = console;
  await fill(console, 'with-new-filter');
  await console.button('Next').click();
  await page.getByLabel('PII redaction', { exact: true }).check();
  await page.getByLabel('Vocabulary filtering', { exact: true }).check();
  await page.getByText('Create vocabulary filter').click();
  await page.getByLabel('Name', { exact: true }).fill('on-the-way');
  const words = { name: 'words.txt', mimeType: 'text/plain', buffer: Buffer.from('heck') };
  await page.locator('input[type=file]').setInputFiles(words);
  await console.button('Create vocabulary filter').click();
  await console.sees('on-the-way was created.');
  const sent = (await created(console)) as StartTranscriptionJobRequest;
  await console.sees('Job with-new-filter was created.');
  assert.deepEqual(sent.Settings, {
    VocabularyFilterName: 'on-the-way',
    VocabularyFilterMethod: 'mask',
  });
  assert.equal(sent.ContentRedaction?.RedactionOutput, 'redacted');

  await console.go('#/create-job');
  await page.getByLabel('Name', { exact: true }).fill('never-made');
  await page.getByRole('link', { name: 'Custom vocabulary' }).click();
  await console.button('Stay').click();
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'never-made');
  await console.close();
});

test('what is not chosen is not sent, and redaction only where the language has it', async () => {
  const console = await Console.signedIn(service, {}, '#/create-job');
  await fill(console, 'in-german');
  await console.choose(/^Language English/, 'German (Germany), de-DE');
  await console.button('Next').click();
  assert.ok(await console.page.getByLabel('PII redaction', { exact: true }).isDisabled());
  await console.sees(/^Not available in German/);
  assert.deepEqual(await created(console), {
    TranscriptionJobName: 'in-german',
    LanguageCode: 'de-DE',
    Media: { MediaFileUri: 's3://media/clip.wav' },
  });
  await console.sees('Job in-german was created.');
  await console.close();
});

test('who may only read gets no form, and no job from the service', async () => {
  const console = await Console.signedIn(service, { role: 'read-redacted' }, '#/create-job');
  await console.sees('This key may not create jobs');
  assert.equal(await console.page.getByRole('textbox').count(), 0);
  await console.close();
  const reader = await Client.of(service, 'read-redacted');
  await assert.rejects(reader.start('not-allowed'), { code: 'AccessDeniedException' });
});

test('a copy has the settings of its job', async () => {
  await client.start('original', {
    OutputBucketName: 'results',
    OutputKey: 'copies/',
    ContentRedaction: {
      RedactionType: 'PII',
      RedactionOutput: 'redacted',
      PiiEntityTypes: ['EMAIL'],
    },
    Tags: [{ Key: 'team', Value: 'support' }],
  });
  await client.ended('original');
  const console = await Console.signedIn(service, {}, '#/create-job?copy=original');
  await console.sees(/These are the settings of job/);
  await console.button('Next').click();
  const sent = await created(console);
  await console.sees('Job original-2 was created.');
  await console.close();
  assert.deepEqual(sent, {
    TranscriptionJobName: 'original-2',
    LanguageCode: 'en-US',
    Media: { MediaFileUri: 's3://media/clip.wav' },
    OutputBucketName: 'results',
    OutputKey: 'copies/',
    ContentRedaction: {
      RedactionType: 'PII',
      RedactionOutput: 'redacted',
      PiiEntityTypes: ['EMAIL'],
    },
    Tags: [{ Key: 'team', Value: 'support' }],
  });
});

test('the form fits a narrow screen, and the dark', async () => {
  const view = { width: 400, height: 900, dark: true };
  const console = await Console.signedIn(service, view, '#/create-job');
  await fill(console, 'narrow');
  await console.isAccessible();
  await console.isNotWiderThanTheScreen();
  await console.button('Next').click();
  await console.page.getByLabel('PII redaction', { exact: true }).check();
  await console.isNotWiderThanTheScreen();
  await console.screenshot('create-job-narrow-dark');
  await console.close();
});
