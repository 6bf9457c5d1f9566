// A review under way: what is shown, selected and edited.
import './review.css';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import LiveRegion from '@cloudscape-design/components/live-region';
import type { SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { firstIndex } from '../../review/document.ts';
import { EVERYTHING, filterSpans, neighbour } from '../../review/filter.ts';
import { perform, redo, startHistory, undo, type History } from '../../review/history.ts';
import {
  accept,
  add,
  describe,
  extend,
  isRefused,
  reject,
  reset,
  retype,
  shrink,
  takeOver,
  type Outcome,
} from '../../review/operations.ts';
import { Player, STEP_SECONDS } from '../../review/player.ts';
import { rangeOf, type Selection } from '../../review/selection.ts';
import {
  areSame,
  makeReview,
  ownersOf,
  spansOf,
  summaryOf,
  wordsOf,
  type Review,
  type Spans,
} from '../../review/spans.ts';
import { LeaveGuard } from '../../components/leave-guard.tsx';
import { canWrite, useSession } from '../../session/session.ts';
import { useNotifyFailure } from '../../shell/notices.tsx';
import { ConflictDialog, PublishDialog } from './dialogs.tsx';
import type { LoadedReview } from './load.ts';
import { PlayerPanel } from './player-panel.tsx';
import { RedactionList } from './redaction-list.tsx';
import { RedactionPanel } from './redaction-panel.tsx';
import { commandOf, takesLetters, type Command } from './shortcuts.ts';
import { TranscriptPane, type TranscriptHandle } from './transcript-pane.tsx';
import { usePlayer } from './use-player.ts';
import { usePublish } from './use-publish.ts';
import { useReveal } from './use-reveal.ts';
import { EarlierVersionNote, VersionSelect } from './versions.tsx';

interface Props {
  name: string;
  loaded: LoadedReview;
}

interface Earlier {
  review: Review;
  spans: Spans;
}

export function Workspace({ name, loaded }: Props) {
  const session = useSession();
  const notifyFailure = useNotifyFailure();
  const [player] = useState(() => new Player());
  const [current, setCurrent] = useState(loaded);
  const [history, setHistory] = useState<History>(() => startHistory(spansOf(loaded.review)));
  const [saved, setSaved] = useState(history.spans);
  const [earlier, setEarlier] = useState<Earlier>();
  const [filter, setFilter] = useState(EVERYTHING);
  const [selectedKey, setSelectedKey] = useState<number>();
  const [selection, setSelection] = useState<Selection>();
  const [newType, setNewType] = useState('NAME');
  const [said, setSaid] = useState('');
  const text = useRef<TranscriptHandle>(null);
  const typeField = useRef<SelectProps.Ref>(null);

  const { review, spans } = earlier ?? { review: current.review, spans: history.spans };
  const { document } = review;
  const mediaUri = current.list.MediaFileUri;
  const canEdit = canWrite(session.role) && !earlier;
  const canHear = usePlayer(player, ({ duration }) => duration > 0);
  const canReveal = canEdit && review.canReveal;
  const isDirty = !areSame(history.spans, saved);

  const owners = useMemo(() => ownersOf(review, spans), [review, spans]);
  const shown = useMemo(() => filterSpans(review, spans, filter), [review, spans, filter]);
  const types = useMemo(() => [...new Set(spans.map(({ type }) => type))].sort(), [spans]);
  const selected = spans.find(({ key }) => key === selectedKey);
  const { revealed, isRevealing, reveal, hide } = useReveal(name, review.version, selectedKey);
  const marks = useMemo(
    () => ({ review, spans, owners, selectedKey, revealed }),
    [review, spans, owners, selectedKey, revealed],
  );

  // Of a document that was loaded, also after publishing: where the reviewer was.
  const place = useRef<number>(undefined);
  useEffect(() => {
    text.current?.focus();
    if (place.current !== undefined) text.current?.show(place.current);
  }, [current]);

  const select = (key: number) => {
    const span = spans.find((each) => each.key === key);
    if (!span) return;
    setSelectedKey(key);
    const words = wordsOf(review, span);
    if (!words) return;
    setSelection({ anchor: words.first, cursor: words.first });
    text.current?.show(words.first);
  };

  const selectWords = (next: Selection | undefined) => {
    setSelection(next);
    const owner =
      next?.anchor === next?.cursor ? spans[owners[next?.cursor ?? -1] ?? -1] : undefined;
    setSelectedKey(owner?.key);
  };

  const apply = (outcome: Outcome) => {
    if (isRefused(outcome)) {
      setSaid(outcome.refused);
      return;
    }
    setHistory((before) => perform(before, outcome));
    setSelectedKey(outcome.key);
    setSaid(outcome.what);
  };

  const step = (move: typeof undo, steps: History['done'], word: string) => {
    const last = steps.at(-1);
    if (!last) return;
    setHistory(move);
    setSelectedKey(last.key);
    setSaid(`${word}: ${last.what}`);
  };

  const publishing = usePublish({
    name,
    current,
    spans: history.spans,
    onContinue: ({ loaded: next, saved: nextSaved, edited }) => {
      setCurrent(next);
      setEarlier(undefined);
      const start = startHistory(nextSaved);
      const done = { spans: edited, what: 'Make the edits again', key: undefined };
      setHistory(areSame(edited, nextSaved) ? start : perform(start, done));
      setSaved(nextSaved);
      setSelectedKey(undefined);
      setSaid('');
      const time = document.words[selection?.cursor ?? -1]?.start;
      const words = next.review.document.words;
      const word = time === undefined ? -1 : firstIndex(words, ({ end }) => end > time);
      place.current = words[word] && word;
      setSelection(words[word] && { anchor: word, cursor: word });
    },
    onRefused: ({ key }) => select(key),
  });

  const show = async (version: number) => {
    if (version === current.review.version) {
      setEarlier(undefined);
    } else {
      try {
        const list = await session.review.call('ListRedactions', {
          TranscriptionJobName: name,
          Version: version,
        });
        const then = makeReview(list.Version, list.Redactions, false, current.review.document);
        setEarlier({ review: then, spans: spansOf(then) });
      } catch (error) {
        notifyFailure(`Version ${version} could not be shown`, error);
        return;
      }
    }
    setSelectedKey(undefined);
    setSaid('');
  };

  const words = selection && rangeOf(selection);
  // What an edit comes to; undefined for commands that edit nothing.
  const outcomeOf = (command: Command): Outcome | undefined => {
    switch (command) {
      case 'accept':
        return accept(review, spans, selectedKey);
      case 'reject':
        return reject(review, spans, selectedKey);
      case 'extend-start':
        return extend(review, spans, selectedKey, 'start');
      case 'extend-end':
        return extend(review, spans, selectedKey, 'end');
      case 'shrink-start':
        return shrink(review, spans, selectedKey, 'start');
      case 'shrink-end':
        return shrink(review, spans, selectedKey, 'end');
      case 'add':
        return add(review, spans, words?.first ?? 0, words?.last ?? -1, newType);
      default:
        return undefined;
    }
  };

  const hear = () => {
    if (selected) {
      player.playSpan(selected.start / 1000, selected.end / 1000);
    } else if (words) {
      const [first, last] = [document.words[words.first], document.words[words.last]];
      if (first && last) player.playSpan(first.start / 1000, last.end / 1000);
    }
  };

  const goTo = (direction: 1 | -1) => {
    const from = selection ? (document.words[selection.cursor]?.start ?? 0) : player.time * 1000;
    const next = neighbour(shown, selectedKey, from, direction);
    if (!next) return;
    select(next.key);
    setSaid(`${shown.indexOf(next) + 1} of ${shown.length}: ${describe(next)}, ${next.decision}`);
  };

  const run = (command: Command): void => {
    const outcome = canEdit ? outcomeOf(command) : undefined;
    if (outcome) apply(outcome);
    switch (command) {
      case 'next':
        goTo(1);
        break;
      case 'previous':
        goTo(-1);
        break;
      case 'play':
        player.toggle();
        break;
      case 'back':
        player.seek(player.time - STEP_SECONDS);
        break;
      case 'forward':
        player.seek(player.time + STEP_SECONDS);
        break;
      case 'slower':
        player.changeRate(-1);
        break;
      case 'faster':
        player.changeRate(1);
        break;
      case 'hear':
        hear();
        break;
      case 'reveal':
        if (revealed) hide();
        else if (canReveal && selected) reveal(selected);
        break;
      case 'type':
        typeField.current?.focus();
        break;
      case 'undo':
        if (canEdit) step(undo, history.done, 'Undone');
        break;
      case 'redo':
        if (canEdit) step(redo, history.undone, 'Done again');
        break;
      case 'publish':
        if (canEdit && isDirty) publishing.ask();
        break;
      default:
        break;
    }
  };

  const key = (event: KeyboardEvent) => {
    if (event.defaultPrevented || takesLetters(event.target)) return;
    const command = commandOf(event);
    if (!command) return;
    event.preventDefault();
    run(command);
  };

  const hearFrom = (word: number) => player.playFrom((document.words[word]?.start ?? 0) / 1000);
  const earlierOutcome =
    earlier && canWrite(session.role)
      ? takeOver(
          current.review,
          history.spans,
          [...earlier.review.base.values()],
          earlier.review.version,
        )
      : undefined;

  return (
    // Takes the focus of a click beside everything, so that its keys go on working.
    <div className="review" tabIndex={-1} onKeyDown={key}>
      <SpaceBetween size="m">
        <Header
          variant="h1"
          actions={
            <div className="review-actions">
              <VersionSelect
                versions={current.list.Versions}
                shown={review.version}
                onShow={(version) => void show(version)}
              />
              {canEdit && (
                <>
                  <Button
                    iconName="undo"
                    disabled={history.done.length === 0}
                    onClick={() => run('undo')}
                  >
                    Undo
                  </Button>
                  <Button
                    iconName="redo"
                    disabled={history.undone.length === 0}
                    onClick={() => run('redo')}
                  >
                    Redo
                  </Button>
                  <Button variant="primary" disabled={!isDirty} onClick={() => run('publish')}>
                    Publish
                  </Button>
                </>
              )}
            </div>
          }
        >
          Review {name}
        </Header>
        {earlier && (
          <EarlierVersionNote
            version={earlier.review.version}
            outcome={earlierOutcome}
            onTakeOver={() => {
              setEarlier(undefined);
              if (earlierOutcome) apply(earlierOutcome);
            }}
            onBack={() => setEarlier(undefined)}
          />
        )}
        {mediaUri !== undefined && (
          <PlayerPanel
            player={player}
            job={name}
            mediaUri={mediaUri}
            review={review}
            spans={spans}
            selectedKey={selectedKey}
            onSelect={select}
          />
        )}
        <div className="review-said">
          <LiveRegion>
            <Box color="text-body-secondary" fontSize="body-s">
              {said}
            </Box>
          </LiveRegion>
        </div>
        <div className="review-columns">
          <Container disableContentPaddings>
            <TranscriptPane
              key={`${current.review.version}`}
              marks={marks}
              player={player}
              selection={selection}
              onSelection={selectWords}
              onHear={hearFrom}
              handle={text}
            />
          </Container>
          <SpaceBetween size="m">
            <RedactionPanel
              review={review}
              span={selected}
              words={words}
              canEdit={canEdit}
              canHear={canHear}
              canReveal={canReveal}
              revealed={revealed?.text}
              isRevealing={isRevealing}
              outcomeOf={outcomeOf}
              run={run}
              onType={(type) => apply(retype(review, spans, selectedKey, type))}
              onReset={() => apply(reset(review, spans, selectedKey))}
              newType={newType}
              onNewType={setNewType}
              typeField={typeField}
            />
            <RedactionList
              review={review}
              total={spans.length}
              shown={shown}
              types={types}
              filter={filter}
              onFilter={setFilter}
              selectedKey={selectedKey}
              onSelect={select}
            />
          </SpaceBetween>
        </div>
      </SpaceBetween>
      {publishing.dialog === 'publish' && (
        <PublishDialog
          summary={summaryOf(current.review, history.spans)}
          busy={publishing.busy}
          failure={publishing.failure}
          onPublish={publishing.publish}
          onClose={publishing.close}
        />
      )}
      {publishing.dialog === 'conflict' && (
        <ConflictDialog
          busy={publishing.busy}
          failure={publishing.failure}
          onReload={publishing.reload}
          onClose={publishing.close}
        />
      )}
      <LeaveGuard held={isDirty} header="Leave this page?">
        Your changes are not published and would be lost.
      </LeaveGuard>
    </div>
  );
}
