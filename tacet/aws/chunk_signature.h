// The chain of signatures of an aws-chunked body.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tacet/aws/aws_chunked.h"
#include "tacet/aws/checksum.h"

namespace tacet::aws {

// Not thread-safe.
class ChunkSignatures {
 public:
  explicit ChunkSignatures(ChunkSigning signing);

  // Bytes of the current chunk.
  void AddData(std::string_view bytes);

  // Ends the current chunk and gives its signature, the next one's predecessor.
  std::string EndChunk();
  // Whether `claimed` is that signature.
  bool EndChunk(std::string_view claimed);

  // Of the trailers as "name:value\n" each, in the order sent, after the last chunk.
  std::string TrailerSignature(std::string_view canonical_trailers) const;
  bool CheckTrailer(std::string_view canonical_trailers, std::string_view claimed) const;

 private:
  std::string Sign(std::string_view algorithm, std::string_view last_lines) const;

  ChunkSigning signing_;
  std::string previous_;
  Hasher chunk_;
};

}  // namespace tacet::aws
