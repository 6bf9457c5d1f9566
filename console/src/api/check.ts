// What the service model says of a text, in words for the field that it stands in.

export interface TextConstraint {
  min?: number;
  max?: number;
  pattern?: string;
}

// A pattern of the model is of the whole value, whether or not it says so.
export function matches(text: string, { pattern }: TextConstraint): boolean {
  return pattern === undefined || new RegExp(`^(?:${pattern})$`, 's').test(text);
}

// As the service counts, where an emoji is one.
export function lengthOf(text: string): number {
  return [...text].length;
}

// undefined when all is well. `shape` says what a text of the pattern looks like.
export function textError(
  text: string,
  constraint: TextConstraint,
  what: string,
  shape: string,
): string | undefined {
  const length = lengthOf(text);
  const { min = 0, max = Infinity } = constraint;
  if (length === 0 && min > 0) return `Enter ${what}.`;
  if (length < min) return `Enter at least ${min} characters; this has ${length}.`;
  if (length > max) return `Enter at most ${max} characters; this has ${length}.`;
  return matches(text, constraint) ? undefined : shape;
}
