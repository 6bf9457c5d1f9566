// ContentRedaction: what a request asks to be redacted. Names and values are Amazon Transcribe's:
// https://docs.aws.amazon.com/transcribe/latest/APIReference/API_ContentRedaction.html
#pragma once

#include "tacet/transcript/pii_entity_type.h"

namespace tacet {

enum class RedactionOutput {
  kRedacted,               // only the redacted document; the other is never written anywhere
  kRedactedAndUnredacted,  // both
};

struct ContentRedaction {
  RedactionOutput redaction_output = RedactionOutput::kRedacted;
  PiiEntityTypeSet pii_entity_types;  // empty = all types
};

}  // namespace tacet
