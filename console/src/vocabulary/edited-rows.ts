// The rows of a vocabulary while a person edits them.
import { plainRow, type Row } from './content.ts';

export interface EditedRow extends Row {
  // Of this row while the page is open.
  id: number;
  // As the service has it; a row that was added has none.
  saved?: Row;
}

export type Field = keyof Row;

export function editedRows(saved: readonly Row[]): EditedRow[] {
  return saved.map((row, id) => ({ ...row, id, saved: row }));
}

// In front, where it is seen.
export function withNewRow(rows: readonly EditedRow[]): EditedRow[] {
  const id = rows.reduce((highest, row) => Math.max(highest, row.id), -1) + 1;
  return [{ ...plainRow(''), id }, ...rows];
}

export function withChange(
  rows: readonly EditedRow[],
  id: number,
  field: Field,
  value: string,
): EditedRow[] {
  return rows.map((row) => (row.id === id ? { ...row, [field]: value } : row));
}

// In the place of all others.
export function replacedBy(rows: readonly EditedRow[], imported: readonly Row[]): EditedRow[] {
  const start = rows.reduce((highest, row) => Math.max(highest, row.id), -1) + 1;
  return imported.map((row, index) => ({ ...row, id: start + index }));
}

export function isChanged({ saved, ...row }: EditedRow): boolean {
  if (!saved) return true;
  return (Object.keys(saved) as Field[]).some((field) => saved[field] !== row[field]);
}

// Fewer rows are a change, too.
export function haveChanges(rows: readonly EditedRow[], saved: readonly Row[]): boolean {
  return rows.length !== saved.length || rows.some(isChanged);
}
