// The transcript of a recording of four hours, the longest that is taken, in the review page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Console, closeBrowser } from './support/browser.ts';
import { Client, recording } from './support/client.ts';
import { Service } from './support/service.ts';

const SECONDS = 4 * 3600;
// 167 words a minute, a quick talker who never stops.
const MS_PER_WORD = 360;
const WORDS = (SECONDS * 1000) / MS_PER_WORD;
// A frame at 60 a second takes 16.7 ms; one that comes too late takes two.
const TWO_FRAMES_MS = 34;
const FRAMES = 300;

// Talk in which something personal is said now and then.
function talk(): string {
  const said: string[] = [];
  for (let sentence = 0; said.length < WORDS; sentence += 1) {
    const words =
      sentence % 12 === 5
        ? `You can reach me at 415-555-${String(1000 + (sentence % 9000)).slice(-4)}.`
        : 'Then we talked about the weather and what there is to do on such a day.';
    said.push(...words.split(' '));
  }
  return said.slice(0, WORDS).join(' ');
}

let service: Service;
before(async () => {
  service = await Service.start('script', { 'recognition.script_word_ms': MS_PER_WORD }, talk());
  const client = await Client.of(service);
  await client.put('media');
  // Something is heard in the last hour only.
  const sound = recording(SECONDS, (samples, rate) => samples.fill(0xb0, 3 * 3600 * rate));
  await client.put('media/clip.wav', sound);
  await client.start('four-hours', {
    ContentRedaction: { RedactionType: 'PII', RedactionOutput: 'redacted' },
  });
  const job = await client.ended('four-hours');
  assert.equal(job.FailureReason, undefined);
});
after(async () => {
  await closeBrowser();
  await service.stop();
});

test('it scrolls at 60 frames a second', async (t) => {
  const console = await Console.signedIn(service, {}, '#/jobs/four-hours/review');
  const text = console.page.getByRole('application', { name: 'Transcript' });
  await text.locator('mark').first().waitFor();
  const times = await text.evaluate(
    (box, frames) =>
      new Promise<number[]>((resolve) => {
        const seen: number[] = [];
        const frame = (now: number) => {
          seen.push(now);
          box.scrollTop += 60;
          if (seen.length > frames) resolve(seen);
          else requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    FRAMES,
  );
  const took = times
    .slice(1)
    .map((time, index) => time - (times[index] ?? 0))
    .sort((one, other) => one - other);
  const share = (part: number) => took[Math.floor((took.length - 1) * part)] ?? Infinity;
  t.diagnostic(`a frame: median ${share(0.5).toFixed(1)} ms, 95 % ${share(0.95).toFixed(1)} ms`);
  assert.ok(share(0.5) < 20, `median ${share(0.5)} ms`);
  assert.ok(share(0.95) < TWO_FRAMES_MS, `95 % within ${share(0.95)} ms`);
  assert.ok(await text.evaluate((box) => box.scrollTop > 10_000), 'it was scrolled');
  await console.close();
});

test('its waveform is that of all four hours', async () => {
  const console = await Console.signedIn(service, {}, '#/jobs/four-hours/review');
  await console.page.getByText('Drawing the waveform').waitFor({ state: 'detached' });
  await console.page.getByRole('button', { name: 'All', exact: true }).click();
  const picture = console.page.locator('.review-waveform canvas');
  // How much of the column at this part of the time is drawn; spans are lighter than the waveform.
  const height = (part: number) =>
    picture.evaluate((canvas: HTMLCanvasElement, at) => {
      const column = canvas
        .getContext('2d')!
        .getImageData(Math.floor(at * canvas.width), 0, 1, canvas.height).data;
      const drawn = column.filter((value, index) => index % 4 === 3 && value > 180).length;
      return drawn / canvas.height;
    }, part);
  const deadline = Date.now() + 10_000;
  while ((await height(0.9)) < 0.5 && Date.now() < deadline) await console.page.waitForTimeout(100);
  assert.ok((await height(0.9)) > 0.5, 'the last hour is loud');
  for (const part of [0.1, 0.4, 0.7])
    assert.ok((await height(part)) < 0.2, 'what is before is not');
  await console.screenshot('review-four-hours');
  await console.close();
});

test('only what is in sight is drawn, and the end is a key away', async () => {
  const console = await Console.signedIn(service, { dark: true }, '#/jobs/four-hours/review');
  const text = console.page.getByRole('application', { name: 'Transcript' });
  await text.locator('mark').first().waitFor();
  assert.ok((await text.locator('[data-word]').count()) < 3_000);
  await text.focus();
  await console.page.keyboard.press('Control+End');
  await text.locator('.is-cursor').waitFor();
  const isInSight = await text.evaluate((box) => {
    const word = box.querySelector('.is-cursor')?.getBoundingClientRect();
    const outer = box.getBoundingClientRect();
    return word !== undefined && outer.top <= word.top && word.bottom <= outer.bottom;
  });
  assert.ok(isInSight, 'the last word is in sight');
  await console.isAccessible();
  await console.screenshot('review-long-dark');
  await console.close();
});

test('the review fits a narrow screen', async () => {
  const view = { width: 400, height: 800 };
  const console = await Console.signedIn(service, view, '#/jobs/four-hours/review');
  const text = console.page.getByRole('application', { name: 'Transcript' });
  await text.locator('mark').first().waitFor();
  await console.isNotWiderThanTheScreen();
  await console.isAccessible();
  await console.screenshot('review-narrow');
  await console.close();
});
