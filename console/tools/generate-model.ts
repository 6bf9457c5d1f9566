// Writes src/api/model.ts and src/api/constraints.ts. See model-source.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { constraintsSource, modelSource, type ServiceModel } from './model-source.ts';

const at = (path: string) => new URL(path, import.meta.url);
const model = JSON.parse(
  readFileSync(at('../../tacet/api/service_model.json'), 'utf8'),
) as ServiceModel;
writeFileSync(at('../src/api/model.ts'), modelSource(model));
writeFileSync(at('../src/api/constraints.ts'), constraintsSource(model));
