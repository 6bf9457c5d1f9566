// The transcript documents, byte for byte in the shape of Amazon Transcribe's: one line of UTF-8
// without white space or final newline; times and confidences are strings.
// Source: "Data input and output", https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html,
// and documents written by the service.
#pragma once

#include <string>

#include "tacet/redaction/redacted_transcript.h"
#include "tacet/transcript/transcript.h"

namespace tacet::output {

// What a document says besides the transcript.
struct DocumentHeader {
  std::string job_name;
  std::string account_id;  // 12 digits
};

// Whether a job that redacts wrote the document: `"isRedacted":false` then stands in the unredacted
// twin; a job without redaction has no such member.
enum class RedactionJob { kNo, kYes };

// `<name>.json`. The transcript obeys the rules of transcript.h.
std::string WriteTranscriptJson(const Transcript& transcript, const DocumentHeader& header,
                                RedactionJob redaction_job);

// `redacted-<name>.json`. Only a RedactedTranscript can be written as redacted.
std::string WriteRedactedTranscriptJson(const redaction::RedactedTranscript& transcript,
                                        const DocumentHeader& header);

}  // namespace tacet::output
