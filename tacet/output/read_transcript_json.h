// Reads back the transcript documents that transcript_json.h writes: those of a job, from wherever
// they lay in between. Strict: what the writers never write is refused, so that nothing of a
// document is lost by reading and writing it.
#pragma once

#include <optional>
#include <string_view>

#include "tacet/base/result.h"
#include "tacet/output/transcript_json.h"
#include "tacet/transcript/transcript.h"

namespace tacet::output {

struct TranscriptDocument {
  DocumentHeader header;
  std::optional<bool> is_redacted;  // absent of a job without redaction
  // Obeys the rules of transcript.h, and no content is empty. Contents have no parts: documents
  // show none.
  Transcript transcript;
};

// kDataLoss when it is no document of ours; the message says where, and holds nothing of it. The
// texts of transcripts and segments are not looked at: they follow from the items. Pure;
// thread-safe.
Result<TranscriptDocument> ReadTranscriptJson(std::string_view json);

}  // namespace tacet::output
