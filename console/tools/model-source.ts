// TypeScript from the service model that the server itself validates requests with, so that console
// and server cannot drift apart. `npm run generate` writes the files; a test compares them.

export interface Shape {
  type: string;
  members?: Record<string, string>;
  required?: string[];
  member?: string;
  key?: string;
  value?: string;
  enum?: string[];
  pattern?: string;
  min?: number;
  max?: number;
}

export interface ServiceModel {
  source: string;
  operations: Record<string, { input?: string; output?: string }>;
  shapes: Record<string, Shape>;
}

// What the service supports: docs/compatibility-api.md.
export const OPERATIONS = [
  ...[
    'StartTranscriptionJob',
    'GetTranscriptionJob',
    'ListTranscriptionJobs',
    'DeleteTranscriptionJob',
  ],
  ...[
    'CreateVocabulary',
    'GetVocabulary',
    'ListVocabularies',
    'UpdateVocabulary',
    'DeleteVocabulary',
  ],
  ...['CreateVocabularyFilter', 'GetVocabularyFilter', 'ListVocabularyFilters'],
  ...['UpdateVocabularyFilter', 'DeleteVocabularyFilter'],
  ...['TagResource', 'UntagResource', 'ListTagsForResource'],
];

const SCALARS: Record<string, string> = {
  boolean: 'boolean',
  float: 'number',
  integer: 'number',
  long: 'number',
  string: 'string',
  timestamp: 'number', // seconds since 1970, as AWS JSON 1.1 has it
};

function reachable(model: ServiceModel, roots: string[]): string[] {
  const seen = new Set<string>();
  const visit = (name: string | undefined) => {
    if (!name || seen.has(name)) return;
    seen.add(name);
    const shape = shapeOf(model, name);
    [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value].forEach(visit);
  };
  roots.forEach(visit);
  return [...seen].sort();
}

function shapeOf(model: ServiceModel, name: string): Shape {
  const shape = model.shapes[name];
  if (!shape) throw new Error(`The service model has no shape ${name}.`);
  return shape;
}

function typeOf(model: ServiceModel, name: string): string {
  const shape = shapeOf(model, name);
  if (shape.type === 'structure' || shape.enum) return name;
  if (shape.type === 'list') return `${typeOf(model, shape.member ?? '')}[]`;
  if (shape.type === 'map') {
    return `Partial<Record<${typeOf(model, shape.key ?? '')}, ${typeOf(model, shape.value ?? '')}>>`;
  }
  const scalar = SCALARS[shape.type];
  if (!scalar) throw new Error(`The shape ${name} has the unknown type ${shape.type}.`);
  return scalar;
}

function declaration(model: ServiceModel, name: string): string[] {
  const shape = shapeOf(model, name);
  if (shape.enum) {
    return ['', `export type ${name} =`, ...shape.enum.map((value) => `  | '${value}'`)].map(
      (line, index, all) => (index > 1 && index === all.length - 1 ? `${line};` : line),
    );
  }
  if (shape.type !== 'structure') return [];
  const members = Object.entries(shape.members ?? {}).map(([member, target]) => {
    const optional = shape.required?.includes(member) ? '' : '?';
    return `  ${member}${optional}: ${typeOf(model, target)};`;
  });
  return ['', `export interface ${name} {`, ...members, '}'];
}

function header(model: ServiceModel): string[] {
  return [
    '// Made by `npm run generate` from tacet/api/service_model.json; not to be edited.',
    `// Source of the model: ${model.source}`,
  ];
}

export function modelSource(model: ServiceModel): string {
  const used = OPERATIONS.map((name) => {
    const operation = model.operations[name];
    if (!operation?.input) throw new Error(`The service model has no operation ${name}.`);
    return { name, input: operation.input, output: operation.output };
  });
  const roots = used.flatMap(({ input, output }) => (output ? [input, output] : [input]));
  const lines = header(model);
  for (const name of reachable(model, roots)) lines.push(...declaration(model, name));
  lines.push('', 'export interface Operations {');
  for (const { name, input, output } of used) {
    lines.push(`  ${name}: { input: ${input}; output: ${output ?? 'Record<string, never>'} };`);
  }
  return [...lines, '}', ''].join('\n');
}

// Lengths, ranges, patterns and values of every scalar that a request can hold.
export function constraintsSource(model: ServiceModel): string {
  const inputs = OPERATIONS.map((name) => model.operations[name]?.input ?? '');
  const entries = reachable(model, inputs).flatMap((name) => {
    const shape = shapeOf(model, name);
    if (shape.type === 'structure' || shape.type === 'map' || shape.type === 'list') return [];
    const { min, max, pattern, enum: values } = shape;
    if (min === undefined && max === undefined && !pattern && !values) return [];
    return [`  ${name}: ${JSON.stringify({ min, max, pattern, values })},`];
  });
  return [...header(model), 'export const CONSTRAINTS = {', ...entries, '} as const;', ''].join(
    '\n',
  );
}
