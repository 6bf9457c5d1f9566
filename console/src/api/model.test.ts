import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { constraintsSource, modelSource, type ServiceModel } from '../../tools/model-source.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const model = JSON.parse(read('../../../tacet/api/service_model.json')) as ServiceModel;

it.each([
  ['model.ts', modelSource],
  ['constraints.ts', constraintsSource],
])(
  '%s is what the server’s service model says; otherwise run `npm run generate`',
  (file, source) => {
    expect(read(`./${file}`)).toBe(source(model));
  },
);

it('a member that the server requires is required', () => {
  const source = modelSource(model);
  expect(source).toContain('  TranscriptionJobName: string;');
  expect(source).toContain('  LanguageCode?: LanguageCode;');
});
