// MediaDecoder over bytes, for tests and the fuzz target. Private to media/.
#pragma once

#include <memory>

#include "tacet/media/media_bytes.h"
#include "tacet/media/media_decoder.h"

namespace tacet::media {

Result<std::unique_ptr<MediaDecoder>> OpenMediaBytes(MediaBytes bytes, const MediaLimits& limits);

}  // namespace tacet::media
