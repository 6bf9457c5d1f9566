// TimeScores: what of the personal information spoken in recordings is still readable or audible
// after a job. The rules of scoring, all of them:
//
// 1. A heard word belongs to the stretch of speech that it shares most time with. But one that is
//    no word of that label, and one of the two words beside it in an unlabelled stretch, belongs
//    there: word times are off by up to a syllable. ("that" of "Monday, that you called", heard
//    0.2 s early, is not a readable part of "Monday".)
// 2. A label is *heard* when heard words, readable or redacted, fill more than the tolerance of its
//    time: 20 % of it, at least 150 ms, since word times are not exact. What was not heard cannot
//    be read: it is listed, but counts for no share.
// 3. A heard label is *redacted* (recall, any type) when readable words that belong to it fill no
//    more than the tolerance of its time, and when no readable word within half a second of it
//    reads like a word of it (or holds three digits, for a label with digits) that was not said
//    there otherwise.
//    A name that was misheard and stays is a miss, since it stays audible too; so a second share
//    says how many labels *cannot be read*: those redacted, and those whose readable words hold no
//    word of three letters that was said, nor three digits for a label with digits.
// 4. It is redacted *with its type* when besides at least half of its redacted time is redacted as
//    that type.
// 5. *Left readable* is the time of labels under readable words that belong to them; *left audible*
//    is the time of labels outside every redacted word, the stretches that redacted media silence.
// 6. *Lost needlessly* is the time of unlabelled stretches under redacted words.
// 7. A redaction is *false* when it shares less than the tolerance of its own time with labels.
//    Its confidence is right when it shares that much with labels of its own type.
// 8. The leak rule: in a number whose first half is redacted, four or more digits in a row stay
//    readable.
// 9. Words are those said, between spaces. Intervals as in pii_scores.h, drawn over recordings.
//
// Thread-safe as values are.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tacet/evaluation/calibration.h"
#include "tacet/evaluation/pii_scores.h"
#include "tacet/evaluation/spoken_recording.h"

namespace tacet::evaluation {

struct TimeCounts {
  size_t labelled = 0;
  size_t heard = 0;
  size_t redacted = 0;
  size_t redacted_same_type = 0;
  size_t unreadable = 0;  // heard, and cannot be read
  size_t redactions = 0;  // found, of this type
  size_t right = 0;       // of these, not false
  int64_t labelled_ms = 0;
  int64_t readable_ms = 0;
  int64_t audible_ms = 0;

  void Add(const TimeCounts& other);
};

struct SpokenMistake {
  PiiEntityType type = PiiEntityType::kName;
  std::string recording;
  int64_t start_ms = 0;
  std::string said;      // of a label that was not redacted; empty for a false redaction
  std::string readable;  // the words that give it away
};

class TimeScores {
 public:
  void Add(const SpokenRecording& recording, const std::vector<HeardWord>& heard);

  const std::map<PiiEntityType, TimeCounts>& by_type() const { return by_type_; }
  TimeCounts Of(const PiiEntityTypeSet& types) const;
  TimeCounts All() const;

  size_t recordings() const { return recordings_.size(); }
  size_t words() const;
  int64_t said_ms() const;
  size_t false_redactions() const;
  Rate FalsePerThousandWords() const;
  // Seconds in each hour of speech.
  Rate ReadableSecondsPerHour() const;
  Rate AudibleSecondsPerHour() const;
  Rate LostSecondsPerHour() const;
  int64_t lost_ms() const;
  Rate CalibrationError() const;
  Rate CalibrationErrorAnyType() const;

  const std::vector<SpokenMistake>& missed() const { return missed_; }
  const std::vector<SpokenMistake>& false_finds() const { return false_finds_; }
  const std::vector<SpokenMistake>& leaks() const { return leaks_; }  // rule 8

 private:
  struct PerRecording {
    size_t words = 0;
    size_t false_redactions = 0;
    int64_t said_ms = 0;
    int64_t readable_ms = 0;
    int64_t audible_ms = 0;
    int64_t lost_ms = 0;
  };

  void AddLabel(const SpokenRecording& recording, size_t stretch,
                const std::vector<HeardWord>& heard, const std::vector<size_t>& owners,
                PerRecording* sums);
  Rate PerHour(int64_t PerRecording::*amount) const;

  std::map<PiiEntityType, TimeCounts> by_type_;
  std::vector<PerRecording> recordings_;
  std::vector<Calibration> calibrations_;           // by recording
  std::vector<Calibration> calibrations_any_type_;  // by recording
  std::vector<SpokenMistake> missed_;
  std::vector<SpokenMistake> false_finds_;
  std::vector<SpokenMistake> leaks_;
};

}  // namespace tacet::evaluation
