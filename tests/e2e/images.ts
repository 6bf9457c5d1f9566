// The pictures of README.md, docs/images: tools/console.sh images.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Console, closeBrowser } from './support/browser.ts';
import { Client, clip } from './support/client.ts';
import { ROOT, Service } from './support/service.ts';

const FOLDER = join(ROOT, 'docs/images');
const REVIEWED = 'car-repair-line';
const BOTH = { RedactionType: 'PII', RedactionOutput: 'redacted_and_unredacted' } as const;
const REDACTED = { RedactionType: 'PII', RedactionOutput: 'redacted' } as const;
const VIEW = { width: 1200, height: 800 };

mkdirSync(FOLDER, { recursive: true });
const service = await Service.start('speech');
const client = await Client.of(service);
const console = await Console.open(service, VIEW);
const { page } = console;
const picture = (name: string) => page.screenshot({ path: join(FOLDER, `${name}.png`) });
await page.getByLabel('Access key ID').waitFor();
await picture('sign-in');
await console.signIn('admin');
await page.getByText('Your first job').waitFor();
await picture('first-job');

await client.put('recordings');
await client.put('recordings/short.wav', await clip(8));
await client.put('recordings/call.wav', await clip(60));
const short = { Media: { MediaFileUri: 's3://recordings/short.wav' } };
const call = { Media: { MediaFileUri: 's3://recordings/call.wav' } };

for (const name of ['claims-monday-01', 'claims-monday-02', 'returns-3141']) {
  await client.start(name, { ...short, ContentRedaction: REDACTED });
  await client.ended(name);
}
await client.start('hotline-berlin', { ...short, LanguageCode: 'de-DE' });
await client.start('wrong-format', { ...short, MediaFormat: 'mp3' });
await client.start(REVIEWED, {
  ...call,
  ContentRedaction: BOTH,
  Tags: [{ Key: 'team', Value: 'support' }],
});
for (const name of ['hotline-berlin', 'wrong-format', REVIEWED]) await client.ended(name);

await client.start('claims-monday-03', { ...call, ContentRedaction: REDACTED });
await page
  .getByRole('row', { name: /claims-monday-03/ })
  .getByText('In progress')
  .waitFor();
await picture('jobs');

await console.go('#/create-job');
await page.getByLabel('Name', { exact: true }).fill('claims-monday-04');
await page.getByLabel('Input file location on S3').fill('s3://recordings/call.wav');
await picture('create-job');
await console.button('Next').click();
await page.getByLabel('PII redaction', { exact: true }).check();
await page.getByLabel('Include unredacted transcript in job output').check();
await console.heading('Content removal').evaluate((heading) => heading.scrollIntoView());
await page.evaluate(() => window.scrollBy(0, -100)); // below the bar at the top
await picture('content-removal');

await console.go(`#/jobs/${REVIEWED}`);
await console.button('Leave').click(); // what was filled in
await page.locator('.words').getByText('[PII]').first().waitFor();
await console.heading('Transcription preview').evaluate((heading) => heading.scrollIntoView());
await page.evaluate(() => window.scrollBy(0, -140));
await picture('job-details');

await console.go(`#/jobs/${REVIEWED}/review`);
const text = page.getByRole('application', { name: 'Transcript' });
await text.locator('mark').first().waitFor();
await text.press('n');
await console.heading('Selected redaction').waitFor();
await page.getByText('Drawing the waveform').waitFor({ state: 'detached' });
await picture('review');

await console.go('#/storage/recordings');
await page.getByRole('rowheader', { name: 'call.wav' }).waitFor();
await picture('browse-s3');

const english = { LanguageCode: 'en-US' } as const;
await client.transcribe.call('CreateVocabulary', {
  VocabularyName: 'car-makers',
  Phrases: ['Toyota', 'Alfa-Romeo', 'Land-Rover', 'Subaru'],
  ...english,
});
await console.go('#/vocabularies/car-makers');
await page.getByText('Land-Rover').first().waitFor();
await picture('custom-vocabulary');
await client.transcribe.call('CreateVocabularyFilter', {
  VocabularyFilterName: 'fillers',
  Words: ['uh', 'um', 'like', 'anyway'],
  ...english,
});
await console.go('#/vocabulary-filters/fillers');
await page.getByText('anyway').first().waitFor();
await picture('vocabulary-filtering');

await console.close();
await closeBrowser();
await service.stop();
