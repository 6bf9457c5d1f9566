// What both steps are given.
import type { Errors, JobForm } from './form.ts';

export interface FieldsProps {
  form: JobForm;
  errors: Errors;
  change: (change: Partial<JobForm>) => void;
}
