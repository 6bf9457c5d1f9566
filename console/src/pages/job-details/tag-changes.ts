// What has to be asked for so that a resource has the tags of an editor.
import type { TagEditorProps } from '@cloudscape-design/components/tag-editor';
import type { Tag } from '../../api/model.ts';

export interface TagChanges {
  removed: string[];
  put: Tag[];
}

export function tagChanges(
  before: readonly Tag[],
  edited: readonly TagEditorProps.Tag[],
): TagChanges {
  const values = new Map(before.map(({ Key, Value }) => [Key, Value]));
  const kept = edited.filter(({ key, markedForRemoval }) => key && !markedForRemoval);
  const keys = new Set(kept.map(({ key }) => key));
  return {
    removed: before.map(({ Key }) => Key).filter((key) => !keys.has(key)),
    put: kept
      .filter(({ key, value }) => values.get(key) !== value)
      .map(({ key, value }) => ({ Key: key, Value: value })),
  };
}
