import { expect, it } from 'vitest';
import { COMMANDS } from './commands.ts';

const place = {
  endpoint: 'https://tacet.example:9320',
  region: 'eu-west-1',
  accessKeyId: 'AKEXAMPLE',
};

it.each(COMMANDS)('$label names this service and this key', ({ text }) => {
  const commands = text(place);
  for (const part of Object.values(place)) expect(commands).toContain(part);
  expect(commands).toMatch(/start-transcription-job|start_transcription_job|StartTranscriptionJob/);
});

it('an address cannot end a shell’s word', () => {
  const text = COMMANDS[0]!.text({ ...place, endpoint: "http://a/$(id)'b" });
  expect(text).toContain("AWS_ENDPOINT_URL='http://a/$(id)'\\''b'\n");
});
