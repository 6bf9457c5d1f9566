#include "tacet/aws/chunk_signature.h"

#include <utility>

#include "tacet/aws/encoding.h"

namespace tacet::aws {

ChunkSignatures::ChunkSignatures(ChunkSigning signing)
    : signing_(std::move(signing)),
      previous_(signing_.seed_signature),
      chunk_(HashAlgorithm::kSha256) {}

void ChunkSignatures::AddData(std::string_view bytes) { chunk_.Update(bytes); }

std::string ChunkSignatures::Sign(std::string_view algorithm, std::string_view last_lines) const {
  std::string text(algorithm);
  text += "\n" + signing_.amz_date + "\n" + signing_.scope.ToString() + "\n" + previous_ + "\n";
  text += last_lines;
  return Signature(signing_.signing_key, text);
}

std::string ChunkSignatures::EndChunk() {
  const std::string hash = HexEncode(chunk_.Finish());
  chunk_ = Hasher(HashAlgorithm::kSha256);
  previous_ = Sign("AWS4-HMAC-SHA256-PAYLOAD", Sha256Hex("") + "\n" + hash);
  return previous_;
}

bool ChunkSignatures::EndChunk(std::string_view claimed) {
  return ConstantTimeEquals(EndChunk(), claimed);
}

std::string ChunkSignatures::TrailerSignature(std::string_view canonical_trailers) const {
  return Sign("AWS4-HMAC-SHA256-TRAILER", Sha256Hex(canonical_trailers));
}

bool ChunkSignatures::CheckTrailer(std::string_view canonical_trailers,
                                   std::string_view claimed) const {
  return ConstantTimeEquals(TrailerSignature(canonical_trailers), claimed);
}

}  // namespace tacet::aws
